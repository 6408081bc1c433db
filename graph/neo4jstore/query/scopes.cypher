UNWIND $scopes AS scope // when root
UNWIND range(0, size(parent) - 1) AS at // when !root
WITH at, parent[at] AS p // when !root
WHERE p.kept // when !root
WITH {n: at, holder: p.o.id} AS scope // when underActors
WITH {n: at, issue: p.o.id} AS scope // when underIssues
WITH {n: at, article: p.o.id} AS scope // when underArticles
WITH {n: at, holder: p.o.actor, issue: p.o.issue, stance: p.o.stance, type: toUpper(p.o.stance)} AS scope // when underStances
WITH {n: at, changed: p.o.id} AS scope // when underStatements
WITH {n: at, holder: p.o.actor, issue: p.o.issue} AS scope // when underPairs
