UNWIND $ids AS id
MATCH (i:Issue {id: id})
RETURN
    // include issue
