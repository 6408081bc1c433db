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

// plainNoun reports whether the grammar reads a speech verb as a noun, and nothing that is said follows: "two states".
func (s *sentence) plainNoun(o codebook.Operator) bool {
	if s.tree == nil || s.norm(o.Last) == "that" || s.norm(o.Last+1) == "that" {
		return false
	}
	switch next := s.norm(o.First + 1); s.norm(o.First) {
	case "states", "state": // "states and towns said", "the State of the Union"
		if next == "and" || next == "or" || next == "of" || prepositions[next] || o.First > 0 && s.tokens[o.First].Upper {
			return true
		}
	case "think":
		return next == "tank" || next == "tanks"
	}
	g := s.tree.At(o.First)
	return g >= 0 && s.tree.Groups[g].Kind == syntax.Noun && s.norm(o.First-1) != `"` && s.norm(o.First-1) != ","
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
	if next := s.norm(o.Last + 1); lemma == "continue" && next != "that" && !s.quoteBefore(v) && s.tokens[min(o.Last+1, len(s.tokens)-1)].Word {
		return f, false // "continued their march"
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
	if who := s.sayingNoun(o); len(who) > 0 {
		sub = subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First}
	} else if o.Kind == codebook.OpReport && o.First < o.Last && s.norm(o.Last) == "that" { // "left the hall convinced that"
		sub = s.outer(v, 0)
	}
	if who := s.grammarSubject(v); len(who) > 0 && sub.kind == unknownSubject {
		sub = subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First}
	}
	if who := s.saying(v, form); who >= 0 && sub.kind != actorSubject {
		sub = subject{kind: actorSubject, who: []int{who}, first: s.mentions[who].First}
	}
	switch sub.kind {
	case actorSubject:
		f.voices = s.voices(s.withRoster(sub.who))
	case unknownSubject:
		if f.voices = s.dashed(v); len(f.voices) == 0 {
			f.unnamed = sub.text
		}
	default:
		return f, false
	}
	if first := s.officeBefore(sub.first); len(f.voices) > 0 && s.norm(first-1) == "," || s.norm(first-1) == `"` {
		sub.first = first
	}
	if k := sub.first - 1; k >= 0 && (s.norm(k) == "," || s.norm(k) == `"`) && !complement {
		f.left = sub.first
		f.from = o.Last + 1
		if f.to = s.resumes(o.Last + 1); s.norm(k) == "," && s.norm(o.Last+1) == "," { // "Peru, Chile says, is blocking the pact"
			f.to = len(s.tokens)
		}
	} else if k >= 1 && s.norm(k) == `"` || k >= 1 && s.norm(k) == "," && s.quoteBefore(sub.first) {
		f.left = sub.first
	}
	if s.quoted[v] == 0 && len(f.voices) > 0 && s.quoted[f.voices[0].first] != 0 && s.norm(v-1) == `"` {
		f.voices, f.unnamed = nil, "whoever speaks" // `the relevant side in Peru," said a statement`
	}
	if f.to = s.turn(f.from, f.to); !complement {
		f.to = s.occasion(f.from, f.to)
	}
	return f, len(f.voices) > 0 || f.unnamed != ""
}

// officeBefore gives where the words begin that say in what office the actor at token i speaks: "the foreign minister of
// Peru", "a senior Peruvian official".
func (s *sentence) officeBefore(i int) int {
	for k := 0; k < 7 && i > 0; k++ {
		n := s.norm(i - 1)
		if k := s.mentionAt(i - 1); k >= 0 && s.mentions[k].How == codebook.ByAdjective && i > 1 { // "the Peruvian foreign ministry's"
			i = s.mentions[k].First
			continue
		}
		if n != "the" && n != "a" && n != "an" && n != "of" && n != "for" && n != "from" && !headRoles[n] && !institutions[n] && !roleWords[n] && !titleWords[n] && !texts[n] && !rankWords[n] {
			break
		}
		i--
	}
	return i
}

var rankWords = set("senior top chief leading")

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

// occasion gives where, among tokens from to to-1, the teller says upon what something was announced that the sentence only
// names: "announced a visit after Peru backed the pact".
func (s *sentence) occasion(from, to int) int {
	for i := from + 1; i < to; i++ {
		if n := s.norm(i); (n == "after" || n == "before") && s.quoted[i] == 0 {
			return i
		}
	}
	return to
}

var turns = set("though although whereas while when even")

// complement reports whether what follows a speech verb is what is said.
func (s *sentence) complement(i int) bool {
	for k := i; k < len(s.tokens) && k < i+10; k++ {
		switch n := s.norm(k); {
		case n == "that" || n == `"` || n == ":":
			return true
		case n == "," || n == ".":
			return k > i && s.finiteAfter(i)
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
		if n == "," || n == "to" || n == "." || n == "after" || n == "before" {
			return false
		}
		if s.isFinite(k) {
			return k > i
		}
	}
	return false
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
