    [k IN ['name', 'role', 'tokenHash', 'created', 'expires', 'revoked', 'revision'] | u[k]]
