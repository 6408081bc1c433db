UNWIND CASE size(page) WHEN 0 THEN [0] ELSE range(0, size(page) - 1) END AS k
RETURN collect({n: n, total: total, kept: k < size(page) AND k < $limit - 1, o: page[k]}) AS found
