    [k IN ['id', 'name', 'aliases', 'decided', 'decidedBy', 'withdrawn', 'revision'] | a[k]] // when !selected
    [k IN $fields | a[k]] // when selected
    + [labels(a)]
    + [[(a)-[t:SPEAKS_FOR|MEMBER_OF|MERGED_INTO]->(to:Actor) | [type(t), t.order, to.id, t.role, t.from, t.to]]] // when !untied
    + [null] // when untied
