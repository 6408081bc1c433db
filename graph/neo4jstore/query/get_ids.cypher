// Objects by id. Tags: actors, issues, articles, statements or revisions; leading, here and below: where other blocks ask for what
// belongs to the objects.
UNWIND range(0, size($ids) - 1) AS k
MATCH (a:Actor {id: $ids[k]}) // when actors
MATCH (i:Issue {id: $ids[k]}) // when issues
MATCH (t:Article {id: $ids[k]}) // when articles
MATCH (s:Statement {id: $ids[k]}) // when statements
MATCH (r:Revision {id: $ids[k]}) // when revisions
WITH a, k ORDER BY k // when actors
WITH i, k ORDER BY k // when issues
WITH t, k ORDER BY k // when articles
WITH s, k ORDER BY k // when statements
WITH r, k ORDER BY k // when revisions
WITH
// include page_actors // when actors
// include page_issues // when issues
// include page_articles // when articles
// include page_statements // when statements
// include page_revisions // when revisions
// include answer_linked
