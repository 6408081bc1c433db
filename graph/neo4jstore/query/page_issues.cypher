    collect(i) AS page, // when leading
    collect(
    // include issue
    ) AS columns
