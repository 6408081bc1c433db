// Tags: create, with all relationships, or replace, without. Properties that are set after CREATE would make the plan eager.
UNWIND $rows AS r
CREATE (s:Statement {id: r.id, name: r.name, article: r.article, holder: r.holder, holderText: r.holderText, stance: r.stance, // when create
    issue: r.issue, speaker: r.speaker, quote: r.quote, start: r.start, end: r.end, heldOn: r.heldOn, status: r.status, // when create
    confidence: r.confidence, method: r.method, rule: r.rule, note: r.note, decidedBy: r.decidedBy, firstSeen: r.firstSeen, // when create
    revision: r.revision, folded: r.folded, terms: r.terms}) // when create
// include statement_ties // when create
MATCH (s:Statement {id: r.id}) // when replace
SET s.name = r.name, s.article = r.article, s.holder = r.holder, s.holderText = r.holderText, s.stance = r.stance, // when replace
    s.issue = r.issue, s.speaker = r.speaker, s.quote = r.quote, s.start = r.start, s.end = r.end, s.heldOn = r.heldOn, s.status = r.status, // when replace
    s.confidence = r.confidence, s.method = r.method, s.rule = r.rule, s.note = r.note, s.decidedBy = r.decidedBy, s.firstSeen = r.firstSeen, // when replace
    s.revision = r.revision, s.folded = r.folded, s.terms = r.terms // when replace
