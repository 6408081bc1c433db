package codebook

import "strings"

// literal is a phrase of the codebook that is looked for word for word, inflection aside. It is what the analyst wrote,
// so it counts in full and wins over what only means the same.
type literal struct {
	issue  int
	phrase string
	sign   int
	weight float64
}

// literalBonus is what the analyst's own words weigh more than a paraphrase.
const literalBonus = 0.6

// addLiteral enters a phrase as it stands.
func (c *issueCompiler) addLiteral(issue int, phrase string, sign int) {
	var keys []string
	weight := literalBonus
	for _, t := range Tokens(phrase) {
		if passedOver[t.Norm] {
			continue
		}
		keys = append(keys, lemmaKey(t.Norm))
		switch {
		case !t.Word || functionWords[t.Norm]:
		case c.v.generic[t.Norm]:
			weight += weightActor
		default:
			weight += weightContent
		}
	}
	if len(keys) == 1 {
		keys[0] = singular(Norm(strings.TrimSpace(phrase))) // a verb is another word than the noun that looks like it
	}
	if len(keys) > 0 && weight > literalBonus {
		c.ix.literals.add(keys, literal{issue, phrase, sign, weight})
	}
}

// passedOver may stand inside a phrase without changing it.
var passedOver = wordSet("the a an its their his her our any this that these those such")

// lemmaKey makes the forms of a word equal.
func lemmaKey(norm string) string {
	if l := verbLemma(norm); l != "" {
		return l
	}
	return singular(norm)
}

// singular takes a plural ending off.
func singular(w string) string {
	switch {
	case len(w) < 4 || endsInAny(w, "ss", "us", "is"):
		return w
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case endsInAny(w, "sses", "shes", "ches", "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

// literals finds the phrases that stand in the text word for word.
func (f *issueFinder) literals() {
	for i, t := range f.tokens {
		if passedOver[t.Norm] {
			continue
		}
		if node := f.m.issues.literals.next[singular(t.Norm)]; node != nil {
			f.literal(node, i, i)
		}
		node := f.m.issues.literals.next[lemmaKey(t.Norm)]
		for j := i; node != nil; {
			if j > i {
				f.literal(node, i, j)
			}
			j++
			for j < len(f.tokens) && j < i+maxLiteral && passedOver[f.tokens[j].Norm] {
				j++
			}
			if j >= len(f.tokens) || j >= i+maxLiteral {
				break
			}
			node = node.next[lemmaKey(f.tokens[j].Norm)]
		}
	}
}

// maxLiteral bounds the tokens of a literal match.
const maxLiteral = 24

func (f *issueFinder) literal(node *trie[literal], first, last int) {
	for _, l := range node.items {
		f.found = append(f.found, IssueMatch{
			Issue: f.m.cb.issues[l.issue].ID, First: first, Last: last, Start: f.tokens[first].Start, End: f.tokens[last].End,
			Sign: l.sign, Score: 1, Phrase: l.phrase, Peace: f.m.issues.peace[l.issue], weight: l.weight, Literal: true,
			Verb: startsWithVerb(f.tokens, first), Class: f.classAt(first, last), Core: first, coreEnd: last, Harm: f.m.issues.harm[l.issue],
		})
	}
}

// classAt gives the sense class of the last word of a match that has one.
func (f *issueFinder) classAt(first, last int) string {
	class := ""
	for _, h := range f.hits {
		if h.first >= first && h.last <= last && h.concept < len(f.m.vocab.classes) && f.m.vocab.classes[h.concept].Kind == "" {
			class = f.m.vocab.classes[h.concept].ID
		}
	}
	return class
}

// own notes which words of a sense class stand in the phrases of which issue.
func (c *issueCompiler) own(issue int, s slot) {
	if s.exact == "" {
		return
	}
	key := wordsKey(strings.Fields(s.exact))
	for _, a := range s.alts {
		if a >= len(c.v.classes) || c.v.classes[a].Kind != "" {
			continue
		}
		o := ownedWord{a, key}
		if c.ix.owners[o] == nil {
			c.ix.owners[o] = map[int]bool{}
		}
		c.ix.owners[o][issue] = true
	}
}

// ownedWord is a word or expression of a sense class.
type ownedWord struct {
	concept int
	key     string
}

func wordsKey(words []string) string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = stem(lemmaKey(w)) // "withdraw" and "withdrawal" are one word
	}
	return strings.Join(keys, " ")
}

// foreign reports whether a hit is a word that the codebook keeps for other issues: it is no synonym here.
func (f *issueFinder) foreign(issue int, h hit) bool {
	if h.concept >= len(f.m.vocab.classes) {
		return false
	}
	owners := f.m.issues.owners[ownedWord{h.concept, f.key(h)}]
	return owners != nil && !owners[issue]
}

// key gives the words of a hit in their basic form; each hit is asked about often and spelled once.
func (f *issueFinder) key(h hit) string {
	at := [2]int{h.first, h.last}
	k, ok := f.keys[at]
	if !ok {
		k = wordsKey(norms(f.tokens[h.first : h.last+1]))
		f.keys[at] = k
	}
	return k
}
