package extract

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// maxTokens is how much of one sentence is looked at; a longer one is cut in pieces.
const maxTokens = 120

// sentence is a run of tokens, with everything that the stages find in it.
type sentence struct {
	text      string // of the whole document
	tokens    []codebook.Token
	quoted    []int // per token: number of the quotation it stands in, or 0
	paragraph int
	skip      bool // caption, credit or heading: no statement comes from it
	heading   bool

	mentions []mention
	lists    [][]int // of mentions: people who are listed with their homes or one title
	issues   []codebook.IssueMatch
	implied  []codebook.IssueMatch // where no issue is named: what the sentence may be about
	cues     []codebook.Cue
	owned    []owned
	ops      []codebook.Operator
	tones    []codebook.Tone
	frames   []frame
	heard    map[graph.ActorID]graph.ActorID // body -> who is heard for it here or shortly behind, or "" for several
	tree     *syntax.Tree
}

func (s *sentence) start() int { return s.tokens[0].Start }
func (s *sentence) end() int   { return s.tokens[len(s.tokens)-1].End }

func (s *sentence) norm(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Norm
}

// words gives the original text of tokens a to b.
func (s *sentence) words(a, b int) string { return s.text[s.tokens[a].Start:s.tokens[b].End] }

// split cuts a text into sentences and marks what is quoted.
func split(text string) []*sentence {
	tokens := codebook.Tokens(blankLinks(text))
	sp := &splitter{text: text, tokens: tokens, quoted: make([]int, len(tokens))}
	sp.quotes()
	return sp.sentences()
}

type splitter struct {
	text   string
	tokens []codebook.Token
	quoted []int
	out    []*sentence
}

// quotes numbers the quotations. A quotation ends with its paragraph at the latest.
func (sp *splitter) quotes() {
	number, open, single := 0, false, false
	for i, t := range sp.tokens {
		if t.Line && i > 0 && sp.paragraphEnds(i) {
			open, single = false, false
		}
		switch {
		case t.Norm == `"`:
			if open = sp.opens(i, open); open {
				number++
			}
			continue
		case t.Norm == "'" && !open:
			if single = sp.opensSingle(i, single); single {
				number++
			}
			continue
		}
		if open || single {
			sp.quoted[i] = number
		}
	}
}

// opens decides whether a double quotation mark opens or closes.
func (sp *splitter) opens(i int, open bool) bool {
	switch mark := sp.text[sp.tokens[i].Start:sp.tokens[i].End]; mark {
	case "“", "„", "«", "``":
		return true
	case "”", "»", "''":
		return false
	}
	return !open
}

func (sp *splitter) opensSingle(i int, open bool) bool {
	t := sp.tokens[i]
	spaceBefore := t.Start == 0 || strings.ContainsRune(" \n\t(", rune(sp.text[t.Start-1]))
	if open {
		return false
	}
	if !spaceBefore || t.End >= len(sp.text) || sp.text[t.End] == ' ' {
		return false
	}
	for k := i + 1; k < len(sp.tokens) && k < i+60; k++ { // it must be closed again
		if sp.tokens[k].Norm == "'" && !strings.HasPrefix(sp.text[sp.tokens[k].End:], "s") {
			return true
		}
	}
	return false
}

// paragraphEnds reports whether the line break before token i ends a paragraph.
func (sp *splitter) paragraphEnds(i int) bool {
	gap := sp.text[sp.tokens[i-1].End:sp.tokens[i].Start]
	if strings.Count(gap, "\n") > 1 {
		return true
	}
	prev := sp.tokens[i-1].Norm
	if terminal[prev] || prev == `"` {
		return true
	}
	return sp.tokens[i].Upper && prev != "," && prev != "-" && !sp.wrapped(i)
}

// wrapped reports whether the line before token i is as long as the lines of a text broken at a fixed width.
func (sp *splitter) wrapped(i int) bool {
	from := strings.LastIndexByte(sp.text[:sp.tokens[i-1].End], '\n') + 1
	n := sp.tokens[i-1].End - from
	return n > 60 && n < 90
}

var terminal = map[string]bool{".": true, "?": true, "!": true, "…": true}

