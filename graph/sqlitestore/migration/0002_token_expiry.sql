-- When a user's token ends; empty where it does not.
ALTER TABLE users ADD COLUMN expires TEXT NOT NULL DEFAULT '';
