package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// voice is who utters something.
type voice struct {
	actor  graph.ActorID
	body   graph.ActorID
	person bool
	text   string
	first  int // token of the mention, in its sentence
	last   int
	why    string
}

// frame is a speech verb with its speakers and what they say.
type frame struct {
	verb     int
	kind     codebook.OpKind
	voices   []voice
	from, to int    // tokens of what is said, to exclusive
	left     int    // what is said before the speaker: tokens 0 to left
	unnamed  string // how the text names a speaker who is no actor
}

func (f frame) covers(i int) bool { return i >= f.from && i < f.to || i < f.left }

func (s *sentence) isReport(i int) bool {
	for _, o := range s.ops {
		if o.First <= i && i <= o.Last && (o.Kind == codebook.OpReport || o.Kind == codebook.OpClaim || o.Kind == codebook.OpDeny) {
			return true
		}
	}
	return false
}

// plainReports are verbs that always relay what somebody says; the others do only with "that" or a quotation.
var plainReports = set("say tell add state note announce explain report claim argue insist charge allege declare tweet believe think warn conclude admit concede stress write emphasize reiterate")

// attribute finds the speech frames of a sentence.
func (s *sentence) attribute() {
	for _, o := range s.ops {
		switch o.Kind {
		case codebook.OpReport, codebook.OpClaim, codebook.OpDeny:
			if s.quoted[o.First] != 0 && !s.reportsInQuote(o.First) {
				continue
			}
			if len(s.frames) > 0 && s.frames[len(s.frames)-1].verb == o.First {
				continue
			}
			if f, ok := s.speech(o); ok {
				s.frames = append(s.frames, f)
			}
		case codebook.OpSource:
			if f, ok := s.accordingTo(o); ok {
				s.frames = append(s.frames, f)
			}
		}
	}
	s.colon()
}

// reportsInQuote allows for a speech verb that an editor left inside the quotation marks.
func (s *sentence) reportsInQuote(i int) bool {
	return i > 0 && s.norm(i-1) == `"` || s.norm(i+1) == "that"
}

func (s *sentence) speech(o codebook.Operator) (frame, bool) {
	v := o.First
	lemma, form := codebook.Verb(s.norm(v))
	f := frame{verb: v, kind: o.Kind, from: o.Last + 1, to: len(s.tokens)}
	if form == codebook.BaseForm && v > 0 && s.norm(v-1) == "to" {
		return f, false
	}
	complement := s.complement(o.Last + 1)
	afterQuote := v > 0 && (s.norm(v-1) == `"` || s.norm(v-1) == ",")
	if (afterQuote || s.norm(v-1) == "") && s.norm(o.Last) != "that" {
		if voices, text, end := s.inverted(o.Last + 1); len(voices) > 0 || text != "" {
			if invertible[lemma] && form != codebook.Gerund && s.closes(end) {
				f.voices, f.unnamed, f.left = voices, text, v
				f.from = end
				f.to = s.resumes(end)
				return f, true
			}
		}
	}
	if !complement && !plainReports[lemma] && !s.quoteBefore(v) {
		return f, false
	}
	sub := s.subjectOf(v, 0)
	switch sub.kind {
	case actorSubject:
		f.voices = s.voices(sub.who)
	case unknownSubject:
		if f.voices = s.dashed(v); len(f.voices) == 0 {
			f.unnamed = sub.text
		}
	default:
		return f, false
	}
	if k := sub.first - 1; k >= 0 && (s.norm(k) == "," || s.norm(k) == `"`) && !complement {
		f.left = sub.first
		f.from = o.Last + 1
		f.to = s.resumes(o.Last + 1)
	} else if k >= 1 && s.norm(k) == `"` || k >= 1 && s.norm(k) == "," && s.quoteBefore(sub.first) {
		f.left = sub.first
	}
	return f, len(f.voices) > 0 || f.unnamed != ""
}

// dashed gives the actors listed between dashes before a verb: "four states - Peru, Chile, Malta and Ghana - warned".
func (s *sentence) dashed(v int) []voice {
	for i := v - 1; i > 0 && v-i < 14; i-- {
		if s.norm(i) != "-" {
			continue
		}
		for k := i - 1; k > 0 && i-k < 40; k-- {
			if s.norm(k) == "-" {
				if who := s.listAfter(k + 1); len(who) > 1 && s.mentions[who[len(who)-1]].Last == i-1 {
					return s.voices(who)
				}
				return nil
			}
		}
	}
	return nil
}

// closes reports whether a speaker behind its verb ends there: nothing but a mark or an adverbial follows.
func (s *sentence) closes(end int) bool {
	n := s.norm(end)
	return n == "" || !s.tokens[end].Word || prepositions[n] || adverbs[n] || n == "who" || n == "when"
}

var invertible = set("say add tell write explain note declare ask warn argue insist tweet state reply recall observe continue respond announce claim joke conclude stress")

