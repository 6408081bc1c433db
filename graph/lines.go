package graph

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxLine is the longest line of a dump that is read. No object that the limits allow comes near it.
const maxLine = 256 << 20

// lineReader reads lines of any length and keeps none that is longer than limit.
type lineReader struct {
	in     *bufio.Reader
	limit  int
	number int // of the line read last, from 1
	buffer []byte
}

// next gives the next line that is not blank, without its end, and its length with it; the line is nil where it is too long to be kept, and good until
// the next call. The error is io.EOF behind the last line, and whatever the reader answers where it breaks off; a line that
// was cut off by that is dropped.
func (l *lineReader) next() (line []byte, length int, err error) {
	for {
		line, length, err = l.read()
		if err != nil || line == nil || len(bytes.TrimSpace(line)) > 0 {
			return line, length, err
		}
	}
}

func (l *lineReader) read() (line []byte, length int, err error) {
	const kept = 1 << 20 // a longer buffer is given back
	if cap(l.buffer) > kept || l.buffer == nil {
		l.buffer = []byte{}
	}
	l.buffer = l.buffer[:0]
	for {
		part, err := l.in.ReadSlice('\n')
		length += len(part)
		if length <= l.limit {
			l.buffer = append(l.buffer, part...)
		} else {
			l.buffer = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || length == 0):
			return nil, 0, err
		}
		l.number++
		return bytes.TrimSuffix(l.buffer, []byte("\n")), length, nil
	}
}
