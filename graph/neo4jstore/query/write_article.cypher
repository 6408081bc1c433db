// Tags: create or replace. The text is written once.
UNWIND $rows AS r
CREATE (t:Article {id: r.id, text: r.text, textTerms: r.textTerms}) // when create
MATCH (t:Article {id: r.id}) // when replace
SET t.file = r.file, t.title = r.title, t.source = r.source, t.published = r.published, t.url = r.url, t.size = r.size,
    t.textHash = r.textHash, t.extracted = r.extracted, t.revision = r.revision, t.folded = r.folded, t.terms = r.terms