// complement reports whether what follows a speech verb is what is said.
func (s *sentence) complement(i int) bool {
	for k := i; k < len(s.tokens) && k < i+10; k++ {
		switch n := s.norm(k); {
		case n == "that" || n == `"` || n == ":":
			return true
		case n == "," || n == ".":
			return false
		case n == "he" || n == "she" || n == "they" || n == "it" || n == "there" || n == "we":
			return k+1 < len(s.tokens)
		}
		if m := s.mentionAt(k); m >= 0 && k == i {
			next := s.mentions[m].Last + 1
			return s.isFinite(next) || s.finiteAfter(next)
		}
	}
	return s.finiteAfter(i)
}

// finiteAfter reports whether a finite verb stands within a few tokens, so that a clause begins at i.
func (s *sentence) finiteAfter(i int) bool {
	for k := i; k < len(s.tokens) && k < i+9; k++ {
		n := s.norm(k)
		if n == "," || n == "to" || n == "." {
			return false
		}
		if s.isFinite(k) {
			return k > i
		}
	}
	return false
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

// inverted reads the speaker behind a speech verb: `," said Ann Lee, the envoy`.
func (s *sentence) inverted(i int) (voices []voice, unnamed string, end int) {
	if k := s.mentionAt(i); k >= 0 && s.mentions[k].How != codebook.ByAdjective {
		who := []int{k}
		return s.voices(who), "", s.mentions[k].Last + 1
	}
	for k := i; k < len(s.tokens) && k < i+8; k++ {
		if !s.tokens[k].Word {
			if k > i && s.verbBetween(i, k) {
				return nil, "", i // a clause, not a speaker
			}
			if k > i {
				return nil, s.words(i, k-1), k
			}
			return nil, "", i
		}
		if m := s.mentionAt(k); m >= 0 {
			last := s.mentions[m].Last
			if institutions[s.norm(last+1)] || s.mentions[m].person || headRoles[s.norm(k-1)] || s.norm(k-1) == "of" || s.norm(k-1) == "the" {
				return s.voices([]int{m}), "", last + 1
			}
			k = last
		}
		if prepositions[s.norm(k)] && k == i || s.norm(k) == "that" {
			return nil, "", i
		}
	}
	return nil, "", i
}

func (s *sentence) voices(who []int) []voice {
	var out []voice
	for _, k := range who {
		m := s.mentions[k]
		out = append(out, voice{actor: m.Actor, body: m.body, person: m.person, text: s.words(m.First, m.Last), first: m.First, last: m.Last})
		if pluralPronouns[s.norm(m.First)] {
			for _, body := range m.with {
				out = append(out, voice{actor: body, body: body, text: s.words(m.First, m.Last), first: m.First, last: m.Last})
			}
		}
	}
	return out
}

func (s *sentence) accordingTo(o codebook.Operator) (frame, bool) {
	f := frame{verb: o.First, kind: codebook.OpSource, left: o.First, from: len(s.tokens), to: len(s.tokens)}
	end := o.Last + 1
	for end < len(s.tokens) && s.norm(end) != "," && s.norm(end) != "." {
		if m := s.mentionAt(end); m >= 0 && len(f.voices) == 0 && s.mentions[m].How != codebook.ByAdjective {
			f.voices = s.voices([]int{m})
		}
		end++
	}
	if o.First == 0 {
		f.from = end
	}
	return f, len(f.voices) > 0
}

// colon finds speech behind a colon: `Ann Lee: "We agree"`.
func (s *sentence) colon() {
	for i := 1; i+1 < len(s.tokens) && i < 30; i++ {
		if s.norm(i) != ":" || s.norm(i+1) != `"` || len(s.frames) > 0 {
			continue
		}
		if sub := s.firstPhrase(i); sub.kind == actorSubject {
			s.frames = append(s.frames, frame{verb: i, kind: codebook.OpReport, voices: s.voices(sub.who), from: i + 1, to: len(s.tokens)})
		}
	}
}

// speakerOf gives the frames that cover token i, innermost first.
func (s *sentence) speakerOf(i int) []frame {
	var out []frame
	for k := len(s.frames) - 1; k >= 0; k-- {
		if s.frames[k].covers(i) {
			out = append(out, s.frames[k])
		}
	}
	return out
}

// follow hands the speaker from sentence to sentence: a quotation without a speech verb goes on with the last speaker.
func follow(sentences []*sentence) map[int]*voice {
	byQuote := map[int]*voice{}
	var last *voice
	lastParagraph := -9
	for _, s := range sentences {
		if s.skip {
			continue
		}
		for _, f := range s.frames {
			if len(f.voices) == 0 {
				if f.unnamed != "" {
					last = nil
				}
				continue
			}
			v := f.voices[len(f.voices)-1]
			last, lastParagraph = &v, s.paragraph
			for i, q := range s.quoted {
				if q != 0 && f.covers(i) && byQuote[q] == nil {
					byQuote[q] = &v
				}
			}
		}
	}
	_ = lastParagraph
	last = nil
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
			if k := s.frames[n-1]; len(k.voices) > 0 {
				v := k.voices[len(k.voices)-1]
				last = &v
			} else {
				last = nil
			}
		}
	}
	return byQuote
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
