    t.id, t.file, t.title, t.source, t.published, t.url, t.size, t.textHash, t.extracted, t.revision
