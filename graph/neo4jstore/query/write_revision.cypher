UNWIND $rows AS r
CREATE (:Revision {id: r.id, name: r.name, action: r.action, who: r.who, when: r.when, why: r.why, undoes: r.undoes, changes: r.changes})
