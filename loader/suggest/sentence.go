package suggest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stancegraph/codebook"
)

// maxTokens is how much of one sentence is looked at; a longer one is cut in pieces.
const maxTokens = 120

// sentence is a run of tokens with the actors that stand in it.
type sentence struct {
	text     string // of the whole document
	tokens   []codebook.Token
	mentions []codebook.ActorMatch
	at       []int                 // per token: number of the mention that covers it plus one, or 0
	learnt   []codebook.ActorMatch // names that the article itself tied to a known body
	lexicon  *codebook.Lexicon
	found    []codebook.Cue // by cues
	looked   bool
}

// cues finds the cues of the sentence when they are first asked for.
func (s *sentence) cues() []codebook.Cue {
	if !s.looked {
		s.found, s.looked = s.lexicon.CuesIn(s.tokens), true
	}
	return s.found
}

func (s *sentence) start() int { return s.tokens[0].Start }
func (s *sentence) end() int   { return s.tokens[len(s.tokens)-1].End }

// norm gives the normal form of a token, or nothing outside the sentence.
func (s *sentence) norm(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Norm
}

// upper reports whether a capitalised word stands at i.
func (s *sentence) upper(i int) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].Word && s.tokens[i].Upper
}

// mention gives the mention that covers token i, or nil.
func (s *sentence) mention(i int) *codebook.ActorMatch {
	if i < 0 || i >= len(s.at) || s.at[i] == 0 {
		return nil
	}
	return &s.mentions[s.at[i]-1]
}

// words gives the original text of tokens a to b.
func (s *sentence) words(a, b int) string { return oneLine(s.text[s.tokens[a].Start:s.tokens[b].End]) }

// example gives the sentence as one line, cut to a length that fits into a comment.
func (s *sentence) example() string { return clip(oneLine(s.text[s.start():s.end()])) }

const maxExample = 240

// clip shortens a line at a space.
func clip(line string) string {
	if len(line) <= maxExample {
		return strings.Clone(line)
	}
	cut := strings.LastIndexByte(line[:maxExample], ' ')
	if cut < maxExample/2 {
		for cut = maxExample; !utf8.RuneStart(line[cut]); {
			cut--
		}
	}
	return line[:cut] + " …"
}

// oneLine takes line breaks and what no comment can hold out of a text.
func oneLine(text string) string {
	clean := func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029':
			return -1
		}
		return r
	}
	return strings.Join(strings.Fields(strings.Map(clean, text)), " ")
}

// split cuts a text into sentences. Headlines, datelines and what is written in capitals throughout are left out: the
// capitals there say nothing about names.
func split(text string) []*sentence {
	tokens := codebook.Tokens(text)
	var out []*sentence
	from := 0
	for i := 1; i <= len(tokens); i++ {
		if i < len(tokens) && i-from < maxTokens && !ends(text, tokens, i) {
			continue
		}
		if s := newSentence(text, tokens[from:i]); s != nil {
			out = append(out, s)
		}
		from = i
	}
	return out
}

func newSentence(text string, tokens []codebook.Token) *sentence {
	tokens = afterDateline(tokens)
	if len(tokens) < 4 || isHeading(tokens) {
		return nil
	}
	return &sentence{text: text, tokens: tokens}
}

// ends reports whether a sentence ends before token i.
func ends(text string, tokens []codebook.Token, i int) bool {
	t, k := tokens[i], i-1
	gap := text[tokens[k].End:t.Start]
	if t.Line && strings.Count(gap, "\n") > 1 {
		return true
	}
	if k > 0 && (tokens[k].Norm == `"` || tokens[k].Norm == ")" || tokens[k].Norm == "'") {
		k--
	}
	if !terminal[tokens[k].Norm] {
		return t.Line && t.Upper && !wrapped(text, tokens[i-1])
	}
	if !t.Upper && t.Norm != `"` && t.Norm != "'" && t.Norm != "(" && !(t.Word && t.Norm[0] <= '9') || gap == "" {
		return false
	}
	if tokens[k].Norm == "." && k > 0 && !t.Line {
		before := tokens[k-1]
		return before.End != tokens[k].Start || !(before.Upper && (abbreviations[before.Norm] || len(before.Norm) == 1))
	}
	return true
}

// wrapped reports whether the line that ends with a token is as long as those of a text broken at a fixed width.
func wrapped(text string, last codebook.Token) bool {
	n := last.End - strings.LastIndexByte(text[:last.End], '\n') - 1
	return n > 60 && n < 90
}

var terminal = wordSet(". ? ! …")

var abbreviations = wordSet(`mr mrs ms dr gen col sen rep gov lt sgt maj capt adm st no vs jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd
bros prof rev hon dept univ mt ft sens reps pres`)

func afterDateline(tokens []codebook.Token) []codebook.Token {
	for i := 1; i < len(tokens)-3 && i < 14; i++ {
		if tokens[i].Norm == "-" {
			if before := tokens[i-1]; before.Norm == ")" || before.Caps && tokens[0].Caps {
				return tokens[i+1:]
			}
			break
		}
	}
	return tokens
}

// isHeading reports whether most words are capitalised, or a short line has no full stop.
func isHeading(tokens []codebook.Token) bool {
	words, capitals := 0, 0
	for _, t := range tokens {
		if t.Word {
			words++
			if t.Upper {
				capitals++
			}
		}
	}
	last := tokens[len(tokens)-1].Norm
	return words == 0 || capitals*10 > words*7 || words < 14 && !terminal[last] && last != `"` && last != "'" && last != ":"
}

func (s *sentence) findActors(m *codebook.Matcher) {
	s.mentions = m.ActorsIn(s.text, s.tokens)
	s.at = make([]int, len(s.tokens))
	for k, a := range s.mentions {
		for i := a.First; i <= a.Last; i++ {
			s.at[i] = k + 1
		}
	}
}

// adopt makes the learnt names mentions.
func (s *sentence) adopt() {
	for _, m := range s.learnt {
		s.mentions = append(s.mentions, m)
		for i := m.First; i <= m.Last; i++ {
			s.at[i] = len(s.mentions)
		}
	}
}

// hasWord reports whether one of the words stands among tokens a to b.
func (s *sentence) hasWord(set map[string]bool, a, b int) bool {
	return slices.ContainsFunc(s.tokens[a:b+1], func(t codebook.Token) bool { return set[t.Norm] })
}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
