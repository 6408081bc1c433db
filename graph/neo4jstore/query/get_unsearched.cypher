// Some objects behind an id that have no terms yet, with their texts. Tags: the kind.
MATCH (n:Actor) // when actor
MATCH (n:Issue) // when issue
MATCH (n:Article) // when article
MATCH (n:Statement) // when statement
WHERE n.id > $last AND n.terms IS NULL
WITH n ORDER BY n.id LIMIT $limit
RETURN n.id, [n.name] + coalesce(n.aliases, []), null // when actor
RETURN n.id, [n.name] + coalesce(n.phrases, []), null // when issue
RETURN n.id, [n.title], n.text // when article
RETURN n.id, [n.quote], null // when statement
