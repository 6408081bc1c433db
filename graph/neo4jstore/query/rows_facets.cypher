UNWIND range(0, size(found) - 1) AS at
WITH at, found[at].o AS v
RETURN $step AS step, at, 0 AS n, -1 AS total, [v.value, v.statements] AS columns
