UNWIND $ids AS id
MATCH (u:User {name: id})
RETURN
    // include user
