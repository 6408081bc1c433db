-- The whole schema, as it was when files began to be kept. Tables whose rows are searched number them: the full-text index goes by number.
CREATE TABLE actors (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  aliases     TEXT NOT NULL, -- JSON list
  speaks_for  TEXT NOT NULL, -- JSON list of ties
  member_of   TEXT NOT NULL, -- JSON list of actor ids
  merged_into TEXT NOT NULL, -- this and the next three: what analysts decided; see graph.Decisions
  decided     TEXT NOT NULL, -- JSON list of fields
  decided_by  TEXT NOT NULL,
  withdrawn   INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  folded      TEXT NOT NULL  -- name and aliases, folded, between unit separators
);
CREATE INDEX actors_by_name ON actors (name, id);
CREATE INDEX actors_by_target ON actors (merged_into, name, id) WHERE merged_into <> '';

CREATE TABLE issues (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  phrases     TEXT NOT NULL, -- JSON list
  part_of     TEXT NOT NULL,
  merged_into TEXT NOT NULL,
  decided     TEXT NOT NULL, -- JSON list of fields
  decided_by  TEXT NOT NULL,
  withdrawn   INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  folded      TEXT NOT NULL  -- name and phrases, likewise
);
CREATE INDEX issues_by_name ON issues (name, id);
CREATE INDEX issues_by_whole ON issues (part_of, name, id);
CREATE INDEX issues_by_target ON issues (merged_into, name, id) WHERE merged_into <> '';

-- Another number after every write of an actor or an issue.
CREATE TABLE vocabulary (stamp INTEGER NOT NULL);
INSERT INTO vocabulary VALUES (1);

CREATE TABLE articles (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  file      TEXT NOT NULL,
  title     TEXT NOT NULL,
  source    TEXT NOT NULL,
  published TEXT NOT NULL,
  url       TEXT NOT NULL,
  size      INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  extracted TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  folded    TEXT NOT NULL  -- the title, folded, where lower(title) is not that
);
CREATE INDEX articles_by_date ON articles (published, id);
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_source ON articles (source, published, id);

CREATE TABLE texts (
  article TEXT PRIMARY KEY,
  text    TEXT NOT NULL
);

CREATE TABLE statements (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL,
  holder      TEXT NOT NULL,
  holder_text TEXT NOT NULL,
  stance      TEXT NOT NULL,
  issue       TEXT NOT NULL,
  speaker     TEXT NOT NULL,
  reported_by TEXT NOT NULL, -- JSON list of actor ids, innermost first
  parties     TEXT NOT NULL, -- JSON list of actor ids
  quote       TEXT NOT NULL,
  start_byte  INTEGER NOT NULL,
  end_byte    INTEGER NOT NULL,
  held_on     TEXT NOT NULL,
  status      TEXT NOT NULL,
  confidence  REAL NOT NULL,
  method      TEXT NOT NULL,
  rule        TEXT NOT NULL,
  note        TEXT NOT NULL,
  decided_by  TEXT NOT NULL,
  first_seen  TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  folded      TEXT NOT NULL  -- the quote, folded, where lower(quote) is not that
);
CREATE INDEX statements_by_date ON statements (held_on, id);
CREATE INDEX statements_by_edge ON statements (issue, stance, holder, held_on, id);
-- Pages of the statements on an issue, in the order of dates, without a look at those whose stance or status is not wanted.
CREATE INDEX statements_by_issue ON statements (issue, held_on, id, stance, status);
CREATE INDEX statements_by_holder ON statements (holder, held_on, id);
CREATE INDEX statements_by_article ON statements (article, held_on, id);
CREATE INDEX statements_by_status ON statements (status, held_on, id);
-- The suggestions that are least sure first.
CREATE INDEX statements_by_sureness ON statements (status, confidence, id);
-- The few statements that somebody says for the holder, that others report, or that have parties, for whoever looks for all that name an actor.
CREATE INDEX statements_by_speaker ON statements (speaker, held_on, id) WHERE speaker <> '';
CREATE INDEX statements_reported ON statements (id, reported_by) WHERE reported_by <> '[]';
CREATE INDEX statements_between ON statements (id, parties) WHERE parties <> '[]';

-- Derived from statements, in the transaction that writes them.
CREATE TABLE stance_edges (
  issue      TEXT NOT NULL,
  stance     TEXT NOT NULL,
  actor      TEXT NOT NULL,
  statements INTEGER NOT NULL,
  accepted   INTEGER NOT NULL,
  reported   INTEGER NOT NULL,
  articles   INTEGER NOT NULL,
  first_date TEXT NOT NULL,
  last_date  TEXT NOT NULL,
  last_own   TEXT NOT NULL, -- when the actor last spoke for itself, which tells where it stands
  PRIMARY KEY (issue, stance, actor)
) WITHOUT ROWID;
CREATE INDEX stance_edges_by_actor ON stance_edges (actor, issue, stance);

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

CREATE TABLE users (
  name       TEXT PRIMARY KEY,
  role       TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created    TEXT NOT NULL,
  expires    TEXT NOT NULL, -- when the token ends; empty where it does not
  revoked    INTEGER NOT NULL,
  revision   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE revisions (
  id      TEXT PRIMARY KEY,
  action  TEXT NOT NULL,
  who     TEXT NOT NULL,
  made_at TEXT NOT NULL,
  why     TEXT NOT NULL,
  undoes  TEXT NOT NULL,
  changes TEXT NOT NULL -- JSON
);
CREATE INDEX revisions_by_time ON revisions (made_at, id);

CREATE TABLE revision_objects (
  type     TEXT NOT NULL,
  object   TEXT NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (type, object, revision)
) WITHOUT ROWID;

-- Full-text search, a table for each kind, which keeps the index alone. The terms are made by the program, in words that are apart by spaces, so
-- that no rule of SQLite about letters plays a part. The program adds those of new rows, many at once; triggers change them.
CREATE VIRTUAL TABLE actor_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE issue_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE article_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE statement_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER actor_changed AFTER UPDATE OF folded ON actors WHEN new.folded <> old.folded BEGIN
  DELETE FROM actor_terms WHERE rowid = new.number;
  INSERT INTO actor_terms (rowid, terms) VALUES (new.number, search_terms(new.folded));
END;
CREATE TRIGGER issue_changed AFTER UPDATE OF folded ON issues WHEN new.folded <> old.folded BEGIN
  DELETE FROM issue_terms WHERE rowid = new.number;
  INSERT INTO issue_terms (rowid, terms) VALUES (new.number, search_terms(new.folded));
END;
CREATE TRIGGER article_changed AFTER UPDATE OF title ON articles WHEN new.title <> old.title BEGIN
  DELETE FROM article_terms WHERE rowid = new.number;
  INSERT INTO article_terms (rowid, terms) SELECT new.number, search_terms(new.title || char(31) || text) FROM texts WHERE article = new.id;
END;
CREATE TRIGGER statement_changed AFTER UPDATE OF quote ON statements WHEN new.quote <> old.quote BEGIN
  DELETE FROM statement_terms WHERE rowid = new.number;
  INSERT INTO statement_terms (rowid, terms) VALUES (new.number, search_terms(new.quote));
END;
