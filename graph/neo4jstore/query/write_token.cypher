// Remembers the batch, which is one token however many batches share a transaction; see begin_write.
UNWIND $rows AS token
MATCH (l:Lock {id: 'writer'})
WHERE NOT token IN coalesce(l.recent, [])
SET l.recent = ([token] + coalesce(l.recent, []))[..100]
