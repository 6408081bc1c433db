UNWIND $rows AS id
MATCH (:Issue {id: id})-[e:PART_OF|MERGED_INTO]->()
DELETE e
