UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].n AS n, found[at].total AS total, found[at].o AS a
RETURN $step AS step, at, n, total, CASE WHEN a IS NOT NULL THEN [
    // include actor
] END AS columns
