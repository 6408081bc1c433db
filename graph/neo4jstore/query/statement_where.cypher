    AND s.holder = scope.holder // when scopeHolder
    AND s.issue = scope.issue // when scopeIssue
    AND s.stance = scope.stance // when scopeStance
    AND s.stance IN ['supports', 'opposes', 'mediates', 'undecided'] // when byPair
    AND s.article = scope.article // when scopeArticle
    AND s.speaker = scope.speaker // when scopeSpeaker
    AND s.status = scope.status // when scopeStatus
    AND s.holder IN $holders // when holders
    AND s.issue IN $issues // when issues
    AND s.stance IN $stances // when stances
    AND s.article IN $articles // when articles
    AND s.speaker IN $speakers // when speakers
    AND s.status IN $statuses // when statuses
    AND s.method IN $methods // when methods
    AND s.heldOn <> '' // when dated
    AND s.heldOn >= $from // when from
    AND s.heldOn <= $to AND s.heldOn + '~' <= $to // when to
    AND coalesce(s.folded, toLower(s.quote)) CONTAINS $text // when text
    AND EXISTS { MATCH (s)-[:HELD_BY]->(a:Actor) WHERE any(label IN labels(a) WHERE label IN $labels) } // when kinds
    AND EXISTS { MATCH (s)-[:IN]->(t:Article) WHERE t.source IN $sources } // when sources
    AND EXISTS { MATCH (s)-[:REPORTED_BY]->(a:Actor) WHERE a.id IN $reporters } // when reporters
    AND EXISTS { MATCH (s)-[:HELD_BY|SPOKEN_BY|REPORTED_BY|BETWEEN]->(a:Actor) WHERE a.id IN $naming } // when naming !byNaming
    AND NOT EXISTS { (s)-[:REPORTED_BY]->(:Actor) } // when ownOnly
    AND EXISTS { (s)-[:REPORTED_BY]->(:Actor) } // when reportsOnly
    AND s.id = '' // when nothing
    AND (s.heldOn = '' OR s.heldOn + '~' <= $asOf) // when asOf
