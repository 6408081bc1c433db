MATCH (l:Lock {id: 'writer'})
WHERE $token IN l.recent
RETURN true
