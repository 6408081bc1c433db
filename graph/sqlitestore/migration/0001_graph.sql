CREATE TABLE actors (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  aliases    TEXT NOT NULL, -- JSON list
  speaks_for TEXT NOT NULL, -- JSON list of ties
  member_of  TEXT NOT NULL, -- JSON list of actor ids
  revision   INTEGER NOT NULL,
  folded     TEXT NOT NULL  -- name and aliases, folded, between unit separators, for search
) WITHOUT ROWID;
CREATE INDEX actors_by_name ON actors (name, id);

CREATE TABLE issues (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  phrases  TEXT NOT NULL, -- JSON list
  part_of  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  folded   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX issues_by_name ON issues (name, id);
CREATE INDEX issues_by_whole ON issues (part_of, name, id);

CREATE TABLE articles (
  id        TEXT PRIMARY KEY,
  file      TEXT NOT NULL,
  title     TEXT NOT NULL,
  source    TEXT NOT NULL,
  published TEXT NOT NULL,
  url       TEXT NOT NULL,
  size      INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  extracted TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  folded    TEXT NOT NULL -- the title
) WITHOUT ROWID;
CREATE INDEX articles_by_date ON articles (published, id);
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_source ON articles (source, published, id);

CREATE TABLE texts (
  article TEXT PRIMARY KEY,
  text    TEXT NOT NULL
);

CREATE TABLE statements (
  id          TEXT PRIMARY KEY,
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
  folded      TEXT NOT NULL -- the quote
);
CREATE INDEX statements_by_date ON statements (held_on, id);
CREATE INDEX statements_by_edge ON statements (issue, stance, holder, held_on, id);
CREATE INDEX statements_by_holder ON statements (holder, held_on, id);
CREATE INDEX statements_by_article ON statements (article, held_on, id);
CREATE INDEX statements_by_status ON statements (status, held_on, id);
CREATE INDEX statements_by_speaker ON statements (speaker, held_on, id) WHERE speaker <> '';

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
  PRIMARY KEY (issue, stance, actor)
) WITHOUT ROWID;
CREATE INDEX stance_edges_by_actor ON stance_edges (actor, issue, stance);

CREATE TABLE users (
  name       TEXT PRIMARY KEY,
  role       TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created    TEXT NOT NULL,
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
