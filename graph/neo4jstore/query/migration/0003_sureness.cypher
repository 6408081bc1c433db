// The suggestions that are least sure first.
CREATE INDEX statement_sureness IF NOT EXISTS FOR (n:Statement) ON (n.status, n.confidence, n.id);

CALL db.awaitIndexes(3600);
