package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
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

// attribute finds the speech frames of a sentence.
func (s *sentence) attribute(lexicon *codebook.Lexicon) {
	for _, o := range s.ops {
		switch o.Kind {
		case codebook.OpReport, codebook.OpClaim, codebook.OpDeny:
			if s.quoted[o.First] != 0 && !s.reportsInQuote(o.First) || s.plainNoun(o) {
				continue
			}
			if len(s.frames) > 0 && s.frames[len(s.frames)-1].verb == o.First {
				continue
			}
			if f, ok := s.speech(o, lexicon); ok {
				s.frames = append(s.frames, f)
			}
		case codebook.OpSource:
			if f, ok := s.accordingTo(o); ok {
				s.frames = append(s.frames, f)
			}
		}
	}
	s.closing()
	s.colon()
}

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

// plainNoun reports whether the grammar reads a speech verb as a noun, and nothing that is said follows: "two states".
func (s *sentence) plainNoun(o codebook.Operator) bool {
	if s.tree == nil || s.norm(o.Last) == "that" || s.norm(o.Last+1) == "that" {
		return false
	}
	g := s.tree.At(o.First)
	return g >= 0 && s.tree.Groups[g].Kind == syntax.Noun && s.norm(o.First-1) != `"` && s.norm(o.First-1) != ","
}

// reportsInQuote allows for a speech verb that an editor left inside the quotation marks.
func (s *sentence) reportsInQuote(i int) bool {
	return i > 0 && s.norm(i-1) == `"` || s.norm(i+1) == "that"
}

func (s *sentence) speech(o codebook.Operator, lexicon *codebook.Lexicon) (frame, bool) {
	v := o.First
	lemma, form := codebook.Verb(s.norm(v))
	f := frame{verb: v, kind: o.Kind, from: o.Last + 1, to: len(s.tokens)}
	if form == codebook.BaseForm && v > 0 && s.norm(v-1) == "to" {
		return f, false
	}
	if lemma == "quote" || lemma == "cite" {
		if f, ok := s.quotedAs(f); ok {
			return f, true
		}
	}
	complement := s.complement(o.Last + 1)
	afterQuote := v > 0 && (s.norm(v-1) == `"` || s.norm(v-1) == ",")
	if (afterQuote || s.norm(v-1) == "") && s.norm(o.Last) != "that" {
		if voices, text, end := s.inverted(o.Last + 1); len(voices) > 0 || text != "" {
			if lexicon.Inverts(lemma) && form != codebook.Gerund && s.closes(end) {
				f.voices, f.unnamed, f.left = voices, text, v
				f.from = end
				f.to = s.resumes(end)
				return f, true
			}
		}
	}
	if !complement && !lexicon.RelaysPlainly(lemma) && !s.quoteBefore(v) {
		return f, false
	}
	sub := s.subjectOf(v, 0)
	if who := s.grammarSubject(v); len(who) > 0 && sub.kind == unknownSubject {
		sub = subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First}
	}
	if who := s.saying(v, form); who >= 0 && sub.kind != actorSubject {
		sub = subject{kind: actorSubject, who: []int{who}, first: s.mentions[who].First}
	}
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
	if s.quoted[v] == 0 && len(f.voices) > 0 && s.quoted[f.voices[0].first] != 0 && s.norm(v-1) == `"` {
		f.voices, f.unnamed = nil, "whoever speaks" // `the relevant side in Peru," said a statement`
	}
	f.to = s.turn(f.from, f.to)
	return f, len(f.voices) > 0 || f.unnamed != ""
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

// turn gives where the teller takes over from what is said in tokens from to to-1: "said it agreed, though Peru refused".
func (s *sentence) turn(from, to int) int {
	for i := from; i+2 < to; i++ {
		if s.norm(i) != "," || s.quoted[i] != 0 || !turns[s.norm(i+1)] {
			continue
		}
		k := s.mentionAt(i + 2)
		if k < 0 && s.norm(i+2) == "the" {
			k = s.mentionAt(i + 3)
		}
		if k >= 0 && !s.mentions[k].guess && (s.isFinite(s.mentions[k].Last+1) || s.finiteAfter(s.mentions[k].Last+1)) {
			return i
		}
	}
	return to
}

var turns = set("though although whereas while when even")

// grammarSubject gives the actors that the grammar of the sentence has as subject of the verb at v.
func (s *sentence) grammarSubject(v int) []int {
	if s.tree == nil {
		return nil
	}
	g := s.tree.At(v)
	if g < 0 || s.tree.Groups[g].Kind != syntax.Verb {
		return nil
	}
	var who []int
	for _, n := range s.tree.Groups[g].Subj {
		who = append(who, s.whoIs(n, 0)...)
	}
	return who
}

// saying gives the person right before a speech verb in "with Ann Lee saying", or -1.
func (s *sentence) saying(v int, form codebook.VerbForm) int {
	k := s.mentionAt(v - 1)
	if form != codebook.Gerund || k < 0 || s.mentions[k].How == codebook.ByAdjective {
		return -1
	}
	for i := s.mentions[k].First - 1; i >= 0 && i > s.mentions[k].First-5; i-- {
		if s.norm(i) == "with" {
			return k
		}
	}
	return -1
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
	if timeWord(s.norm(i)) || sayings[s.norm(i)] {
		return nil, "", i // "he said Thursday"
	}
	if k, end := s.issuer(i); k >= 0 {
		return s.voices([]int{k}), "", end
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

// issuer gives the actor behind a text that speaks at token i, and where the words end: "said a statement from Peru's
// ministry".
func (s *sentence) issuer(i int) (who, end int) {
	if n := s.norm(i); n != "a" && n != "the" || !texts[s.norm(i+1)] {
		return -1, i
	}
	for k := i + 2; k < len(s.tokens) && k < i+7; k++ {
		if n := s.norm(k); n != "from" && n != "by" {
			continue
		}
		for j := k + 1; j < len(s.tokens) && j < k+8 && s.tokens[j].Word; j++ {
			m := s.mentionAt(j)
			if m < 0 {
				continue
			}
			last := s.mentions[m].Last
			if next := s.mentionAt(last + 2); next >= 0 && s.norm(last+1) == "'s" {
				return next, s.mentions[next].Last + 1
			}
			for p := last + 1; p < last+5; p++ { // "Peru's foreign ministry spokesman Ann Lee"
				if next := s.mentionAt(p); next >= 0 && s.mentions[next].person {
					return next, s.mentions[next].Last + 1
				}
			}
			return m, last + 1
		}
	}
	return -1, i
}

var texts = codebook.Words("text")

// sayings are words behind a speech verb that tell when or how something is said.
var sayings = set("late early earlier later last this yesterday today tonight again recently then so flatly bluntly publicly privately")

func (s *sentence) voices(who []int) []voice {
	var out []voice
	for _, k := range who {
		m := s.mentions[k]
		out = append(out, voice{actor: m.Actor, body: m.body, person: m.person, text: s.words(m.First, m.Last), first: m.First, last: m.Last})
		if s.several(m) {
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
		if s.frames[k].covers(i) && s.frames[k].verb < i {
			out = append(out, s.frames[k])
		}
	}
	for _, f := range s.frames { // "Peru said it agrees, Chile said": the verb behind stands outside
		if f.covers(i) && f.verb >= i {
			out = append(out, f)
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
