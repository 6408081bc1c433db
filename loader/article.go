package loader

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"stancegraph/graph"

	"github.com/goccy/go-yaml"
)

// ReadArticle reads the article in a file; a name that ends in .gz is unpacked. The errors are of code [graph.Invalid] and
// tell what to do; they do not name the file.
func ReadArticle(in Input) (graph.Document, error) {
	data, err := in.read()
	if err != nil {
		return graph.Document{}, err
	}
	name := strings.TrimSuffix(filepath.Base(in.Path), ".gz")
	if in.Path == Stdin {
		name = "stdin"
	}
	return ParseArticle(name, data)
}

func (in Input) read() ([]byte, error) {
	f, err := in.open()
	if err != nil {
		return nil, graph.Errorf(graph.Invalid, "cannot be read: %s", plain(err))
	}
	defer f.Close()
	var content io.Reader = f
	if strings.HasSuffix(in.Path, ".gz") {
		if content, err = gzip.NewReader(f); err != nil {
			return nil, graph.Errorf(graph.Invalid, "is not a gzip file: %s", err)
		}
	}
	const headRoom = 64 << 10 // for front matter and a byte order mark
	data, err := io.ReadAll(io.LimitReader(content, graph.MaxText+headRoom+1))
	if err != nil {
		return nil, graph.Errorf(graph.Invalid, "cannot be read: %s", plain(err))
	}
	if len(data) > graph.MaxText+headRoom {
		return nil, graph.Errorf(graph.Invalid, "is longer than an article can be (%d MiB): split it into articles", graph.MaxText>>20)
	}
	return data, nil
}

// ParseArticle reads an article: front matter between two lines "---", if it starts with one, then the text, which is kept
// byte for byte. Without a title there, a first line that stands by itself is the title (and stays part of the text).
func ParseArticle(name string, data []byte) (graph.Document, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := checkEncoding(data); err != nil {
		return graph.Document{}, err
	}
	head, text, err := splitFrontMatter(string(data))
	if err != nil {
		return graph.Document{}, err
	}
	article := graph.Article{File: name}
	if err := readFrontMatter(head, &article); err != nil {
		return graph.Document{}, err
	}
	if strings.TrimSpace(text) == "" {
		return graph.Document{}, graph.Errorf(graph.Invalid, "is empty: there is no text to read")
	}
	if article.Title == "" {
		article.Title = headline(text)
	}
	doc := graph.NewDocument(article, text)
	return doc, doc.Validate()
}

func checkEncoding(data []byte) error {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return graph.Errorf(graph.Invalid, "is encoded in UTF-16: convert it to UTF-8")
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return graph.Errorf(graph.Invalid, "is a binary file: NUL at byte %d", i)
	}
	if utf8.Valid(data) {
		return nil
	}
	for i, line := 0, 1; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return graph.Errorf(graph.Invalid, "line %d: byte 0x%02X is not UTF-8: convert the file to UTF-8", line, data[i])
		}
		if r == '\n' {
			line++
		}
		i += size
	}
	return nil
}

const fence = "---"

// splitFrontMatter cuts the front matter off; head is empty where there is none.
func splitFrontMatter(s string) (head, text string, err error) {
	first, rest, _ := strings.Cut(s, "\n")
	if strings.TrimRight(first, " \t\r") != fence {
		return "", s, nil
	}
	for at := 0; at < len(rest); {
		line, _, more := strings.Cut(rest[at:], "\n")
		end := at + len(line)
		if more {
			end++
		}
		if strings.TrimRight(line, " \t\r") == fence {
			return rest[:at], rest[end:], nil
		}
		at = end
	}
	return "", "", graph.Errorf(graph.Invalid, "line 1: front matter starts with --- and has no line --- at its end")
}

// frontMatter is what the front matter of an article may say; other keys are passed over.
type frontMatter struct {
	Title  string `yaml:"title"`
	Source string `yaml:"source"`
	Date   string `yaml:"date"`
	URL    string `yaml:"url"`
}

func readFrontMatter(head string, a *graph.Article) error {
	if strings.TrimSpace(head) == "" {
		return nil
	}
	var m frontMatter
	if err := yaml.Unmarshal([]byte(head), &m); err != nil {
		var ok bool
		if m, ok = plainFrontMatter(head); !ok {
			return frontMatterError(err)
		}
	}
	a.Title, a.Source, a.URL = strings.TrimSpace(m.Title), strings.TrimSpace(m.Source), strings.TrimSpace(m.URL)
	date := strings.TrimSpace(m.Date)
	if len(date) > 10 && strings.ContainsAny(date[10:11], "T ") {
		date = date[:10] // a time of day beside the date
	}
	published, err := graph.ParseDate(date)
	if err != nil {
		return graph.Errorf(graph.Invalid, "front matter: date: %s", graph.MessageOf(err))
	}
	a.Published = published
	return nil
}

var plainLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?$`)

// plainFrontMatter reads front matter that is no YAML, for want of quotation marks around a title with a colon in it, as lines
// of name and value; ok is false where a line is neither that nor empty.
func plainFrontMatter(head string) (m frontMatter, ok bool) {
	fields := map[string]*string{"title": &m.Title, "source": &m.Source, "date": &m.Date, "url": &m.URL}
	for line := range strings.Lines(head) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := plainLine.FindStringSubmatch(line)
		if parts == nil {
			return m, false
		}
		if to := fields[parts[1]]; to != nil {
			*to = strings.Trim(parts[2], "\"'")
		}
	}
	return m, true
}

// frontMatterError words a YAML error with the line of the file.
func frontMatterError(err error) error {
	message, line := err.Error(), 0
	if e, ok := errors.AsType[yaml.Error](err); ok {
		message = e.GetMessage()
		if t := e.GetToken(); t != nil {
			line = t.Position.Line + 1 // below the opening ---
		}
	}
	where := "front matter"
	if line > 0 {
		where = fmt.Sprintf("line %d: front matter", line)
	}
	return graph.Errorf(graph.Invalid, "%s: %s: want lines like title: \"…\"", where, message)
}

// headline gives the first line where it stands by itself and is short enough for a title.
func headline(text string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(text, " \t\r\n"), "\n")
	first = strings.TrimSpace(first)
	next, _, _ := strings.Cut(rest, "\n")
	const longest = 160
	if len(first) > longest || strings.TrimSpace(next) != "" || strings.HasSuffix(first, ".") {
		return ""
	}
	return first
}
