  USING INDEX s:Statement(issue, stance, holder, heldOn, id) // when byEdge
  USING INDEX s:Statement(article, heldOn, id) // when byArticle
  USING INDEX s:Statement(holder, heldOn, id) // when byHolder
  USING INDEX s:Statement(issue, heldOn, id) // when byIssue
  USING INDEX s:Statement(speaker, heldOn, id) // when bySpeaker
  USING INDEX s:Statement(status, heldOn, id) // when byStatus
  USING INDEX s:Statement(status, confidence, id) // when bySureness
