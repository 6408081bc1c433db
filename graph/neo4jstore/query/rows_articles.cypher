UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].n AS n, found[at].total AS total, found[at].o AS t
RETURN $step AS step, at, n, total, CASE WHEN t IS NOT NULL THEN [
    // include article
] END AS columns
