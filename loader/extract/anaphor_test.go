package extract

import (
	"slices"
	"testing"
)

// TestAnaphors holds which words mean an issue that was named before.
func TestAnaphors(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"a move", "Peru proposed the sound toll. Malta rejected the move.", []string{"move"}},
		{"only a modifier", "Peru proposed the sound toll. Malta rejected the plan committee.", nil},
		{"the content follows", "Peru proposed the sound toll. Malta rejected the idea that Denmark may pay.", nil},
		{"a meeting is no toll", "Peru proposed the sound toll. Malta left the meeting.", nil},
		{"it before an infinitive", "Peru proposed the sound toll. It was unfair to expect much, Malta said.", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRun(engine(t), Document{Text: tc.text})
			if err := r.annotate(t.Context()); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range r.sentences {
				for _, m := range s.issues {
					if m.Phrase == namedBefore {
						got = append(got, s.text[m.Start:m.End])
					}
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
