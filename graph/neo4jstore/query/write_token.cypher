// Remembers the batch, once however many share its transaction; see begin_write.
UNWIND $rows AS token
MATCH (l:Lock {id: 'writer'})
SET l.recent = CASE WHEN token IN coalesce(l.recent, []) THEN l.recent ELSE ([token] + coalesce(l.recent, []))[..100] END
