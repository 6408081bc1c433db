package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Role says what somebody may do. Each role may do what the ones before it may.
type Role string

// The roles.
const (
	Viewer  Role = "viewer"  // reads
	Analyst Role = "analyst" // loads articles, reviews, annotates, changes and merges actors and issues, undoes
	Admin   Role = "admin"   // loads codebooks, manages users
)

var roleRank = map[Role]int{Viewer: 1, Analyst: 2, Admin: 3}

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return roleRank[r] > 0 }

// Allows reports whether r may do what needs the role want.
func (r Role) Allows(want Role) bool { return r.Valid() && roleRank[r] >= roleRank[want] }

// User is somebody who may write. Only the hash of the token is kept.
type User struct {
	Name      string    `json:"name"`
	Role      Role      `json:"role"`
	TokenHash string    `json:"tokenHash"`
	Created   time.Time `json:"created"`
	Expires   time.Time `json:"expires,omitzero"` // when the token ends; zero where it does not
	Revoked   bool      `json:"revoked,omitempty"`
	Revision  int       `json:"revision"`
}

// Expired reports whether the user's token has ended.
func (u User) Expired(now time.Time) bool { return !u.Expires.IsZero() && !now.Before(u.Expires) }

// MayCode reports whether articles can be given to the user to code.
func (u User) MayCode() bool { return !u.Revoked && u.Role.Allows(Analyst) }

// HashToken gives the form in which a token is stored. Tokens carry 160 random bits, so a plain hash is enough.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Agent is who makes a change.
type Agent struct {
	Name string
	Role Role
}
