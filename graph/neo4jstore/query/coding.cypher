    [k IN ['id', 'article', 'analyst', 'assignedBy', 'assigned', 'finished', 'codes', 'revision'] | c[k]]
