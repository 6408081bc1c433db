RETURN $step AS step, 0 AS at, 0 AS n, -1 AS total, [found[0].o] AS columns
