package browser

import (
	_ "embed"
	"fmt"
	"html/template"
	"regexp"
	"slices"

	"stancegraph/graph/neo4jstore/query"
)

//go:embed style.grass
var style []byte

//go:embed guide.html
var guide string

//go:embed index.html
var index string

var pages = template.Must(template.Must(template.New("guide.html").Parse(guide)).New("index.html").Parse(index))

// view is what a page can show.
type view struct {
	b    *Browser
	Self string // the address of this folder
}

// Address is that of the Browser.
func (v view) Address() string { return v.b.address }

// Play is a link that plays the guide.
func (v view) Play() string { return v.b.open("play", v.Self+"guide.html") }

type folder struct {
	Name    string
	Queries []query.Saved
}

// Folders gives the saved queries.
func (v view) Folders() []folder {
	var out []folder
	for _, s := range v.b.saved {
		if len(out) == 0 || out[len(out)-1].Name != s.Folder {
			out = append(out, folder{Name: s.Folder})
		}
		last := &out[len(out)-1]
		last.Queries = append(last.Queries, s)
	}
	return out
}

// Upkeep gives the saved queries of the last folder.
func (v view) Upkeep() []query.Saved {
	folders := v.Folders()
	return folders[len(folders)-1].Queries
}

// Open is a link to a saved query with the example's values.
func (v view) Open(s query.Saved) string { return v.b.kept(s.Name, s.Examples()) }

// Run gives a saved query as text that comes to the editor, or runs, where it is clicked. Its parameters are the example's
// values, and follow what is typed into the guide's input of the same name.
func (v view) Run(name string) (template.HTML, error) {
	s, err := v.query(name)
	values := map[string]any{}
	for _, p := range s.Params {
		values[p.Name] = query.Raw(`"<span value-key="` + p.Name + `">` + template.HTMLEscapeString(p.Example) + `</span>"`)
	}
	return template.HTML(`<pre class="code runnable">` + query.Fill(template.HTMLEscapeString(s.Cypher), values) + `</pre>`), err
}

// Link gives a saved query without parameters as its title, which does the same where it is clicked.
func (v view) Link(name string) (template.HTML, error) {
	s, err := v.query(name)
	return template.HTML(`<a data-populate="` + template.HTMLEscapeString(s.Cypher) + `">` + template.HTMLEscapeString(s.Title) + `</a>`), err
}

func (v view) query(name string) (query.Saved, error) {
	i := slices.IndexFunc(v.b.saved, func(s query.Saved) bool { return s.Name == name })
	if i < 0 {
		return query.Saved{}, fmt.Errorf("there is no query %q", name)
	}
	return v.b.saved[i], nil
}

// Param gives a parameter by its name. It has the same example in every query.
func (v view) Param(name string) (query.Param, error) {
	for _, s := range v.b.saved {
		for _, p := range s.Params {
			if p.Name == name {
				return p, nil
			}
		}
	}
	return query.Param{}, fmt.Errorf("there is no parameter %q", name)
}

// Colour is that of a label or relationship type in the style.
func (v view) Colour(selector string) (template.CSS, error) {
	rule := regexp.MustCompile(`\.` + selector + ` \{ color: (#[0-9A-F]{6});`).FindSubmatch(style)
	if rule == nil {
		return "", fmt.Errorf("the style has no colour for %q", selector)
	}
	return template.CSS(rule[1]), nil
}
