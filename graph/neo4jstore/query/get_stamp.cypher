// What changes with every write of an actor or an issue; see stamp_vocabulary. The counts tell imported databases apart.
OPTIONAL MATCH (l:Lock {id: 'writer'})
RETURN [[0, -1, [[coalesce(l.vocabulary, '') + ' ' + toString(COUNT { (:Actor) }) + ' ' + toString(COUNT { (:Issue) })]]]] AS answer
