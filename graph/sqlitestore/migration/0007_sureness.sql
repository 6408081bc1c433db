-- The suggestions that are least sure first.
CREATE INDEX statements_by_sureness ON statements (status, confidence, id);
