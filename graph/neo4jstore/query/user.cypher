    u.name, u.role, u.tokenHash, u.created, u.revoked, u.revision
