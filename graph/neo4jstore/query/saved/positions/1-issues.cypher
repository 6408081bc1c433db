// Issues and how many stand where
// One row for each issue, the most discussed first. An actor who changed position is counted on each side.
MATCH (issue:Issue)
RETURN issue.name AS issue,
       COUNT { (issue)<-[:SUPPORTS]-() } AS support,
       COUNT { (issue)<-[:OPPOSES]-() } AS oppose,
       COUNT { (issue)<-[:MEDIATES]-() } AS mediate,
       COUNT { (issue)<-[:UNDECIDED]-() } AS undecided
ORDER BY support + oppose + mediate + undecided DESC, issue
LIMIT 100
