// The last migration, and whether there is any node that could be another program's.
OPTIONAL MATCH (m:Migration)
WITH coalesce(max(m.id), 0) AS version
RETURN version, CASE WHEN version = 0 THEN EXISTS { MATCH (n) WHERE NOT n:StancegraphTest } ELSE false END
