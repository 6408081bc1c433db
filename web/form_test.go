package web

import (
	"strings"
	"testing"
)

// Every place in the shown text is the same place in the stored one.
func TestAsStored(t *testing.T) {
	for _, text := range []string{"", "plain", "one\r\ntwo\r\n\r\nthree", "\r\n", "alone\rhere\r\n–“ü”", "\n\r\n\r"} {
		whole := shown(text)
		for offset := range len(whole) + 1 {
			if at := asStored(text, offset); shown(text[:at]) != whole[:offset] && !strings.HasSuffix(text[:at], "\r") {
				t.Errorf("%q: %d in the shown text is %d in the stored one", text, offset, at)
			}
		}
		if at := asStored(text, len(whole)+7); at != len(text)+7 {
			t.Errorf("%q: beyond the end is %d", text, at)
		}
	}
}
