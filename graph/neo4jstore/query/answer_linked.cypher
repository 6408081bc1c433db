RETURN
  [page] AS found, // when leading
  [[0, -1, columns]] AS answer
