package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/loader/extract/syntax"
)

// writing are verbs with which somebody brings out a text.
var writing = codebook.Words("writing-verb")

// drafts are nouns of what somebody wants decided: "the bill would abolish the toll" says what its author wants.
var drafts = codebook.Words("draft-noun")

// learnTexts keeps in mind whose the texts are that a sentence names: "Peru circulated a draft", "a letter from Peru", so that
// "the draft" speaks for Peru.
func (r *roles) learnTexts(s *sentence) {
	for i := range s.tokens {
		n := s.norm(i)
		if !texts[n] && !drafts[n] || s.mentionAt(i) >= 0 {
			continue
		}
		if who := s.writers(i); len(who) > 0 {
			m := s.mentions[who[0]]
			m.person, m.Actor, m.with = false, m.body, nil
			for _, k := range who[1:] {
				m.with = append(m.with, s.mentions[k].body)
			}
			if r.byText[n] = (named{&m, r.now}); texts[s.norm(i-1)] { // "a draft resolution"
				r.byText[s.norm(i-1)] = r.byText[n]
			}
		}
	}
}

// writers gives whose text the noun at token i is.
func (s *sentence) writers(i int) []int {
	if who := s.possessor(i); len(who) > 0 {
		return who
	}
	if n := s.norm(i + 1); n == "by" || n == "from" {
		if who := s.listAfter(i + 2); len(who) > 0 && s.opensList(i+2, s.mentions[who[0]].First) {
			return who
		}
	}
	v := i + 1
	if s.norm(v) == "," {
		v++
	}
	if lemma, form := codebook.Verb(s.norm(v)); form == codebook.PastForm && writing[lemma] && s.norm(v+1) == "by" {
		return s.listAfter(v + 2) // "a plan drafted by Peru"
	}
	if s.tree == nil {
		return nil
	}
	g := s.tree.At(i)
	if g < 0 || s.tree.Groups[g].Tie != syntax.Object || s.tree.Groups[g].Gov < 0 {
		return nil
	}
	if v := &s.tree.Groups[s.tree.Groups[g].Gov]; writing[s.lemma(v)] && !v.Passive {
		return s.grammarSubject(v.Head)
	}
	return nil
}

// textAt gives whose text speaks where the noun at token i is the subject of a verb: "the draft calls for".
func (r *roles) textAt(s *sentence, i int) *mention {
	to, ok := r.byText[s.norm(i)]
	if !ok || drafts[s.norm(i)] && s.norm(i+1) != "would" || r.now-to.at > reach {
		return nil
	}
	k := i - 1
	for k > i-3 && (s.norm(k) == "draft" || s.norm(k) == "joint" || s.norm(k) == "final" || s.norm(k) == "proposed") {
		k--
	}
	if s.norm(k) != "the" {
		return nil
	}
	v := i + 1
	for adverbs[s.norm(v)] || endsLy(s.norm(v)) || s.norm(v) == `"` {
		v++
	}
	if _, form := codebook.Verb(s.norm(v)); form != codebook.ThirdPerson && !s.isFinite(v) && !auxiliaries[s.norm(v)] {
		return nil
	}
	return to.mention
}

// byAuthor reports whether the phrase at start names whose draft a noun before it is: "a bill by".
func (s *sentence) byAuthor(start, who int) bool {
	for k := start - 2; k >= 0 && k > start-6; k-- {
		if drafts[s.norm(k)] {
			return slices.Contains(s.writers(k), who)
		}
	}
	return false
}
