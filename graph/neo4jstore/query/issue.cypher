    i.id, i.name, i.phrases, head(COLLECT { MATCH (i)-[:PART_OF]->(whole:Issue) RETURN whole.id }), i.revision
