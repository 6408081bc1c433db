// Tags: create or replace.
UNWIND $rows AS r
CREATE (i:Issue {id: r.id}) // when create
MATCH (i:Issue {id: r.id}) // when replace
SET i.name = r.name, i.phrases = r.phrases, i.revision = r.revision, i.folded = r.folded, i.terms = r.terms,
    i.decided = r.decided, i.decidedBy = r.decidedBy, i.withdrawn = r.withdrawn
