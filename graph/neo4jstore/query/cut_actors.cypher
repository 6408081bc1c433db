UNWIND $rows AS id
MATCH (:Actor {id: id})-[e:SPEAKS_FOR|MEMBER_OF]->()
DELETE e
