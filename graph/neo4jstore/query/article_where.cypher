    AND t.source IN $sources // when sources
    AND t.published <> '' // when dated
    AND t.published >= $from // when from
    AND t.published <= $to AND t.published + '~' <= $to // when to
    AND coalesce(t.folded, toLower(t.title)) CONTAINS $text // when text
