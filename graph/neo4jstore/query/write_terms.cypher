// Tags: the kind.
UNWIND $rows AS r
MATCH (n:Actor {id: r.id}) // when actor
MATCH (n:Issue {id: r.id}) // when issue
MATCH (n:Article {id: r.id}) // when article
MATCH (n:Statement {id: r.id}) // when statement
SET n.terms = r.terms, n.textTerms = r.textTerms
