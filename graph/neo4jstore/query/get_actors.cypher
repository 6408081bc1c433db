UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN
    // include actor
