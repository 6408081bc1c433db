UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].o AS t
RETURN $step AS step, at, 0 AS n, -1 AS total, [t.id, t.text] AS columns
