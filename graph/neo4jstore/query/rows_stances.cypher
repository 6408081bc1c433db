UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].n AS n, found[at].total AS total, found[at].o AS e
RETURN $step AS step, at, n, total, CASE WHEN e IS NOT NULL THEN
    [e.issue, e.stance, e.actor, e.statements, e.accepted, e.reported, e.articles, e.first, e.last] END AS columns
