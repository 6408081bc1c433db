-- What analysts decided about actors and issues; see graph.Decisions.
ALTER TABLE actors ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE actors ADD COLUMN decided TEXT NOT NULL DEFAULT '[]'; -- JSON list of fields
ALTER TABLE actors ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE actors ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
CREATE INDEX actors_by_target ON actors (merged_into, name, id) WHERE merged_into <> '';

ALTER TABLE issues ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE issues ADD COLUMN decided TEXT NOT NULL DEFAULT '[]';
ALTER TABLE issues ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE issues ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
CREATE INDEX issues_by_target ON issues (merged_into, name, id) WHERE merged_into <> '';
