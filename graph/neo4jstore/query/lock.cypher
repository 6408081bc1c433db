// Waits until no other transaction has written this node, and keeps others waiting until this one ends.
MERGE (l:Lock {id: 'writer'})
SET l.held = true
