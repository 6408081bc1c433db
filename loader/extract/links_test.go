package extract

import (
	"strings"
	"testing"
)

func TestBlankLinks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Sen. Ann Lee Ann Maria LeeBridge talks stall Mayor under fire MORE (D-Ohio) backs the ban.", "Sen. Ann Lee (D-Ohio) backs the ban."},
		{"Ann Lee Ann LeeOne talk MORE and Bob Ray Robert (Bob) RayTwo talks MORE agreed.", "Ann Lee and Bob Ray agreed."},
		{"Ann Lee Ann Maria Lee2020 starts MORE said", "Ann Lee said"},
		{"Ann Lee wants MORE money.", "Ann Lee wants MORE money."},
		{"The McDonald inquiry needs MORE time.", "The McDonald inquiry needs MORE time."},
		{"Ann Lee Ann LeeOne talk MOREOVER", "Ann Lee Ann LeeOne talk MOREOVER"},
		{"Ann Lee\nAnn LeeOne talk MORE", "Ann Lee Ann LeeOne talk MORE"},
		{" MORE MORE", "MORE MORE"},
	} {
		got := blankLinks(c.text)
		if len(got) != len(c.text) {
			t.Errorf("%q: %d bytes, want %d", c.text, len(got), len(c.text))
		}
		if got := strings.Join(strings.Fields(got), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
