UNWIND $rows AS r
MATCH (s:Statement {id: r.id})
// include statement_ties
