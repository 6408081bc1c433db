// Tags: create or replace.
UNWIND $rows AS r
CREATE (u:User {name: r.name}) // when create
MATCH (u:User {name: r.name}) // when replace
SET u.role = r.role, u.tokenHash = r.tokenHash, u.created = r.created, u.expires = r.expires, u.revoked = r.revoked, u.revision = r.revision
