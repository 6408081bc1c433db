    i.id, i.name, i.phrases, [(i)-[:PART_OF]->(whole:Issue) | whole.id][0],
    [(i)-[:MERGED_INTO]->(target:Issue) | target.id][0], i.decided, i.decidedBy, i.withdrawn, i.revision
