package query

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// Saved is a query that people keep in Neo4j Browser and run there; the program never runs it.
type Saved struct {
	Folder, Name string // of its file: saved/Folder/1-Name.cypher, where the number is for the order
	Title        string // the first line
	About        string // what it shows and how to use it, up to the parameters
	Params       []Param
	File         string // the whole file
	Cypher       string // without the comments
}

// Param is a parameter of a saved query with an example of its value, which fits the example graph.
type Param struct{ Name, Example string }

var (
	paramLine    = regexp.MustCompile(`^:param (\w+) => '([^']*)'$`)
	instruction  = regexp.MustCompile(`^Run the next`)
	commentStart = "// "
)

// folders of saved queries, in their order.
var folders = []string{"positions", "evidence", "upkeep"}

// LoadSaved reads the saved queries, in the order in which people are shown them.
func LoadSaved() ([]Saved, error) {
	var out []Saved
	for _, folder := range folders {
		names, err := fs.Glob(files, "saved/"+folder+"/*.cypher")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return nil, err
			}
			s, err := parseSaved(string(data))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			_, s.Name, _ = strings.Cut(strings.TrimSuffix(path.Base(name), ".cypher"), "-")
			s.Folder = folder
			out = append(out, s)
		}
	}
	return out, nil
}

// parseSaved takes a file apart: comments with title, explanation and parameters, then one query.
func parseSaved(file string) (Saved, error) {
	s := Saved{File: file}
	var about []string
	rest := file
	for {
		line, more, _ := strings.Cut(rest, "\n")
		comment, ok := strings.CutPrefix(line, commentStart)
		if !ok {
			break
		}
		rest = more
		param := paramLine.FindStringSubmatch(comment)
		switch {
		case s.Title == "":
			s.Title = comment
		case param != nil:
			s.Params = append(s.Params, Param{param[1], param[2]})
		case !instruction.MatchString(comment):
			about = append(about, comment)
		}
	}
	s.About, s.Cypher = strings.Join(about, " "), strings.TrimSpace(rest)
	if s.Title == "" || s.About == "" || s.Cypher == "" {
		return s, fmt.Errorf("want a title, an explanation and a query")
	}
	return s, nil
}

// Examples gives the example values of the parameters.
func (s Saved) Examples() map[string]any {
	out := map[string]any{}
	for _, p := range s.Params {
		out[p.Name] = p.Example
	}
	return out
}
