UNWIND $scopes AS scope // when root
UNWIND parent AS some // when !root
UNWIND some AS p // when !root
WITH DISTINCT p // when !root
WITH {n: p.id, holder: p.id} AS scope // when underActors
WITH {n: p.id, issue: p.id} AS scope // when underIssues
WITH {n: p.id, article: p.id} AS scope // when underArticles
WITH {n: p.issue + '/' + p.stance + '/' + p.actor, holder: p.actor, issue: p.issue, stance: p.stance, type: toUpper(p.stance)} AS scope // when underStances
WITH {n: p.id, changed: p.id} AS scope // when underStatements
WITH {n: p.issue + '/' + p.actor, holder: p.actor, issue: p.issue} AS scope // when underPairs
