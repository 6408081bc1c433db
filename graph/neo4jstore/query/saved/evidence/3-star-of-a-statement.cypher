// One statement and all it hangs on
// Holder, issue, article, and perhaps speaker, reporters and parties of the statement whose quote fits some words best.
// Run the next line first, without the slashes:
// :param words => 'missiles'
CALL db.index.fulltext.queryNodes('quotes', $words, {limit: 1})
YIELD node AS statement
MATCH star = (statement)-[tie:HELD_BY|ABOUT|IN|SPOKEN_BY|REPORTED_BY|BETWEEN]->()
RETURN star
ORDER BY type(tie), tie.order
LIMIT 50
