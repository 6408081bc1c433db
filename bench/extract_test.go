package bench

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"stancegraph"
	"stancegraph/codebook"
	"stancegraph/loader/extract"
)

// BenchmarkExtract reads the example's articles with its codebook, on one core.
func BenchmarkExtract(b *testing.B) {
	const folder = "examples/libya-2011"
	data, err := stancegraph.Examples.ReadFile(folder + "/codebook.yaml")
	if err != nil {
		b.Fatal(err)
	}
	book, err := codebook.Parse("codebook.yaml", data)
	if err != nil {
		b.Fatal(err)
	}
	entries, err := stancegraph.Examples.ReadDir(folder + "/articles")
	if err != nil {
		b.Fatal(err)
	}
	var docs []extract.Document
	words := 0
	for _, e := range entries {
		text, err := stancegraph.Examples.ReadFile(folder + "/articles/" + e.Name())
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, extract.Document{Name: e.Name(), Text: string(text)})
		words += len(strings.Fields(string(text)))
	}
	engine := extract.New(book)
	for b.Loop() {
		for _, d := range docs {
			if _, err := engine.Extract(b.Context(), d); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkExtractMemory reads ever more articles with one engine and reports the live heap afterwards: it must not grow.
func BenchmarkExtractMemory(b *testing.B) {
	cb, err := codebook.Parse("bench.yaml", []byte("issues:\n  - {id: toll, name: the sound toll, phrases: [sound toll]}\n"))
	if err != nil {
		b.Fatal(err)
	}
	engine := extract.New(cb)
	for _, articles := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(articles, "articles"), func(b *testing.B) {
			for range b.N {
				for n := range articles {
					text := fmt.Sprintf("Peru opposes the sound toll, envoy Ann Lee%d said on Monday. Chile paid %d crowns.", n, n)
					if _, err := engine.Extract(b.Context(), extract.Document{Text: text, Published: "2014-05-06"}); err != nil {
						b.Fatal(err)
					}
				}
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MiB")
		})
	}
}
