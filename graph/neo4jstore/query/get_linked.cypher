// What the objects of the parent lead to, each once. Tags: the name of the link, and of the set that the parent is of.
UNWIND parent AS p
WITH p WHERE p.kept
WITH p.o AS p
MATCH (o:Actor {id: p.actor}) // when holder stances
MATCH (o:Issue {id: p.issue}) // when about stances
MATCH (o:Actor {id: p.value}) // when holder facets
MATCH (o:Issue {id: p.value}) // when about facets
MATCH (p)-[:HELD_BY]->(o:Actor) // when holder statements
MATCH (p)-[:ABOUT]->(o:Issue) // when about statements
MATCH (p)-[:IN]->(o:Article) // when in
MATCH (p)-[:SPOKEN_BY]->(o:Actor) // when speaker
MATCH (p)-[:REPORTED_BY]->(o:Actor) // when reporters
MATCH (p)-[:BETWEEN]->(o:Actor) // when parties
MATCH (p)-[:SPEAKS_FOR]->(o:Actor) // when bodies
MATCH (p)-[:MEMBER_OF]->(o:Actor) // when membership
MATCH (p)-[:PART_OF]->(o:Issue) // when whole
MATCH (p)-[:MERGED_INTO]->(o:Actor) // when target actors
MATCH (p)-[:MERGED_INTO]->(o:Issue) // when target issues
MATCH (p)<-[:MERGED_INTO]-(o:Actor) // when sources actors
MATCH (p)<-[:MERGED_INTO]-(o:Issue) // when sources issues
MATCH (o:Revision {id: p.undoes}) // when undone
MATCH (p)-[:CHANGED]->(o:Actor) // when changedActors
MATCH (p)-[:CHANGED]->(o:Issue) // when changedIssues
MATCH (p)-[:CHANGED]->(o:Article) // when changedArticles
MATCH (p)-[:CHANGED]->(o:Statement) // when changedStatements
WITH DISTINCT o ORDER BY o.id
RETURN collect({n: 0, total: -1, kept: true, o: o}) AS found
