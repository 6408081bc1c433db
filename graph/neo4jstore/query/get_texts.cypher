// The texts of the articles of the parent. Tags: most, where there are none if they are larger together.
UNWIND parent AS some
UNWIND some AS t
WITH collect(t) AS articles
WITH CASE WHEN reduce(bytes = 0, t IN articles | bytes + t.size) <= $most THEN articles ELSE [] END AS articles // when most
RETURN [[0, -1, [t IN articles | [t.id, t.text]]]] AS answer
