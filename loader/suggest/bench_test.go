package suggest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"stancegraph/loader/extract"
)

// invented gives a text of n paragraphs with names, stances and objects that no issue covers.
func invented(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Chile's trade minister Ana Ruiz%d said the harbour toll was unfair. Peru backs the coastal railway, and "+
			"Norway opposes the fishing quota. Ruiz%d, known as the Heron, told deputies that the Coastal Workers Front (CWF) "+
			"had pledged to join the strike in March.\n\n", i%50, i%50)
	}
	return b.String()
}

func BenchmarkExtract(b *testing.B) {
	engine, doc := extract.New(book(b)), extract.Document{Text: invented(200)}
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		if _, err := engine.Extract(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdd is what suggest does on top of extract: it should stay below the time of BenchmarkExtract.
func BenchmarkAdd(b *testing.B) {
	cb := book(b)
	doc := extract.Document{Text: invented(200)}
	found, err := extract.New(cb).Extract(context.Background(), doc)
	if err != nil {
		b.Fatal(err)
	}
	c := New(cb, Options{})
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		c.Add(doc, found)
	}
}
