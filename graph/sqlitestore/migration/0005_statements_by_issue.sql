-- Pages of the statements on an issue, in the order of dates.
CREATE INDEX statements_by_issue ON statements (issue, held_on, id);
