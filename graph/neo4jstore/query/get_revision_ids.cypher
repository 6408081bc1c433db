UNWIND $ids AS id
MATCH (r:Revision {id: id})
RETURN r.id
