    [k IN ['id', 'name', 'phrases', 'decided', 'decidedBy', 'withdrawn', 'revision'] | i[k]] + [
        [(i)-[t:PART_OF|MERGED_INTO]->(to:Issue) | [type(t), 0, to.id]]]
