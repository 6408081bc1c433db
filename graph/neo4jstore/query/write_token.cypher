MATCH (l:Lock {id: 'writer'})
SET l.recent = ([$token] + coalesce(l.recent, []))[..100]
