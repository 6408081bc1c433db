// Tags: create, with all relationships, or replace, without.
UNWIND $rows AS r
CREATE (s:Statement {id: r.id}) // when create
MATCH (s:Statement {id: r.id}) // when replace
SET s.name = r.name, s.article = r.article, s.holder = r.holder, s.holderText = r.holderText, s.stance = r.stance, s.issue = r.issue,
    s.speaker = r.speaker, s.quote = r.quote, s.start = r.start, s.end = r.end, s.heldOn = r.heldOn, s.status = r.status,
    s.confidence = r.confidence, s.method = r.method, s.rule = r.rule, s.note = r.note, s.decidedBy = r.decidedBy,
    s.firstSeen = r.firstSeen, s.revision = r.revision, s.folded = r.folded
// include statement_ties // when create
