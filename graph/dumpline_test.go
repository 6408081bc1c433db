package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
)

// Whatever stands in a dump, reading it ends and does not crash, and what was understood means the same when it is written again.
func FuzzDump(f *testing.F) {
	f.Add([]byte("{\"stancegraph\":{\"version\":1}}\n{\"actor\":{\"id\":\"a\",\"kind\":\"person\",\"speaksFor\":[{\"body\":\"b\",\"from\":\"2011\"}],\"revision\":1}}\n\n{\"end\":{\"objects\":1}}"))
	f.Add([]byte("{\"stancegraph\":{\"version\":1}}\n{\"revision\":{\"id\":\"r\",\"when\":\"2011-04-13T12:00:00.5Z\",\"changes\":[{\"type\":\"statement\",\"id\":\"s\",\"revision\":2,\"before\":{\"id\":\"s\"}}]}}"))
	f.Add([]byte("{\"stancegraph\":{\"version\":1}}\n{\"statement\":{\"id\":\"s\",\"reportedBy\":[\"x\"],\"start\":0,\"end\":1e0,\"confidence\":0.5,\"firstSeen\":\"2011-04-13T12:00:00Z\"}} \n\xff"))
	f.Fuzz(func(t *testing.T, dump []byte) {
		in, err := OpenDump(bytes.NewReader(dump))
		if err != nil {
			if CodeOf(err) != Invalid {
				t.Fatal(err)
			}
			return
		}
		in.lines.limit = 1000
		for {
			line, length, err := in.lines.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil || (line == nil) != (length > 1000) {
				t.Fatal(length, err)
			}
			sameMeaning(t, line)
		}
	})
}

func sameMeaning(t *testing.T, line []byte) {
	first, err := parseDumpLine(line)
	if err != nil {
		return
	}
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatalf("%q was read and cannot be written: %v", line, err)
	}
	second, err := parseDumpLine(text)
	if err != nil || !sameObject(first, second) {
		t.Fatalf("%q was written as %q, which means something else: %v", line, text, err)
	}
}
