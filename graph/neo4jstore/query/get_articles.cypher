UNWIND $ids AS id
MATCH (t:Article {id: id})
RETURN
    // include article
