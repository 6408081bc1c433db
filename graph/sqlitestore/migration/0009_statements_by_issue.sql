-- What is filtered by stance and status is found without a look at the statements that are not wanted.
DROP INDEX statements_by_issue;
CREATE INDEX statements_by_issue ON statements (issue, held_on, id, stance, status);
