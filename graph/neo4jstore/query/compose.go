package query

import (
	"fmt"
	"regexp"
	"strings"
)

// A Block is one query of a composition. It finds a list, which its text calls found, and may begin from what an earlier block
// found, which it calls parent.
type Block struct {
	Step
	Parent int    // -1: none
	Rows   string // the query that gives what was found as rows
}

// ParamOf is the name that a parameter of a block has in a composition.
func ParamOf(block int, name string) string { return fmt.Sprintf("%s_%d", name, block) }

// Compose joins blocks into one text. Its rows are those of all blocks, one block after the other.
func (q Set) Compose(blocks []Block) string {
	var b, rows strings.Builder
	var all []string
	for i, block := range blocks {
		text := q.Text(block.Name, block.Tags...)
		parent := ""
		if block.Parent >= 0 {
			parent = list(block.Parent)
		}
		fmt.Fprintf(&b, "CALL (%s) {\n%s}\n", parent, own(text, i, parent))
		if i > 0 {
			rows.WriteString("UNION ALL\n")
		}
		rows.WriteString(own(q.Text(block.Rows), i, ""))
		all = append(all, list(i))
	}
	return fmt.Sprintf("%sCALL (%s) {\n%s}\nRETURN step, at, n, total, columns\n", b.String(), strings.Join(all, ", "), rows.String())
}

func list(block int) string { return fmt.Sprint("w", block) }

var (
	found  = regexp.MustCompile(`\bfound\b`)
	parent = regexp.MustCompile(`\bparent\b`)
)

// own gives the names in the text of a block the block's number.
func own(text string, block int, from string) string {
	text = found.ReplaceAllString(text, list(block))
	text = parent.ReplaceAllString(text, from)
	return parameter.ReplaceAllString(text, "$$"+ParamOf(block, "${1}"))
}
