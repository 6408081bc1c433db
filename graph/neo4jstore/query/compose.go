package query

import (
	"fmt"
	"regexp"
	"strings"
)

// A Block is one query of a composition. It gives an answer, which its text calls so, and may begin from what an earlier block
// found, which it calls parent. The earlier one then calls that found, and has the tag leading.
type Block struct {
	Step
	Parent int // -1: none
}

// Compose joins blocks into one text. Its only row has the answer of each block. The parameter blocks is a list with the parameters
// of each.
func (q Set) Compose(blocks []Block) string {
	leading := make([]bool, len(blocks))
	for _, b := range blocks {
		if b.Parent >= 0 {
			leading[b.Parent] = true
		}
	}
	var text strings.Builder
	var answers []string
	for i, b := range blocks {
		tags, from := b.Tags, ""
		if leading[i] {
			tags = append([]string{"leading"}, tags...)
		}
		if b.Parent >= 0 {
			from = fmt.Sprint("found", b.Parent)
		}
		fmt.Fprintf(&text, "CALL (%s) {\n%s}\n", from, own(q.Text(b.Name, tags...), i, from))
		answers = append(answers, fmt.Sprint("answer", i))
	}
	return text.String() + "RETURN " + strings.Join(answers, ", ") + "\n"
}

var (
	given  = regexp.MustCompile(`\b(found|answer)\b`)
	parent = regexp.MustCompile(`\bparent\b`)
)

// own gives the names in the text of a block the block's number.
func own(text string, block int, from string) string {
	text = given.ReplaceAllString(text, fmt.Sprint("${1}", block))
	text = parent.ReplaceAllString(text, from)
	return parameter.ReplaceAllString(text, fmt.Sprintf("$$blocks[%d].${1}", block))
}
