    s.id, s.article, s.holder, s.holderText, s.stance, s.issue, s.speaker,
    [(s)-[p:REPORTED_BY]->(a:Actor) | [p.order, a.id]],
    [(s)-[p:BETWEEN]->(a:Actor) | [p.order, a.id]],
    s.quote, s.start, s.end, s.heldOn, s.status, s.confidence, s.method, s.rule, s.note, s.decidedBy, s.firstSeen, s.revision
