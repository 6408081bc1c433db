// What was loaded and changed
// The newest revisions: who changed what, when and why. A load makes one for each article.
MATCH (revision:Revision)
RETURN revision.when AS when, revision.action AS action, revision.who AS who, revision.why AS why,
       COUNT { (revision)-[:CHANGED]->(:Article) } AS articles,
       COUNT { (revision)-[:CHANGED]->(:Statement) } AS statements,
       COUNT { (revision)-[:CHANGED]->(:Actor) } AS actors,
       COUNT { (revision)-[:CHANGED]->(:Issue) } AS issues,
       [(revision)-[:CHANGED]->(article:Article) | coalesce(article.title, article.file)][0] AS article, revision.id AS id
ORDER BY when DESC, id
LIMIT 100
