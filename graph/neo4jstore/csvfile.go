package neo4jstore

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// arrayDelimiter stands between the items of a list: the one character that no text in a graph holds.
const arrayDelimiter = "\x00"

// A csvKind is one kind of file that neo4j-admin imports: the nodes with some labels, or the relationships of a type from and
// to nodes with some.
type csvKind struct {
	file     string // without ".csv"
	labels   string // of nodes: "Actor:State"
	typ      string // of relationships
	columns  []string
	contents []string // what a row calls the values of the columns
}

// nodes makes a kind of file for nodes. The columns are words "property:type" as the importer takes them; behind them stands
// "=name" where rows call a property something else.
func nodes(file, labels, columns string) csvKind {
	k := csvKind{file: file, labels: labels}
	for word := range strings.FieldsSeq(columns) {
		column, name, renamed := strings.Cut(word, "=")
		if !renamed {
			name, _, _ = strings.Cut(column, ":")
		}
		k.columns, k.contents = append(k.columns, column), append(k.contents, name)
	}
	return k
}

// relationships makes a kind of file for relationships. Their rows call the ends "from" and "to".
func relationships(file, typ, from, to, columns string) csvKind {
	k := nodes(file, "", fmt.Sprintf(":START_ID(%s)=from :END_ID(%s)=to %s", from, to, columns))
	k.typ = typ
	return k
}

// argument is how the importer is told of the file.
func (k csvKind) argument() string {
	file := "./" + k.file + ".csv" // the importer of 2026.09 finds no file without a folder
	if k.typ != "" {
		return "--relationships=" + k.typ + "=" + file
	}
	return "--nodes=" + k.labels + "=" + file
}

// csvFiles are the files of one export. A file begins with the first row for it.
type csvFiles struct {
	dir     string
	open    map[string]*csvFile
	kinds   []csvKind // of the files, in the order in which they began
	largest int       // bytes of a value
}

type csvFile struct {
	file *os.File
	out  *bufio.Writer
	rows int
}

// write writes rows to the file of their kind.
func (c *csvFiles) write(k csvKind, rows ...row) error {
	if len(rows) == 0 {
		return nil
	}
	f, err := c.fileOf(k)
	if err != nil {
		return err
	}
	for _, r := range rows {
		f.rows++
		for i, name := range k.contents {
			value := csvValue(r[name])
			c.largest = max(c.largest, len(value))
			if i > 0 {
				f.out.WriteByte(',') //nolint:errcheck // a bufio.Writer keeps its first error
			}
			f.out.WriteString(value) //nolint:errcheck // as above
		}
		if err := f.out.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

func (c *csvFiles) fileOf(k csvKind) (*csvFile, error) {
	if f, ok := c.open[k.file]; ok {
		return f, nil
	}
	file, err := os.OpenFile(filepath.Join(c.dir, k.file+".csv"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	f := &csvFile{file: file, out: bufio.NewWriter(file)}
	c.open[k.file] = f
	c.kinds = append(c.kinds, k)
	_, err = f.out.WriteString(strings.Join(k.columns, ",") + "\n")
	return f, err
}

// close ends all files; where keep is false it removes them.
func (c *csvFiles) close(keep bool) (first error) {
	for _, k := range c.kinds {
		f := c.open[k.file]
		err := f.out.Flush()
		if closed := f.file.Close(); err == nil {
			err = closed
		}
		if !keep {
			err = os.Remove(f.file.Name())
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// csvValue writes a value for the importer. An absent property is an empty field, an empty text is quoted; an empty list, for
// which it knows no other form, is absent.
func csvValue(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return quoted(x)
	case []string:
		if len(x) == 0 {
			return ""
		}
		return quoted(strings.Join(x, arrayDelimiter))
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	default:
		return fmt.Sprint(x) // a whole number or a truth value
	}
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
