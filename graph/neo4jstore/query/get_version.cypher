// The last migration, and whether there is none and yet a node, which could be another program's.
OPTIONAL MATCH (m:Migration)
WITH max(m.id) AS version
RETURN coalesce(version, 0), CASE WHEN version IS NULL THEN EXISTS { MATCH (n) WHERE NOT n:StancegraphTest } ELSE false END
