-- What analysts find in articles by themselves, to see how far they agree.
CREATE TABLE codings (
  id          TEXT PRIMARY KEY,
  article     TEXT NOT NULL,
  analyst     TEXT NOT NULL,
  assigned_by TEXT NOT NULL,
  assigned    TEXT NOT NULL,
  finished    TEXT NOT NULL,
  codes       TEXT NOT NULL, -- JSON list of statements
  revision    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX codings_by_article ON codings (article, analyst);
CREATE INDEX codings_by_analyst ON codings (analyst, article);
