-- The few statements that others report, or that have parties, for whoever looks for all that name an actor.
CREATE INDEX statements_reported ON statements (id, reported_by) WHERE reported_by <> '[]';
CREATE INDEX statements_between ON statements (id, parties) WHERE parties <> '[]';
