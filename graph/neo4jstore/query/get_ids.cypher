// Objects by id. Tags: actors, issues, articles, statements or revisions.
UNWIND range(0, size($ids) - 1) AS k
MATCH (o:Actor {id: $ids[k]}) // when actors
MATCH (o:Issue {id: $ids[k]}) // when issues
MATCH (o:Article {id: $ids[k]}) // when articles
MATCH (o:Statement {id: $ids[k]}) // when statements
MATCH (o:Revision {id: $ids[k]}) // when revisions
WITH o, k ORDER BY k
RETURN collect({n: 0, total: -1, kept: true, o: o}) AS found
