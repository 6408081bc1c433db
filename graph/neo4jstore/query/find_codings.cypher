// Tags: ids, articles, analyst.
MATCH (c:Coding)
WHERE true
    AND c.id IN $ids // when ids
    AND c.article IN $articles // when articles
    AND c.analyst = $analyst // when analyst
RETURN
    // include coding
ORDER BY c.article, c.analyst
