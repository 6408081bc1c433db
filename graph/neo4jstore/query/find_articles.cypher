// One page of articles, by date, then id. Tags: sources, from, to, dated, text; total; above, below; up.
// include scopes
CALL (scope) { // when total
  MATCH (t:Article) // when total !words
  CALL db.index.fulltext.queryNodes('article_terms', $words) YIELD node AS t // when total words
  WHERE true // when total
  // include article_where // when total
  RETURN count(t) AS total // when total
} // when total
CALL (scope) {
  CALL db.index.fulltext.queryNodes('article_terms', $words) YIELD node AS t // when words
  MATCH (t:Article) // when !words
  USING INDEX t:Article(published, id) // when !words
  WHERE t.published IS NOT NULL AND t.id IS NOT NULL
  // include article_where
    AND t.published >= $above[0] AND (t.published > $above[0] OR t.id > $above[1]) // when above
    AND t.published <= $below[0] AND (t.published < $below[0] OR t.id < $below[1]) // when below
  WITH t ORDER BY t.published, t.id LIMIT $limit // when up
  WITH t ORDER BY t.published DESC, t.id DESC LIMIT $limit // when !up
  RETURN
  // include page_articles
}
// include answer
