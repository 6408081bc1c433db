// Remembers the batch; see begin_write.
UNWIND $rows AS token
MATCH (l:Lock {id: 'writer'})
SET l.recent = ([token] + coalesce(l.recent, []))[..100]
