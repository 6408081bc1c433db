  MATCH (a:Actor)-[e:SUPPORTS]->(i:Issue) // when supports
  MATCH (a:Actor)-[e:OPPOSES]->(i:Issue) // when opposes
  MATCH (a:Actor)-[e:MEDIATES]->(i:Issue) // when mediates
  MATCH (a:Actor)-[e:UNDECIDED]->(i:Issue) // when undecided
  MATCH (a:Actor)-[e:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(i:Issue) // when anyStance
  WHERE true
