package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/loader/extract/syntax"
)

// parse finds the grammar of a sentence.
func (s *sentence) parse() {
	if len(s.tokens) == 0 {
		return
	}
	words := make([]syntax.Word, len(s.tokens))
	var texts []string
	var from []int
	open := false
	for i := 0; i < len(s.tokens); {
		t := s.tokens[i]
		end := i + 1
		for end < len(s.tokens) && s.tokens[end].Joined {
			end++
		}
		text := s.text[t.Start:s.tokens[end-1].End]
		if t.Norm == `"` {
			if text = "''"; !open {
				text = "``"
			}
			open = !open
		} else if !t.Word {
			text = t.Norm
		} else if strings.HasPrefix(t.Norm, "'") || t.Norm == "n't" {
			text = t.Norm
		}
		texts = append(texts, text)
		from = append(from, i)
		i = end
	}
	for k, tagged := range readTagger().tag(texts) {
		end := len(s.tokens)
		if k+1 < len(from) {
			end = from[k+1]
		}
		for i := from[k]; i < end; i++ {
			t := s.tokens[i]
			words[i] = syntax.Word{Text: s.text[t.Start:t.End], Norm: t.Norm, Tag: mended(tagged, t.Norm), Upper: t.Upper}
		}
		if end-from[k] > 1 && s.party(from[k]) { // "R-Utah": an aside
			for i := from[k]; i < end; i++ {
				words[i].Tag, words[i].Norm = ",", ","
			}
		} else if end-from[k] > 1 { // "two-month-old", "cease-fire"
			for i := from[k]; i < end-1; i++ {
				words[i].Tag = firstPart(tagged)
			}
		}
	}
	var names []syntax.Span
	for _, m := range s.mentions {
		if !m.guess && m.How != codebook.ByAdjective {
			bothBehind(words, m.Last+1)
			if i := m.Last + 1; i < len(s.tokens) && !s.tokens[i].Joined {
				verbBehind(words, i, m.First == 0 || opening[words[m.First-1].Norm])
			}
			names = append(names, syntax.Span{First: m.First, Last: m.Last})
		}
	}
	s.tree = syntax.Parse(words, names)
}

// bothBehind mends tags behind a name: "Peru and Chile both issued statements".
func bothBehind(words []syntax.Word, i int) {
	if i+1 >= len(words) {
		return
	}
	if n := words[i].Norm; n != "both" && n != "all" && n != "each" {
		return
	}
	if _, form := codebook.Verb(words[i+1].Norm); form == codebook.PastForm {
		words[i].Tag, words[i+1].Tag = "RB", "VBD"
	}
}

// verbBehind mends the tag of a verb right behind a name that was taken for an adjective or a noun: "Peru imposed sanctions",
// "Peru backs the ban".
func verbBehind(words []syntax.Word, i int, opens bool) {
	if i+1 >= len(words) || words[i].Upper || strings.HasPrefix(words[i].Tag, "V") {
		return
	}
	_, form := codebook.Verb(words[i].Norm)
	switch next := words[i+1].Tag; {
	case form == codebook.PastForm:
		words[i].Tag = "VBD"
	case form == codebook.ThirdPerson && (next == "DT" || next == "PRP$" || next == "VBG" || opens && strings.HasPrefix(next, "N") && !codebook.NounLike(words[i].Norm)):
		words[i].Tag = "VBZ"
	}
}

// opening are words behind which a clause begins.
var opening = set(", and but that said says while as because although")

// affirm takes the negation from the groups around words that only look like one: "not only supports", "no doubt".
func (s *sentence) affirm() {
	if s.tree == nil {
		return
	}
	for _, o := range s.ops {
		if o.Kind != codebook.OpPseudo {
			continue
		}
		for i := o.First; i <= o.Last+1 && i < len(s.tokens); i++ {
			if g := s.tree.At(i); g >= 0 {
				s.tree.Groups[g].Negated = false
			}
		}
	}
}

// nounEndings are endings of nouns that are no verbs, unless the lexicon knows one.
var nounEndings = []string{"ty", "ance", "ence", "ship", "tion", "sion", "ment", "ness", "ism", "ist", "troop"}

// mended gives a better tag to a verb that was taken for a preposition, and to a noun that was taken for a verb.
func mended(tag, norm string) string {
	if tag == "VB" || tag == "VBP" || tag == "VBZ" || tag == "VBD" {
		stem := strings.TrimSuffix(norm, "s")
		if _, form := codebook.Verb(norm); form == codebook.NotVerb && slices.ContainsFunc(nounEndings, func(e string) bool { return strings.HasSuffix(stem, e) }) {
			if stem != norm {
				return "NNS"
			}
			return "NN"
		}
	}
	if tag != "IN" || prepositions[norm] || subordinators[norm] {
		return tag
	}
	switch _, form := codebook.Verb(norm); form {
	case codebook.BaseForm:
		return "VB"
	case codebook.ThirdPerson:
		return "VBZ"
	case codebook.PastForm:
		return "VBD"
	}
	return tag
}

// firstPart gives the tag of the first words of a hyphenated word.
func firstPart(tag string) string {
	if strings.HasPrefix(tag, "NN") {
		return "NN"
	}
	return "JJ"
}

// party reports whether a legislator's party and state begin at token i: "R-Utah".
func (s *sentence) party(i int) bool {
	n := s.norm(i)
	return (n == "r" || n == "d" || n == "i") && s.tokens[i].Upper && i+1 < len(s.tokens) && s.tokens[i+1].Joined
}
