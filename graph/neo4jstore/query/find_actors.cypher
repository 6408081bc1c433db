// One page of actors, by name, then id. Tags: kinds, text; total; above, below (the place); up or down (the direction of reading).
// include scopes
CALL (scope) { // when total
  MATCH (a:Actor) // when total !words
  CALL db.index.fulltext.queryNodes('actor_terms', $words) YIELD node AS a // when total words
  WHERE true // when total
  // include actor_where // when total
  RETURN count(a) AS total // when total
} // when total
CALL (scope) {
  CALL db.index.fulltext.queryNodes('actor_terms', $words) YIELD node AS a // when words
  MATCH (a:Actor) // when !words
  USING INDEX a:Actor(name, id) // when !words
  WHERE a.name IS NOT NULL AND a.id IS NOT NULL
  // include actor_where
    AND a.name >= $above[0] AND (a.name > $above[0] OR a.id > $above[1]) // when above
    AND a.name <= $below[0] AND (a.name < $below[0] OR a.id < $below[1]) // when below
  WITH a ORDER BY a.name, a.id LIMIT $limit // when up
  WITH a ORDER BY a.name DESC, a.id DESC LIMIT $limit // when !up
  RETURN
  // include page_actors
}
// include answer
