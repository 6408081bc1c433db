// One page of statements with what their relationships lead to, by id, and all that is stored of them.
MATCH (s:Statement)
WHERE s.id > $last
WITH s ORDER BY s.id LIMIT $limit
RETURN s.id AS last, labels(s), properties(s),
    [(s)-[:IN]->(t:Article) | t.id], [(s)-[:ABOUT]->(i:Issue) | i.id], [(s)-[:HELD_BY]->(a:Actor) | a.id], [(s)-[:SPOKEN_BY]->(a:Actor) | a.id],
    // include statement
