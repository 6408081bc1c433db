    AND EXISTS { MATCH (i)-[:MERGED_INTO]->(target:Issue) WHERE target.id IN $mergedInto } // when mergedInto
    AND i.withdrawn IS NULL AND NOT EXISTS { (i)-[:MERGED_INTO]->(:Issue) } // when standing
    AND EXISTS { MATCH (i)-[:PART_OF]->(whole:Issue) WHERE whole.id IN $partOf } // when partOf
    AND any(name IN i.folded WHERE name CONTAINS $text) // when text
