    [k IN ['id', 'article', 'holder', 'holderText', 'stance', 'issue', 'speaker', 'quote', 'start', 'end', 'heldOn', 'status', 'confidence',
        'method', 'rule', 'note', 'decidedBy', 'firstSeen', 'revision'] | s[k]] + [
        [(s)-[t:REPORTED_BY|BETWEEN]->(to:Actor) | [type(t), t.order, to.id]]]
