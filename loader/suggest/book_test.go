package suggest

import (
	"sync"
	"testing"

	"stancegraph/codebook"
)

const bookText = `
actors:
  - {id: ana-ruiz, name: Ana Maria Ruiz, kind: person, speaks_for: chile}
  - {id: dockers, name: Harbour Workers Council, kind: group, aliases: [the dockers]}
issues:
  - {id: quota, name: the fishing quota, phrases: [fishing quota, catch limits]}
  - {id: railway, name: the mountain railway tunnel, phrases: [digging the mountain railway tunnel]}
cues:
  - {stance: opposes, verb: grumble about}
`

var parsed = sync.OnceValues(func() (*codebook.Codebook, error) { return codebook.Parse("book.yaml", []byte(bookText)) })

// book is the codebook of the tests.
func book(t testing.TB) *codebook.Codebook {
	t.Helper()
	cb, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return cb
}
