// Package eval scores statements against annotated ones.
//
// The unit is the distinct triple of holder, stance and issue within an article. Optional gold triples count for
// nothing either way. Holders that no codebook lists are compared by name in kebab case, so that "ann-lee" is "lee".
// Statements whose holder is not resolved are not scored.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"stancegraph/graph"
)

// Gold is one annotated statement: a line of a gold file.
type Gold struct {
	Article    string        `json:"article"`
	Holder     graph.ActorID `json:"holder"`
	Stance     graph.Stance  `json:"stance"`
	Issue      graph.IssueID `json:"issue"`
	Speaker    graph.ActorID `json:"speaker"`
	ReportedBy graph.ActorID `json:"reported_by"`
	Evidence   string        `json:"evidence"`
	Optional   bool          `json:"optional"`
}

// Found is one statement to score.
type Found struct {
	Article    string        // file name of the article, without its folder
	Source     string        // of the article, to group by; may be empty
	Holder     graph.ActorID // empty where it is not resolved: then the statement is not scored
	Stance     graph.Stance
	Issue      graph.IssueID
	Speaker    graph.ActorID
	ReportedBy []graph.ActorID
	Quote      string
	Sentence   string // for the list of errors; may be empty
	Rule       string
	Confidence float64
	Verbatim   bool // the quote is in the article at its offsets
}

// ReadGold reads a gold file of JSON lines. The error names the file and line.
func ReadGold(path string) ([]Gold, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &graph.Error{Code: graph.NotFound, Message: "cannot read gold file " + path, Err: err}
	}
	defer file.Close()
	var out []Gold
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 0, 1<<16), 1<<22)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var g Gold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			return nil, &graph.Error{Code: graph.Invalid, Message: fmt.Sprintf("%s:%d: not an annotated statement", path, n), Err: err}
		}
		if g.Article == "" || g.Holder == "" || !g.Stance.Valid() || g.Issue == "" {
			return nil, graph.Errorf(graph.Invalid, "%s:%d: want article, holder, stance and issue", path, n)
		}
		out = append(out, g)
	}
	if err := lines.Err(); err != nil {
		return nil, &graph.Error{Code: graph.Invalid, Message: path + ": not readable as lines", Err: err}
	}
	return out, nil
}
