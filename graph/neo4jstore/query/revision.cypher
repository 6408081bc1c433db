    [k IN ['id', 'action', 'who', 'when', 'why', 'undoes', 'changes'] | r[k]]
