// What the objects of the parent lead to, each once. Tags: the name of the link, the set that the parent is of, and what the link gives.
UNWIND parent AS some
UNWIND some AS p
MATCH (a:Actor {id: p.actor}) // when holder stances
MATCH (i:Issue {id: p.issue}) // when about stances
MATCH (a:Actor {id: p.value}) // when holder facets
MATCH (i:Issue {id: p.value}) // when about facets
MATCH (p)-[:HELD_BY]->(a:Actor) // when holder statements
MATCH (p)-[:ABOUT]->(i:Issue) // when about statements
MATCH (p)-[:IN]->(t:Article) // when in
MATCH (p)-[:SPOKEN_BY]->(a:Actor) // when speaker
MATCH (p)-[:REPORTED_BY]->(a:Actor) // when reporters
MATCH (p)-[:BETWEEN]->(a:Actor) // when parties
MATCH (p)-[:SPEAKS_FOR]->(a:Actor) // when bodies
MATCH (p)-[:MEMBER_OF]->(a:Actor) // when membership
MATCH (p)-[:PART_OF]->(i:Issue) // when whole
MATCH (p)-[:MERGED_INTO]->(a:Actor) // when target actors
MATCH (p)-[:MERGED_INTO]->(i:Issue) // when target issues
MATCH (p)<-[:MERGED_INTO]-(a:Actor) // when sources actors
MATCH (p)<-[:MERGED_INTO]-(i:Issue) // when sources issues
MATCH (r:Revision {id: p.undoes}) // when undone
MATCH (p)-[:CHANGED]->(a:Actor) // when changedActors
MATCH (p)-[:CHANGED]->(i:Issue) // when changedIssues
MATCH (p)-[:CHANGED]->(t:Article) // when changedArticles
MATCH (p)-[:CHANGED]->(s:Statement) // when changedStatements
WITH DISTINCT a ORDER BY a.id // when givesActors
WITH DISTINCT i ORDER BY i.id // when givesIssues
WITH DISTINCT t ORDER BY t.id // when givesArticles
WITH DISTINCT s ORDER BY s.id // when givesStatements
WITH DISTINCT r ORDER BY r.id // when givesRevisions
WITH
// include page_actors // when givesActors
// include page_issues // when givesIssues
// include page_articles // when givesArticles
// include page_statements // when givesStatements
// include page_revisions // when givesRevisions
// include answer_linked
