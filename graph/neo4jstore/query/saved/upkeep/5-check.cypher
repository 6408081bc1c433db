// Check the graph
// Every number must be 0. Anything else was not written by Stancegraph: run stancegraph check, which also proves the quotes.
CALL () {
  MATCH (s:Statement) WHERE NOT EXISTS { (s)-[:IN]->(:Article) }
  WITH count(s) AS found, collect(s.id)[..5] AS examples
  RETURN 'statements without an article' AS problem, found, examples
  UNION ALL
  MATCH (s:Statement) WHERE NOT EXISTS { (s)-[:ABOUT]->(:Issue) }
  WITH count(s) AS found, collect(s.id)[..5] AS examples
  RETURN 'statements without an issue' AS problem, found, examples
  UNION ALL
  MATCH (s:Statement) WHERE NOT EXISTS { (s)-[:HELD_BY]->(:Actor) } AND s.holderText IS NULL
  WITH count(s) AS found, collect(s.id)[..5] AS examples
  RETURN 'statements without a holder' AS problem, found, examples
  UNION ALL
  MATCH (a:Actor)-[e:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(i:Issue)
  WHERE e.statements <> COUNT {
    (a)<-[:HELD_BY]-(s:Statement)-[:ABOUT]->(i) WHERE s.stance = toLower(type(e)) AND s.status IN ['suggested', 'accepted']
  }
  WITH count(e) AS found, collect(a.id + ' ' + e.label + ' ' + i.id)[..5] AS examples
  RETURN 'stance edges that count wrongly' AS problem, found, examples
  UNION ALL
  MATCH (a:Actor)<-[:HELD_BY]-(s:Statement)-[:ABOUT]->(i:Issue)
  WHERE s.status IN ['suggested', 'accepted']
    AND NOT EXISTS { (a)-[e:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(i) WHERE toLower(type(e)) = s.stance }
  WITH count(s) AS found, collect(s.id)[..5] AS examples
  RETURN 'statements without their stance edge' AS problem, found, examples
  UNION ALL
  MATCH (gone) WHERE (gone:Actor OR gone:Issue) AND (gone.withdrawn OR EXISTS { (gone)-[:MERGED_INTO]->() })
    AND EXISTS { (gone)<-[:HELD_BY|ABOUT|SPOKEN_BY|REPORTED_BY|BETWEEN|SPEAKS_FOR|MEMBER_OF|PART_OF|MERGED_INTO]-() }
  WITH count(gone) AS found, collect(gone.id)[..5] AS examples
  RETURN 'merged or withdrawn, and still referred to' AS problem, found, examples
}
RETURN problem, found, examples
ORDER BY found DESC, problem
LIMIT 10
