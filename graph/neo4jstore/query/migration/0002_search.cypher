// Full-text search. The terms are words apart by spaces, made by the program, so that no rule of an analyzer plays a part. Nodes that
// were written before have none yet: the program adds them before this step counts as done.
CREATE FULLTEXT INDEX actor_terms IF NOT EXISTS FOR (n:Actor) ON EACH [n.terms] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX issue_terms IF NOT EXISTS FOR (n:Issue) ON EACH [n.terms] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX article_terms IF NOT EXISTS FOR (n:Article) ON EACH [n.terms, n.textTerms] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX statement_terms IF NOT EXISTS FOR (n:Statement) ON EACH [n.terms] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};

CALL db.awaitIndexes(3600);
