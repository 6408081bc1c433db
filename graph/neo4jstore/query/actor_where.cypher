    AND EXISTS { MATCH (a)-[:MERGED_INTO]->(target:Actor) WHERE target.id IN $mergedInto } // when mergedInto
    AND a.withdrawn IS NULL AND NOT EXISTS { (a)-[:MERGED_INTO]->(:Actor) } // when standing
    AND any(label IN labels(a) WHERE label IN $labels) // when kinds
    AND any(name IN a.folded WHERE name CONTAINS $text) // when text
