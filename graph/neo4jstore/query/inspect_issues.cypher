// One page of issues, by id, and all that is stored of them.
MATCH (i:Issue)
WHERE i.id > $last
WITH i ORDER BY i.id LIMIT $limit
RETURN i.id AS last, labels(i), properties(i),
    // include issue
