UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].n AS n, found[at].total AS total, found[at].o AS p
RETURN $step AS step, at, n, total, CASE WHEN p IS NOT NULL THEN [p.issue, p.actor] END AS columns
