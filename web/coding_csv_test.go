package web

import "testing"

// What a spreadsheet would calculate gets an apostrophe; all else stays as it is.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"": "", "a=1": "a=1", " =1": " =1", "'=1": "'=1", "−1": "−1", "Ünland": "Ünland"} {
		if got := harmless(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}
