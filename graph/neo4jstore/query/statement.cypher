    [k IN ['id', 'article', 'holder', 'holderText', 'stance', 'issue', 'speaker', 'quote', 'start', 'end', 'heldOn', 'status', 'confidence', // when !selected
        'method', 'rule', 'note', 'decidedBy', 'firstSeen', 'revision'] | s[k]] // when !selected
    [k IN $fields | s[k]] // when selected
    + [[(s)-[t:REPORTED_BY|BETWEEN]->(to:Actor) | [type(t), t.order, to.id]]] // when !untied
    + [null] // when untied
