package codebook

import "strings"

// minSound is the length from which a word of a name is also compared by its sound.
const minSound = 5

// soundKey is the same for the usual spellings of one transliterated name: Gaddafi, Gadhafi, Qaddafi and Kadhafi;
// Moammar, Muammar and Moamer; Jibril and Jebril. It begins with "~", so that it never equals a word.
func soundKey(norm string) string {
	w := soundReplacer.Replace(norm)
	var b strings.Builder
	b.WriteByte('~')
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c == 'g' || c == 'q' || c == 'c' {
			c = 'k'
		}
		if i > 0 && (isVowel(c) || c == 'y' || c == 'w') {
			continue
		}
		if key := b.String(); key[len(key)-1] == c {
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

var soundReplacer = strings.NewReplacer("kh", "k", "gh", "g", "dh", "d", "th", "t", "ph", "f", "ou", "u", "oo", "u", "ee", "i", "sch", "sh", "tch", "ch", "j", "j", "dj", "j", "ya", "ia")

// soundsAlike reports whether the sound of a name is worth comparing: short sounds are shared by too many words.
func soundsAlike(norm string) bool { return len(norm) >= minSound && len(soundKey(norm)) >= 4 }
