// Tags: create or replace.
UNWIND $rows AS r
CREATE (a:Actor {id: r.id}) // when create
MATCH (a:Actor {id: r.id}) // when replace
SET a.name = r.name, a.aliases = r.aliases, a.revision = r.revision, a.folded = r.folded, a.terms = r.terms,
    a.decided = r.decided, a.decidedBy = r.decidedBy, a.withdrawn = r.withdrawn
REMOVE a:State:Organisation:Group:Person // when replace
FOREACH (x IN CASE r.kind WHEN 'state' THEN [1] ELSE [] END | SET a:State)
FOREACH (x IN CASE r.kind WHEN 'organisation' THEN [1] ELSE [] END | SET a:Organisation)
FOREACH (x IN CASE r.kind WHEN 'group' THEN [1] ELSE [] END | SET a:Group)
FOREACH (x IN CASE r.kind WHEN 'person' THEN [1] ELSE [] END | SET a:Person)
