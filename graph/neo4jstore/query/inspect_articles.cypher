// One page of articles, without their texts, by id, and all that is stored of them.
MATCH (t:Article)
WHERE t.id > $last
WITH t ORDER BY t.id LIMIT $limit
RETURN t.id AS last, labels(t), t {.*, text: null},
    // include article
