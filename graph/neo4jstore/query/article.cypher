    [k IN ['id', 'file', 'title', 'source', 'published', 'url', 'size', 'textHash', 'extracted', 'revision'] | t[k]] // when !selected
    [k IN $fields | t[k]] // when selected
