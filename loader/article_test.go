package loader

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

func TestParseArticle(t *testing.T) {
	cases := []struct {
		name, in, title, text string
		date                  graph.Date
	}{
		{"no front matter", "Some text.\n", "", "Some text.\n", ""},
		{"a headline", "Ministers meet\n\nSome text.\n", "Ministers meet", "Ministers meet\n\nSome text.\n", ""},
		{"front matter", "---\ntitle: \"A: b\"\ndate: 2011-04-13\n---\n\n Text \n", "A: b", "\n Text \n", "2011-04-13"},
		{"a colon without quotation marks", "---\ntitle: OPINION: a view: mine\ndate: 2011\nurl: http://example.org/x\n---\nText.", "OPINION: a view: mine", "Text.", "2011"},
		{"carriage returns", "---\r\ntitle: T\r\ndate: 2011-04\r\n---\r\nText\r\n", "T", "Text\r\n", "2011-04"},
		{"a time of day", "---\ntitle: T\ndate: 2011-04-13T10:00:00Z\n---\nText", "T", "Text", "2011-04-13"},
		{"empty front matter", "---\n---\nText.", "", "Text.", ""},
		{"other keys", "---\ntitle: T\nauthor: [a, b]\nupdated: 2012\n---\nText.", "T", "Text.", ""},
		{"a byte order mark", "\ufeff---\ntitle: T\n---\nText.", "T", "Text.", ""},
		{"a rule in the text", "Text.\n---\nMore.", "", "Text.\n---\nMore.", ""},
		{"a first sentence is no headline", "It rained.\n\nText.", "", "It rained.\n\nText.", ""},
	}
	for _, c := range cases {
		doc, err := ParseArticle("a.txt", []byte(c.in))
		if err != nil || doc.Title != c.title || doc.Text != c.text || doc.Published != c.date {
			t.Errorf("%s: %+v %q %v", c.name, doc.Article, doc.Text, err)
		}
	}
}

// Whatever the bytes, there is either an error or a text that stands at the end of them.
func FuzzParseArticle(f *testing.F) {
	f.Add([]byte("---\ntitle: a\n---\ntext"))
	f.Add([]byte("---\n---\n---\n"))
	f.Add([]byte("---\ndate: [1, {2: &a *a}]\n---\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := ParseArticle("a.txt", data)
		if err == nil && !bytes.HasSuffix(data, []byte(doc.Text)) {
			t.Errorf("the text %q was altered", doc.Text)
		}
		if err != nil && graph.CodeOf(err) != graph.Invalid {
			t.Errorf("%v has code %s", err, graph.CodeOf(err))
		}
	})
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"in/b.txt", "in/a.TXT", "in/deep/c.txt.gz", "in/.hidden.txt", "in/.git/x.txt", "in/d.pdf", "in/e[1].txt"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("bare", 0o755); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		paths, want, problems string
	}{
		{"in", "in/a.TXT in/b.txt in/deep/c.txt.gz in/e[1].txt", "in/d.pdf"},
		{"in/b.txt in ./in/b.txt", "in/b.txt in/a.TXT in/deep/c.txt.gz in/e[1].txt", "in/d.pdf"},
		{"in/**/*.gz in/d.pdf", "in/deep/c.txt.gz in/d.pdf", ""},
		{"in/e[1].txt", "in/e[1].txt", ""},
		{"- -", "-", ""},
		{"bare none no/*.txt in/[", "", "bare none no/*.txt in/["},
	}
	for _, c := range cases {
		inputs, problems := Files(strings.Fields(c.paths))
		var got, bad []string
		for _, in := range inputs {
			got = append(got, filepath.ToSlash(in.Path))
		}
		for _, p := range problems {
			bad = append(bad, filepath.ToSlash(p.Path))
		}
		if !slices.Equal(got, strings.Fields(c.want)) || !slices.Equal(bad, strings.Fields(c.problems)) {
			t.Errorf("%s: %q, problems %q", c.paths, got, bad)
		}
	}
}

func TestPackedArticles(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := io.Copy(w, io.LimitReader(strings.NewReader(strings.Repeat("word ", size)), int64(size))); err != nil {
			t.Fatal(err)
		}
		w.Close()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, packed.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	doc, err := ReadArticle(file(write("a.txt.gz", 20)))
	if err != nil || doc.File != "a.txt" || len(doc.Text) != 20 {
		t.Errorf("%+v %v", doc, err)
	}
	_, err = ReadArticle(file(write("bomb.txt.gz", 20<<20)))
	if graph.CodeOf(err) != graph.Invalid || !strings.Contains(err.Error(), "longer than an article can be") {
		t.Errorf("a packed 20 MiB: %v", err)
	}
	plain := filepath.Join(dir, "plain.txt.gz")
	if err := os.WriteFile(plain, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err = ReadArticle(file(plain)); graph.CodeOf(err) != graph.Invalid {
		t.Errorf("not packed: %v", err)
	}
}
