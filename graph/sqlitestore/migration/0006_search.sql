-- Full-text search. A table of terms for each kind, which keeps the index alone; searched gives the numbers of its rows. The terms
-- are made by the program, in words that are apart by spaces, so that no rule of SQLite about letters plays a part. The program adds those of new rows, triggers change them.
CREATE TABLE searched (
  n    INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id   TEXT NOT NULL,
  UNIQUE (type, id)
);
CREATE VIRTUAL TABLE actor_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE issue_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE article_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE statement_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');

INSERT INTO searched (type, id) SELECT 'actor', id FROM actors;
INSERT INTO actor_terms (rowid, terms) SELECT n, search_terms(folded) FROM searched JOIN actors USING (id) WHERE type = 'actor';
CREATE TRIGGER actor_changed AFTER UPDATE OF folded ON actors WHEN new.folded <> old.folded BEGIN
  DELETE FROM actor_terms WHERE rowid = (SELECT n FROM searched WHERE type = 'actor' AND id = new.id);
  INSERT INTO actor_terms (rowid, terms) SELECT n, search_terms(new.folded) FROM searched WHERE type = 'actor' AND id = new.id;
END;

INSERT INTO searched (type, id) SELECT 'issue', id FROM issues;
INSERT INTO issue_terms (rowid, terms) SELECT n, search_terms(folded) FROM searched JOIN issues USING (id) WHERE type = 'issue';
CREATE TRIGGER issue_changed AFTER UPDATE OF folded ON issues WHEN new.folded <> old.folded BEGIN
  DELETE FROM issue_terms WHERE rowid = (SELECT n FROM searched WHERE type = 'issue' AND id = new.id);
  INSERT INTO issue_terms (rowid, terms) SELECT n, search_terms(new.folded) FROM searched WHERE type = 'issue' AND id = new.id;
END;

INSERT INTO searched (type, id) SELECT 'statement', id FROM statements;
INSERT INTO statement_terms (rowid, terms) SELECT n, search_terms(folded) FROM searched JOIN statements USING (id) WHERE type = 'statement';
CREATE TRIGGER statement_changed AFTER UPDATE OF folded ON statements WHEN new.folded <> old.folded BEGIN
  DELETE FROM statement_terms WHERE rowid = (SELECT n FROM searched WHERE type = 'statement' AND id = new.id);
  INSERT INTO statement_terms (rowid, terms) SELECT n, search_terms(new.folded) FROM searched WHERE type = 'statement' AND id = new.id;
END;

INSERT INTO searched (type, id) SELECT 'article', article FROM texts;
INSERT INTO article_terms (rowid, terms) SELECT n, search_terms(folded || char(31) || text)
  FROM searched JOIN articles USING (id) JOIN texts ON article = id WHERE type = 'article';
CREATE TRIGGER article_changed AFTER UPDATE OF folded ON articles WHEN new.folded <> old.folded BEGIN
  DELETE FROM article_terms WHERE rowid = (SELECT n FROM searched WHERE type = 'article' AND id = new.id);
  INSERT INTO article_terms (rowid, terms) SELECT n, search_terms(new.folded || char(31) || text)
    FROM searched JOIN texts ON article = id WHERE type = 'article' AND id = new.id;
END;