var abbreviations = set(`mr mrs ms dr gen col sen rep gov lt sgt maj capt adm st no vs jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd
bros prof rev hon fig gens sens reps pres cmdr cpl pvt supt sec dept univ mt ft`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

func (sp *splitter) sentences() []*sentence {
	from, paragraph := 0, 0
	for i := range sp.tokens {
		switch {
		case i > from && sp.tokens[i].Line && sp.paragraphEnds(i):
			sp.cut(from, i, paragraph)
			from = i
			paragraph++
		case i > from && sp.endsBefore(i), i-from >= maxTokens:
			sp.cut(from, i, paragraph)
			from = i
		}
	}
	if from < len(sp.tokens) {
		sp.cut(from, len(sp.tokens), paragraph)
	}
	return sp.out
}

// endsBefore reports whether a sentence ends before token i.
func (sp *splitter) endsBefore(i int) bool {
	k := i - 1
	if k > 0 && (sp.tokens[k].Norm == `"` && sp.quoted[k-1] != 0 || sp.tokens[k].Norm == ")") {
		k--
	}
	if k < 0 || !terminal[sp.tokens[k].Norm] {
		return false
	}
	t := sp.tokens[i]
	if !t.Upper && t.Norm != `"` && !(t.Word && t.Norm[0] >= '0' && t.Norm[0] <= '9') && t.Norm != "(" && t.Norm != "[" {
		return false
	}
	if t.Norm == `"` && sp.quoted[i-1] != 0 && k == i-1 {
		return false // the closing mark belongs to the sentence
	}
	if sp.tokens[k].Norm == "." && k > 0 {
		before := sp.tokens[k-1]
		if before.End == sp.tokens[k].Start && (abbreviations[before.Norm] && before.Upper || len(before.Norm) == 1 && before.Upper) {
			return false
		}
	}
	return sp.tokens[k].Norm != "…" || t.Upper
}

func (sp *splitter) cut(a, b, paragraph int) {
	for b-a > 0 {
		n := min(b-a, maxTokens)
		s := &sentence{text: sp.text, tokens: sp.tokens[a : a+n], quoted: sp.quoted[a : a+n], paragraph: paragraph}
		s.dateline()
		s.classify()
		sp.out = append(sp.out, s)
		a += n
	}
}

// dateline cuts "PARIS (Reuters) - " from the front of a sentence: the place there is no actor.
func (s *sentence) dateline() {
	for i := 1; i < len(s.tokens)-3 && i < 14; i++ {
		if s.tokens[i].Norm != "-" {
			continue
		}
		if before := s.tokens[i-1]; before.Norm == ")" || s.tokens[0].Caps && s.tokens[0].End-s.tokens[0].Start > 3 && i < 6 {
			s.tokens, s.quoted = s.tokens[i+1:], s.quoted[i+1:]
		}
		return
	}
}

// caption reports whether a line without a full stop tells what a picture shows.
func (s *sentence) caption() bool {
	for i := 1; i < len(s.tokens); i++ {
		if n := s.tokens[i].Norm; (n == "seen" || n == "pictured" || n == "shown") && auxiliaries[s.tokens[i-1].Norm] {
			return true
		}
	}
	return false
}

// classify marks what is no running text.
func (s *sentence) classify() {
	words, capitals := 0, 0
	for _, t := range s.tokens {
		if t.Word {
			words++
			if t.Upper {
				capitals++
			}
		}
	}
	last := s.tokens[len(s.tokens)-1].Norm
	s.heading = !terminal[last] && last != `"` && last != ":" && words < 14
	text := strings.ToLower(s.words(0, min(len(s.tokens)-1, 8)))
	for _, p := range []string{"photograph:", "photo:", "©", "copyright", "(additional reporting", "(reporting by", "(editing by", "(writing by",
		"image copyright", "media caption", "image caption", "additional reporting by", "comments 0", ", comments", "read more", "click here", "related:", "follow us", "advertisement",
		"0 comments", "the associated press", "all rights reserved", "getty images", "sign up"} {
		if strings.HasPrefix(text, p) {
			s.skip = true
		}
	}
	if words == 0 || s.heading && s.caption() {
		s.skip = true
	}
}
