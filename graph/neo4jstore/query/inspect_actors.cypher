// One page of actors with their stance edges, by id, and all that is stored of them.
MATCH (a:Actor)
WHERE a.id > $last
WITH a ORDER BY a.id LIMIT $limit
RETURN a.id AS last, labels(a), properties(a),
    [(a)-[e:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(i:Issue) | [i.id, toLower(type(e)), properties(e)]],
    // include actor
