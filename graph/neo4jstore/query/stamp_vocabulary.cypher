// Tells readers that actors or issues have changed.
UNWIND $rows AS token
MATCH (l:Lock {id: 'writer'})
SET l.vocabulary = token
