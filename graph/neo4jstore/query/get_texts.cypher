// The texts of the articles of the parent. Tags: most, where there are none if they are larger together.
WITH [p IN parent WHERE p.kept | p.o] AS articles
WITH articles WHERE reduce(bytes = 0, t IN articles | bytes + t.size) <= $most // when most
UNWIND articles AS t
RETURN collect({n: 0, total: -1, kept: true, o: t}) AS found
