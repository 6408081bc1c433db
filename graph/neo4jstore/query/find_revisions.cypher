// One page of revisions, by time, then id. Tags: actor, issue, article or statement (of the object that was changed), who, actions;
// total; above, below; up. An object that was never there itself is an (:Absent).
// include scopes
CALL (scope) { // when total
  // include revision_match // when total
  RETURN count(r) AS total // when total
} // when total
CALL (scope) {
  // include revision_match
    AND r.when >= $above[0] AND (r.when > $above[0] OR r.id > $above[1]) // when above
    AND r.when <= $below[0] AND (r.when < $below[0] OR r.id < $below[1]) // when below
  WITH r ORDER BY r.when, r.id LIMIT $limit // when up
  WITH r ORDER BY r.when DESC, r.id DESC LIMIT $limit // when !up
  RETURN
  // include page_revisions
}
// include answer
