  MATCH (s:Statement) // when !byNaming
  USING INDEX s:Statement(issue, stance, holder, heldOn, id) // when byEdge
  USING INDEX s:Statement(issue, stance, holder, heldOn, id) // when byPair
  USING INDEX s:Statement(article, heldOn, id) // when byArticle
  USING INDEX s:Statement(holder, heldOn, id) // when byHolder
  USING INDEX s:Statement(issue, heldOn, id) // when byIssue
  USING INDEX s:Statement(speaker, heldOn, id) // when bySpeaker
  USING INDEX s:Statement(status, heldOn, id) // when byStatus
  USING INDEX s:Statement(status, confidence, id) // when bySureness
  UNWIND $naming AS named // when byNaming
  MATCH (s:Statement)-[:HELD_BY|SPOKEN_BY|REPORTED_BY|BETWEEN]->(:Actor {id: named}) // when byNaming
  WITH DISTINCT s, scope // when byNaming
