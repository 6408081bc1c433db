    [k IN ['id', 'name', 'phrases', 'decided', 'decidedBy', 'withdrawn', 'revision'] | i[k]] // when !selected
    [k IN $fields | i[k]] // when selected
    + [[(i)-[t:PART_OF|MERGED_INTO]->(to:Issue) | [type(t), 0, to.id]]] // when !untied
    + [null] // when untied
