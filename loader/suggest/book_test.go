package suggest

import (
	"testing"

	"stancegraph/codebook"
)

const bookText = `
actors:
  - {id: ana-ruiz, name: Ana Maria Ruiz, kind: person, speaks_for: chile}
  - {id: dockers, name: Harbour Workers Council, kind: group, aliases: [the dockers]}
issues:
  - {id: quota, name: the fishing quota, phrases: [fishing quota, catch limits]}
  - {id: railway, name: the northern railway, phrases: [building the northern railway]}
cues:
  - {stance: opposes, verb: grumble about}
`

func book(t testing.TB) *codebook.Codebook {
	t.Helper()
	cb, err := codebook.Parse("book.yaml", []byte(bookText))
	if err != nil {
		t.Fatal(err)
	}
	return cb
}
