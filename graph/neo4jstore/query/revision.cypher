    r.id, r.action, r.who, r.when, r.why, r.undoes, r.changes
