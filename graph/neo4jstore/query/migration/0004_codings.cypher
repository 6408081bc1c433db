// What analysts find in articles by themselves, to see how far they agree.
CREATE CONSTRAINT coding_id   IF NOT EXISTS FOR (n:Coding) REQUIRE n.id IS UNIQUE;
CREATE INDEX coding_article   IF NOT EXISTS FOR (n:Coding) ON (n.article, n.analyst);
CREATE INDEX coding_analyst   IF NOT EXISTS FOR (n:Coding) ON (n.analyst, n.article);

CALL db.awaitIndexes(3600);
