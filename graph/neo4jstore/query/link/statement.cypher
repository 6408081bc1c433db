// A statement with all that it hangs on.
MATCH (statement:Statement {id: $statement})
MATCH star = (statement)-[tie:HELD_BY|ABOUT|IN|SPOKEN_BY|REPORTED_BY|BETWEEN]->()
RETURN star
ORDER BY type(tie), tie.order
LIMIT 50
