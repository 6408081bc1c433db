package extract

import "stancegraph/codebook"

// closing finds who utters a quotation that the sentence begins with, whatever the verb: `"No," Ann Lee countered`.
func (s *sentence) closing() {
	i := 0
	for i < len(s.tokens) && s.quoted[i] != 0 {
		i++
	}
	if s.norm(i) == `"` {
		i++
	}
	if len(s.frames) > 0 || i < 3 || i+1 >= len(s.tokens) || s.norm(i-2) != "," && s.norm(i-1) != "," {
		return
	}
	k := s.mentionAt(i)
	if k < 0 && s.norm(i) == "the" {
		k = s.mentionAt(i + 1)
	}
	for v := i + 1; k < 0 && v < i+6; v++ {
		k = s.mentionAt(v)
	}
	if k < 0 || s.mentions[k].How == codebook.ByAdjective {
		return
	}
	if v := s.mentions[k].Last + 1; s.isFinite(v) {
		s.frames = append(s.frames, frame{verb: v, kind: codebook.OpReport, voices: s.voices([]int{k}), from: len(s.tokens), to: len(s.tokens), left: i})
	}
}

// reportsInQuote allows for a speech verb that an editor left inside the quotation marks.
func (s *sentence) reportsInQuote(i int) bool {
	return i > 0 && s.norm(i-1) == `"` || s.norm(i+1) == "that"
}

// quotedAs reads "the paper quoted Ann Lee as saying": Lee speaks.
func (s *sentence) quotedAs(f frame) (frame, bool) {
	for i := f.from; i+1 < len(s.tokens) && i < f.from+16; i++ {
		if s.norm(i) != "as" || s.norm(i+1) != "saying" && s.norm(i+1) != "telling" {
			continue
		}
		for k := i - 1; k >= f.from; k-- {
			if m := s.mentionAt(k); m >= 0 && s.mentions[m].How != codebook.ByAdjective {
				f.voices, f.from = s.voices([]int{m}), i+2
				return f, true
			}
		}
	}
	return f, false
}

func (s *sentence) quoteBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-16; k-- {
		if s.norm(k) == `"` {
			return true
		}
	}
	return false
}

// resumes gives where a quotation or clause that goes on behind "he said" ends.
func (s *sentence) resumes(i int) int {
	for k := i; k < len(s.tokens); k++ {
		if s.norm(k) == `"` {
			return len(s.tokens)
		}
	}
	return i
}

// follow hands the speaker from sentence to sentence: a quotation without a speech verb goes on with the last speaker.
func follow(sentences []*sentence) map[int]*voice {
	byQuote := saidBy(sentences)
	var last *voice
	for _, s := range sentences {
		if s.skip {
			continue
		}
		for _, q := range s.quoted {
			if q == 0 {
				continue
			}
			if byQuote[q] == nil && last != nil && s.mostlyQuoted() {
				byQuote[q] = last
			}
			if byQuote[q] != nil {
				last = byQuote[q]
			}
		}
		if n := len(s.frames); n > 0 {
			last = s.frames[n-1].lastVoice()
		}
	}
	return byQuote
}

// saidBy gives who utters the quotations that stand beside a speech verb.
func saidBy(sentences []*sentence) map[int]*voice {
	byQuote := map[int]*voice{}
	for _, s := range sentences {
		for _, f := range s.frames {
			v := f.lastVoice()
			for i, q := range s.quoted {
				if v != nil && q != 0 && f.covers(i) && byQuote[q] == nil {
					byQuote[q] = v
				}
			}
		}
	}
	return byQuote
}

// lastVoice gives the speaker who is named last, or nil.
func (f frame) lastVoice() *voice {
	if len(f.voices) == 0 {
		return nil
	}
	return &f.voices[len(f.voices)-1]
}

// mostlyQuoted reports whether most of a sentence stands in quotation marks.
func (s *sentence) mostlyQuoted() bool {
	n := 0
	for _, q := range s.quoted {
		if q != 0 {
			n++
		}
	}
	return n*2 > len(s.tokens)
}
