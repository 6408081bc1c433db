    AND EXISTS { MATCH (i)-[:PART_OF]->(whole:Issue) WHERE whole.id IN $partOf } // when partOf
    AND any(name IN i.folded WHERE name CONTAINS $text) // when text
