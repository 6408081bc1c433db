    u.name, u.role, u.tokenHash, u.created, coalesce(u.expires, ''), u.revoked, u.revision
