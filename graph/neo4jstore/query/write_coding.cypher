// Tags: create or replace.
UNWIND $rows AS r
CREATE (c:Coding {id: r.id}) // when create
MATCH (c:Coding {id: r.id}) // when replace
SET c.article = r.article, c.analyst = r.analyst, c.assignedBy = r.assignedBy, c.assigned = r.assigned, c.finished = r.finished, c.codes = r.codes, c.revision = r.revision
