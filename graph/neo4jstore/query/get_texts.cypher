UNWIND $ids AS id
MATCH (t:Article {id: id})
RETURN t.id, t.text
