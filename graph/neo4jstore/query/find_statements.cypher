// One page of statements for each scope, by the date held, or the confidence, then id. Tags: scope… for what every scope sets and by… for the
// index that serves this; those of statement_where; total; above, below; up.
// include scopes
CALL (scope) { // when total
  // include statement_source // when total !words
  CALL db.index.fulltext.queryNodes('statement_terms', $words) YIELD node AS s // when total words
  WHERE s.heldOn IS NOT NULL AND s.id IS NOT NULL // when total !byDate
  WHERE true // when total byDate
    AND s.confidence IS NOT NULL // when total unsure
  // include statement_where // when total
  RETURN count(s) AS total // when total
} // when total
CALL (scope) {
  CALL db.index.fulltext.queryNodes('statement_terms', $words) YIELD node AS s // when words
  // include statement_source // when !words
  USING INDEX s:Statement(heldOn, id) // when byDate !words
  WHERE s.heldOn IS NOT NULL AND s.id IS NOT NULL
  // include statement_where
    AND s.confidence IS NOT NULL // when unsure
    AND s.heldOn >= $above[0] AND (s.heldOn > $above[0] OR s.id > $above[1]) // when above !unsure
    AND s.heldOn <= $below[0] AND (s.heldOn < $below[0] OR s.id < $below[1]) // when below !unsure
    AND s.confidence >= $above[0] AND (s.confidence > $above[0] OR s.id > $above[1]) // when above unsure
    AND s.confidence <= $below[0] AND (s.confidence < $below[0] OR s.id < $below[1]) // when below unsure
  WITH s ORDER BY s.issue, s.stance, s.holder, s.heldOn, s.id LIMIT $limit // when byEdge up
  WITH s ORDER BY s.issue DESC, s.stance DESC, s.holder DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when byEdge !up
  WITH s ORDER BY s.article, s.heldOn, s.id LIMIT $limit // when byArticle up
  WITH s ORDER BY s.article DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when byArticle !up
  WITH s ORDER BY s.holder, s.heldOn, s.id LIMIT $limit // when byHolder up
  WITH s ORDER BY s.holder DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when byHolder !up
  WITH s ORDER BY s.issue, s.heldOn, s.id LIMIT $limit // when byIssue up
  WITH s ORDER BY s.issue DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when byIssue !up
  WITH s ORDER BY s.speaker, s.heldOn, s.id LIMIT $limit // when bySpeaker up
  WITH s ORDER BY s.speaker DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when bySpeaker !up
  WITH s ORDER BY s.status, s.heldOn, s.id LIMIT $limit // when byStatus up
  WITH s ORDER BY s.status DESC, s.heldOn DESC, s.id DESC LIMIT $limit // when byStatus !up
  WITH s ORDER BY s.status, s.confidence, s.id LIMIT $limit // when bySureness up
  WITH s ORDER BY s.status DESC, s.confidence DESC, s.id DESC LIMIT $limit // when bySureness !up
  WITH s ORDER BY s.confidence, s.id LIMIT $limit // when sorted up
  WITH s ORDER BY s.confidence DESC, s.id DESC LIMIT $limit // when sorted !up
  WITH s ORDER BY s.heldOn, s.id LIMIT $limit // when byDate up
  WITH s ORDER BY s.heldOn DESC, s.id DESC LIMIT $limit // when byDate !up
  WITH s ORDER BY s.heldOn, s.id LIMIT $limit // when byNaming up
  WITH s ORDER BY s.heldOn, s.id LIMIT $limit // when byPair up
  WITH s ORDER BY s.heldOn DESC, s.id DESC LIMIT $limit // when byNaming !up
  WITH s ORDER BY s.heldOn DESC, s.id DESC LIMIT $limit // when byPair !up
  RETURN
  // include page_statements
}
// include answer
