package browser

import (
	"net/url"
	"strings"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/query"
)

// maxLink is how long a link may be: Neo4j refuses requests with more than 8 KiB of headers.
const maxLink = 7000

// Actor links to the stance edges of an actor.
func (b *Browser) Actor(id graph.ActorID) string {
	return b.kept("positions-of-an-actor", map[string]any{"actor": string(id)})
}

// Issue links to the stance edges on an issue and its parts.
func (b *Browser) Issue(id graph.IssueID) string {
	return b.kept("map-of-an-issue", map[string]any{"issue": string(id)})
}

// Statement links to a statement with all that it hangs on.
func (b *Browser) Statement(id graph.StatementID) string {
	return b.link("A statement", query.Fill(b.links.Text("statement"), map[string]any{"statement": string(id)}))
}

// Edge links to the quotes behind a stance edge.
func (b *Browser) Edge(k graph.EdgeKey) string {
	return b.kept("statements-behind-an-edge", map[string]any{"actor": string(k.Actor), "stance": string(k.Stance), "issue": string(k.Issue)})
}

// kept links to a saved query with values for its parameters.
func (b *Browser) kept(name string, values map[string]any) string {
	for _, s := range b.saved {
		if s.Name == name {
			return b.link(s.Title, query.Fill(s.Cypher, values))
		}
	}
	return ""
}

// Stances links to the stance edges with these holders, issues and stances that rest on a statement of these dates; the rest
// of the filter is not looked at, nor is it below. The title stands above the query.
func (b *Browser) Stances(title string, f graph.StatementFilter) string {
	tags, values := narrow(f)
	switch len(f.Stances) {
	case 0:
		tags = append(tags, "anyStance")
	case 1:
		tags = append(tags, string(f.Stances[0]))
	default:
		tags = append(tags, "anyStance", "stances")
		values["types"] = types(f.Stances)
	}
	return b.link(title, query.Fill(b.links.Text("stances", tags...), values))
}

// Changes links to the stance edges of these holders, or of all, on these issues, or on all, where they changed sides.
func (b *Browser) Changes(title string, f graph.StatementFilter) string {
	f.From, f.To = "", ""
	tags, values := narrow(f)
	return b.link(title, query.Fill(b.links.Text("changes", tags...), values))
}

// Said links to the quotes of what these holders said, as speakers or as those who hold it.
func (b *Browser) Said(title string, f graph.StatementFilter) string {
	tags, values := narrow(f)
	return b.link(title, query.Fill(b.links.Text("statements", append(tags, "said")...), values))
}

// Reported links to the quotes of what these reporters say of these holders.
func (b *Browser) Reported(title string, f graph.StatementFilter) string {
	tags, values := narrow(f)
	values["reporters"] = plain(f.Reporters)
	return b.link(title, query.Fill(b.links.Text("statements", append(tags, "reported")...), values))
}

// narrow gives the tags and values for holders, issues and dates.
func narrow(f graph.StatementFilter) (tags []string, values map[string]any) {
	values = map[string]any{}
	if len(f.Holders) > 0 {
		tags, values["holders"] = append(tags, "holders"), plain(f.Holders)
	}
	if len(f.Issues) > 0 {
		tags, values["issues"] = append(tags, "issues"), plain(f.Issues)
	}
	if f.From != "" || f.To != "" {
		tags = append(tags, "dated")
	}
	if f.From != "" {
		tags, values["from"] = append(tags, "from"), string(f.From)
	}
	if f.To != "" {
		tags, values["to"] = append(tags, "to"), f.To.Ceiling()
	}
	return tags, values
}

func plain[K ~string](ids []K) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// types gives the relationship types of stances.
func types(stances []graph.Stance) []string {
	out := plain(stances)
	for i, s := range out {
		out[i] = strings.ToUpper(s)
	}
	return out
}

// link opens the Browser with a query in its editor, for a person to read and run. It is empty where it would be too long.
func (b *Browser) link(title, cypher string) string {
	return b.open("edit", "// "+query.Comment(title)+"\n"+strings.TrimSpace(cypher))
}

// open is a link that hands the Browser a command with its argument.
func (b *Browser) open(command, argument string) string {
	link := b.address + "?cmd=" + command + "&arg=" + url.QueryEscape(argument)
	if b.address == "" || len(link) > maxLink {
		return ""
	}
	return link
}
