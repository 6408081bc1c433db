package api

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"stancegraph/graph"
)

// typeOf names the type of the schema that a value of the interface Node has.
func typeOf(v any) string {
	switch v.(type) {
	case *graph.Actor:
		return "Actor"
	case *graph.Issue:
		return "Issue"
	case *graph.Article:
		return "Article"
	case *graph.Statement:
		return "Statement"
	case *graph.Revision:
		return "Revision"
	case *edge:
		return "StanceEdge"
	}
	return ""
}

var nodeTypes = []string{"Actor", "Issue", "Article", "Statement", "Revision", "StanceEdge"}

// globalID makes the opaque id of an object.
func globalID[K ~string](typ string, key K) string {
	return base64.RawURLEncoding.EncodeToString([]byte(typ + ":" + string(key)))
}

// splitID takes a global id apart; ok is false for anything that is not one.
func splitID(id string) (typ, key string, ok bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(id)
	if err != nil || !utf8.Valid(b) {
		return "", "", false
	}
	typ, key, ok = strings.Cut(string(b), ":")
	if ok && key != "" && !strings.ContainsRune(key, 0) {
		for _, t := range nodeTypes {
			if t == typ {
				return typ, key, true
			}
		}
	}
	return "", "", false
}

// keyOf gives the key that an id argument names: the global id of an object of the type, or the key itself.
func keyOf[K ~string](typ, id string) (K, error) {
	found, key, ok := splitID(id)
	switch {
	case !ok:
		return K(id), checkKey(id)
	case found != typ:
		return "", invalidf("%q is an id of the type %s; want one of the type %s", clip(id), found, typ)
	}
	return K(key), nil
}

func checkKey(key string) error {
	if len(key) > 3*graph.MaxIDLength || strings.ContainsRune(key, 0) || !utf8.ValidString(key) {
		return invalidf("%q cannot be an id", clip(key))
	}
	return nil
}

// edgeID is the key of a stance edge inside its global id; ids of actors and issues hold no slash.
func edgeID(k graph.EdgeKey) string {
	return string(k.Issue) + "/" + string(k.Stance) + "/" + string(k.Actor)
}

func parseEdgeID(s string) (k graph.EdgeKey, ok bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 || parts[0] == "" || parts[2] == "" {
		return k, false
	}
	k = graph.EdgeKey{Issue: graph.IssueID(parts[0]), Stance: graph.Stance(parts[1]), Actor: graph.ActorID(parts[2])}
	return k, k.Stance.Valid()
}

// idOfObject gives the global id of an object.
func idOfObject(v any) string {
	switch x := v.(type) {
	case *graph.Actor:
		return globalID("Actor", x.ID)
	case *graph.Issue:
		return globalID("Issue", x.ID)
	case *graph.Article:
		return globalID("Article", x.ID)
	case *graph.Statement:
		return globalID("Statement", x.ID)
	case *graph.Revision:
		return globalID("Revision", x.ID)
	case *edge:
		return globalID("StanceEdge", edgeID(x.EdgeKey))
	case *graph.Pair: // no object of the schema
		return globalID("Pair", string(x.Issue)+"/"+string(x.Actor))
	}
	return ""
}
