UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].n AS n, found[at].total AS total, found[at].o AS s
RETURN $step AS step, at, n, total, CASE WHEN s IS NOT NULL THEN [
    // include statement
] END AS columns
