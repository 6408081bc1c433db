// Waits until no other transaction has written the lock and keeps others waiting until this one ends; then tells whether a
// batch with this token was carried out before, what there is of the objects that a batch needs, and to which of those that it
// says are gone anything else refers.
MERGE (l:Lock {id: 'writer'})
SET l.held = true
WITH $token IN coalesce(l.recent, []) AS done
CALL () {
  UNWIND $needs.actors AS id
  MATCH (a:Actor {id: id})
  RETURN collect(
    // include actor
  ) AS actors
}
CALL () {
  UNWIND $needs.issues AS id
  MATCH (i:Issue {id: id})
  RETURN collect(
    // include issue
  ) AS issues
}
CALL () {
  UNWIND $needs.articles AS id
  MATCH (t:Article {id: id})
  RETURN collect(
    // include article
  ) AS articles
}
CALL () {
  UNWIND $needs.statements AS id
  MATCH (s:Statement {id: id})
  RETURN collect(
    // include statement
  ) AS statements
}
CALL () {
  UNWIND $needs.codings AS id
  MATCH (c:Coding {id: id})
  RETURN collect(
    // include coding
  ) AS codings
}
CALL () {
  UNWIND $needs.users AS id
  MATCH (u:User {name: id})
  RETURN collect(
    // include user
  ) AS users
}
CALL () {
  UNWIND $needs.revisions AS id
  MATCH (r:Revision {id: id})
  RETURN collect(r.id) AS revisions
}
CALL () {
  UNWIND $needs.texts AS hash
  MATCH (t:Article {textHash: hash})
  RETURN collect(DISTINCT hash) AS texts
}
CALL () {
  UNWIND $needs.goneActors AS id
  MATCH (a:Actor {id: id})
  WHERE EXISTS { (a)<-[:HELD_BY|SPOKEN_BY|REPORTED_BY|BETWEEN|SPEAKS_FOR|MEMBER_OF|MERGED_INTO]-(x) WHERE NOT (x:Actor AND x.id IN $needs.goneActors) }
  RETURN collect(id) AS referredActors
}
CALL () {
  UNWIND $needs.goneIssues AS id
  MATCH (i:Issue {id: id})
  WHERE EXISTS { (i)<-[:ABOUT|PART_OF|MERGED_INTO]-(x) WHERE NOT (x:Issue AND x.id IN $needs.goneIssues) }
  RETURN collect(id) AS referredIssues
}
RETURN done, actors, issues, articles, statements, codings, users, revisions, texts, referredActors, referredIssues
