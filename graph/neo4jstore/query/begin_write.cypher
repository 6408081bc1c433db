// Waits until no other transaction has written the lock and keeps others waiting until this one ends; then tells whether a
// batch with this token was carried out before, and what there is of the objects that a batch needs.
MERGE (l:Lock {id: 'writer'})
SET l.held = true
WITH $token IN coalesce(l.recent, []) AS done
CALL () {
  UNWIND $actors AS id
  MATCH (a:Actor {id: id})
  RETURN collect([
    // include actor
  ]) AS actors
}
CALL () {
  UNWIND $issues AS id
  MATCH (i:Issue {id: id})
  RETURN collect([
    // include issue
  ]) AS issues
}
CALL () {
  UNWIND $articles AS id
  MATCH (t:Article {id: id})
  RETURN collect([
    // include article
  ]) AS articles
}
CALL () {
  UNWIND $statements AS id
  MATCH (s:Statement {id: id})
  RETURN collect([
    // include statement
  ]) AS statements
}
CALL () {
  UNWIND $users AS id
  MATCH (u:User {name: id})
  RETURN collect([
    // include user
  ]) AS users
}
CALL () {
  UNWIND $revisions AS id
  MATCH (r:Revision {id: id})
  RETURN collect(r.id) AS revisions
}
CALL () {
  UNWIND $texts AS hash
  MATCH (t:Article {textHash: hash})
  RETURN collect(DISTINCT hash) AS texts
}
RETURN done, actors, issues, articles, statements, users, revisions, texts
