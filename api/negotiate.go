package api

import (
	"mime"
	"strconv"
	"strings"
)

// The media types of a reply; see the GraphQL over HTTP specification and, for events, the protocol GraphQL over
// Server-Sent Events.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
	typeEvents   = "text/event-stream"
)

// negotiate picks the media type of the reply; ok is false where none will do. Of types that are as welcome as each other the
// newer one is taken; events are sent only to whoever names them.
func negotiate(accept []string) (media string, ok bool) {
	all := strings.Join(accept, ",")
	if strings.TrimSpace(all) == "" {
		return typeJSON, true
	}
	best := 0.0
	for part := range strings.SplitSeq(all, ",") {
		name, q := acceptable(part)
		if q > best || q == best && q > 0 && name != typeJSON {
			best, media = q, name
		}
	}
	return media, best > 0
}

// acceptable reads one part of an Accept header: the type that it means here, and how welcome it is, 0 to 1.
func acceptable(part string) (name string, q float64) {
	name, params, err := mime.ParseMediaType(part)
	if err != nil {
		return "", 0
	}
	if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return "", 0
	}
	switch name {
	case "*/*", "application/*":
		name = typeJSON
	case typeJSON, typeResponse, typeEvents:
	default:
		return "", 0
	}
	text, given := params["q"]
	if !given {
		return name, 1
	}
	if q, err = strconv.ParseFloat(text, 64); err != nil {
		return "", 0
	}
	return name, q
}
