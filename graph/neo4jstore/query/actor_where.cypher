    AND any(label IN labels(a) WHERE label IN $labels) // when kinds
    AND any(name IN a.folded WHERE name CONTAINS $text) // when text
