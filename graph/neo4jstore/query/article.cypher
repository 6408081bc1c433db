    [k IN ['id', 'file', 'title', 'source', 'published', 'url', 'size', 'textHash', 'extracted', 'revision'] | t[k]] // when !narrowed
    [k IN $fields | t[k]] // when narrowed
