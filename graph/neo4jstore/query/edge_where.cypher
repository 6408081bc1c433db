    AND a.id = scope.holder // when scopeHolder
    AND i.id = scope.issue // when scopeIssue
    AND type(e) = scope.type // when scopeStance
    AND a.id IN $holders // when holders
    AND i.id IN $issues // when issues
    AND type(e) IN $types // when stances
    AND any(label IN labels(a) WHERE label IN $labels) // when kinds
