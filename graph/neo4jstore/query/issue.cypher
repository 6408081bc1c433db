    i.id, i.name, i.phrases, [(i)-[:PART_OF]->(whole:Issue) | whole.id][0], i.revision
