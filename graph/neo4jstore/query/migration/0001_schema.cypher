// Every id that a write looks up stands under a constraint; every order that a list is read in has an index. A page of a list
// is read from an index without sorting only where the index holds what is narrowed by, then the columns of the order. The
// index statement_key is for exact keys: only those are found fast among the statements that a transaction adds.
CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT actor_id     IF NOT EXISTS FOR (n:Actor)     REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT issue_id     IF NOT EXISTS FOR (n:Issue)     REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT article_id   IF NOT EXISTS FOR (n:Article)   REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT revision_id  IF NOT EXISTS FOR (n:Revision)  REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT user_name    IF NOT EXISTS FOR (n:User)      REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT lock_id      IF NOT EXISTS FOR (n:Lock)      REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT absent_id    IF NOT EXISTS FOR (n:Absent)    REQUIRE n.id IS UNIQUE;

CREATE INDEX actor_name        IF NOT EXISTS FOR (n:Actor)     ON (n.name, n.id);
CREATE INDEX issue_name        IF NOT EXISTS FOR (n:Issue)     ON (n.name, n.id);
CREATE INDEX article_date      IF NOT EXISTS FOR (n:Article)   ON (n.published, n.id);
CREATE INDEX article_text      IF NOT EXISTS FOR (n:Article)   ON (n.textHash);
CREATE INDEX revision_time     IF NOT EXISTS FOR (n:Revision)  ON (n.when, n.id);
CREATE INDEX statement_held    IF NOT EXISTS FOR (n:Statement) ON (n.heldOn, n.id);
CREATE INDEX statement_edge    IF NOT EXISTS FOR (n:Statement) ON (n.issue, n.stance, n.holder, n.heldOn, n.id);
CREATE INDEX statement_key     IF NOT EXISTS FOR (n:Statement) ON (n.issue, n.stance, n.holder);
CREATE INDEX statement_issue   IF NOT EXISTS FOR (n:Statement) ON (n.issue, n.heldOn, n.id);
CREATE INDEX statement_holder  IF NOT EXISTS FOR (n:Statement) ON (n.holder, n.heldOn, n.id);
CREATE INDEX statement_article IF NOT EXISTS FOR (n:Statement) ON (n.article, n.heldOn, n.id);
CREATE INDEX statement_speaker IF NOT EXISTS FOR (n:Statement) ON (n.speaker, n.heldOn, n.id);
CREATE INDEX statement_status  IF NOT EXISTS FOR (n:Statement) ON (n.status, n.heldOn, n.id);

// For people who search in Neo4j Browser: CALL db.index.fulltext.queryNodes('quotes', 'arms').
CREATE FULLTEXT INDEX names  IF NOT EXISTS FOR (n:Actor|Issue) ON EACH [n.name, n.aliases, n.phrases];
CREATE FULLTEXT INDEX quotes IF NOT EXISTS FOR (n:Statement)   ON EACH [n.quote];

CALL db.awaitIndexes(3600);
