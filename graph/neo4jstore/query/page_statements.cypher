    collect(s) AS page, // when leading
    collect(
    // include statement
    ) AS columns
