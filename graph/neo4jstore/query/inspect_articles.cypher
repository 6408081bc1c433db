// One page of articles, without their texts and the terms of these, by id, and all that is stored of them.
MATCH (t:Article)
WHERE t.id > $last
WITH t ORDER BY t.id LIMIT $limit
RETURN t.id AS last, labels(t), t {.*, text: null, textTerms: null},
    // include article
