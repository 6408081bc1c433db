package graph

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// wantLine says what a line of a dump is.
const wantLine = `want {"KIND": {…}} with KIND one of actor, issue, article, statement, stance, coding, user, revision, end`

// DumpReader is a dump whose head has been read.
type DumpReader struct{ lines lineReader }

// OpenDump reads the head of a dump. [Invalid]: it is none, or none that can be restored; the message says what to do.
func OpenDump(from io.Reader) (*DumpReader, error) {
	d := &DumpReader{lineReader{in: bufio.NewReaderSize(from, 1<<16), limit: maxLine}}
	line, length, err := d.lines.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, Errorf(Invalid, "this is not a dump: it is empty; want the output of `stancegraph dump`")
	case err != nil:
		return nil, &Error{Invalid, "the dump cannot be read", err}
	case line == nil:
		return nil, Errorf(Invalid, "this is not a dump: it starts with a line of %d bytes; want the output of `stancegraph dump`", length)
	}
	return d, checkHead(line)
}

func checkHead(line []byte) error {
	var head dumpLine
	if err := json.Unmarshal(line, &head); err != nil || head.Dump == nil || head.Dump.Version < 1 {
		return Errorf(Invalid, "this is not a dump: it starts with %q; want the output of `stancegraph dump`", clip(string(line)))
	}
	switch h := *head.Dump; {
	case h.Version > DumpVersion:
		return Errorf(Invalid, "the dump has version %d and this program reads versions up to %d: restore it with the program that made it, or a newer one", h.Version, DumpVersion)
	case h.Canonical:
		return Errorf(Invalid, "a canonical dump lacks the times of revisions and the users and cannot be restored: make one with `stancegraph dump`, without --canonical")
	}
	return nil
}

// parseDumpLine reads any other line. Its errors say what was found and what was expected.
func parseDumpLine(line []byte) (dumpLine, error) {
	if !utf8.Valid(line) {
		return dumpLine{}, Errorf(Invalid, "byte %d is not UTF-8: want the line as it was dumped", invalidAt(line)+1)
	}
	var out dumpLine
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&out); err != nil {
		return dumpLine{}, Errorf(Invalid, "found %q, %s: %s", clip(string(line)), wordJSON(err), wantLine)
	}
	if len(bytes.TrimSpace(line[dec.InputOffset():])) > 0 {
		return dumpLine{}, Errorf(Invalid, "found more than one JSON value in %q: %s", clip(string(line)), wantLine)
	}
	if n := out.fields(); n != 1 {
		return dumpLine{}, Errorf(Invalid, "found %d objects in %q: %s", n, clip(string(line)), wantLine)
	}
	return out, nil
}

// fields counts the fields that are set.
func (l dumpLine) fields() (n int) {
	for _, set := range []bool{l.Dump != nil, l.Actor != nil, l.Issue != nil, l.Article != nil, l.Statement != nil, l.Stance != nil,
		l.Coding != nil, l.User != nil, l.Revision != nil, l.End != nil} {
		if set {
			n++
		}
	}
	return n
}

// wordJSON says what is wrong with a line's JSON.
func wordJSON(err error) string {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("where the field %q holds a %s", e.Field, e.Value)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "which is cut off"
	}
	return "which is not right (" + strings.TrimPrefix(err.Error(), "json: ") + ")"
}

func invalidAt(b []byte) int {
	at := 0
	for {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
}
