    s.id, s.article, s.holder, s.holderText, s.stance, s.issue, s.speaker,
    COLLECT { MATCH (s)-[p:REPORTED_BY]->(a:Actor) RETURN a.id ORDER BY p.order },
    COLLECT { MATCH (s)-[p:BETWEEN]->(a:Actor) RETURN a.id ORDER BY p.order },
    s.quote, s.start, s.end, s.heldOn, s.status, s.confidence, s.method, s.rule, s.note, s.decidedBy, s.firstSeen, s.revision
