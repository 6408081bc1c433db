    collect(r) AS page, // when leading
    collect(
    // include revision
    ) AS columns
