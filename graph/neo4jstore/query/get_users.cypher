MATCH (u:User)
RETURN
    // include user
ORDER BY u.name
