// Package browser makes a graph pleasant to look at in Neo4j Browser, the web page that comes with a Neo4j 5 server: a style,
// a guide to play, queries to keep as favourites, and links that open the Browser with a query for one actor, issue,
// statement, stance edge or question.
//
// It reads no graph: the Browser does, as whoever logs in there. The Cypher is in query/saved and query/link. What the
// Browser makes of all this is tested in the real one (cmd/stancegraph/neo4jbrowser_test.go).
package browser

import (
	"net"
	"net/url"
	"strings"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/query"
)

// Browser is one Neo4j Browser and what we give it.
type Browser struct {
	address string
	links   query.Set
	saved   []query.Saved
}

// New takes the address of the Browser, such as http://localhost:7474/browser/. Where it is empty, there are no links.
// [graph.Invalid]: it is no web address.
func New(address string) (*Browser, error) {
	if address != "" {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, graph.Errorf(graph.Invalid, "STANCEGRAPH_NEO4J_BROWSER is %q: want the address of Neo4j Browser, such as %s", address, defaultAddress)
		}
		address = strings.TrimSuffix(address, "/") + "/"
	}
	links, err := query.LoadLinks()
	if err != nil {
		return nil, damaged(err)
	}
	saved, err := query.LoadSaved()
	if err != nil {
		return nil, damaged(err)
	}
	return &Browser{address, links, saved}, nil
}

// Address is where the Browser is; empty where that is not known.
func (b *Browser) Address() string { return b.address }

func damaged(err error) error {
	return &graph.Error{Code: graph.Internal, Message: "a query of the program is damaged", Err: err}
}

const defaultAddress = "http://localhost:7474/browser/"

// DefaultAddress is where the Browser of a server on this machine is, unless its HTTP port was changed; empty for any other
// server, whose Browser may be anywhere.
func DefaultAddress(neo4jURI string) string {
	u, err := url.Parse(neo4jURI)
	if err != nil {
		return ""
	}
	if host := u.Hostname(); host == "localhost" || net.ParseIP(host).IsLoopback() {
		return "http://" + net.JoinHostPort(host, "7474") + "/browser/"
	}
	return ""
}
