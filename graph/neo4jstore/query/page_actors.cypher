    collect(a) AS page, // when leading
    collect(
    // include actor
    ) AS columns
