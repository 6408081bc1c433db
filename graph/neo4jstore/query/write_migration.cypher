MERGE (m:Migration {id: $id})
SET m.name = $name
