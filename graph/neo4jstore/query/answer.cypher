RETURN
  collect(page[..$limit - 1]) AS found, // when leading
  collect([scope.n, total, columns]) AS answer // when total
  collect([scope.n, -1, columns]) AS answer // when !total
