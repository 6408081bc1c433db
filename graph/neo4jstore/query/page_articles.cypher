    collect(t) AS page, // when leading
    collect(
    // include article
    ) AS columns
