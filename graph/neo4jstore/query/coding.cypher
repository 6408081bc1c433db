    c.id, c.article, c.analyst, c.assignedBy, c.assigned, c.finished, c.codes, c.revision
