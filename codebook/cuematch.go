package codebook

import (
	"slices"
	"strings"
)

// longest gives the entry with the most words at a token and the token after its last word.
func (l *Lexicon) longest(index map[string][]*form, tokens []Token, i int) (*form, int) {
	var best *form
	end := i
	for _, f := range index[tokens[i].Norm] {
		stop := f.match(tokens, i)
		if stop == 0 || f.part == PartVerb && (isNoun(tokens, i) || f.parted(tokens, i, stop)) || f.not && l.pseudoAt(tokens, i) {
			continue
		}
		if best == nil || len(f.words) > len(best.words) || len(f.words) == len(best.words) && stop < end {
			best, end = f, stop
		}
	}
	return best, end
}

// parted reports whether the "to" behind a verb and its object begins no infinitive: "fight the toll to the end" does not hold "fight to".
func (f *form) parted(tokens []Token, i, stop int) bool {
	return len(f.words) == 2 && f.words[1] == "to" && stop > i+3 && stop < len(tokens) && determiners[tokens[stop].Norm] && determiners[tokens[i+1].Norm]
}

// pseudoAt reports whether the negation at a token is none: "not only support".
func (l *Lexicon) pseudoAt(tokens []Token, i int) bool {
	return slices.ContainsFunc(l.operators[tokens[i].Norm], func(f *form) bool { return f.op == OpPseudo && f.match(tokens, i) > 0 })
}

// match gives the token after the entry's last word, or 0.
func (f *form) match(tokens []Token, i int) int {
	at := i + 1
	for _, w := range f.words[1:] {
		if f.part == PartVerb {
			at = pastTally(tokens, at)
		}
		next := at
		if f.part == PartNoun && at < len(tokens) && tokens[at].Norm == "by" && w != "by" {
			next = f.pastAgent(tokens, at, w)
			if next == 0 {
				return 0
			}
			at = next + 1
			continue
		}
		for next < len(tokens) && next-at <= f.gap && tokens[next].Norm != w {
			if past := pastBracket(tokens, next); f.gap > 2 && past > next {
				at += past - next // what stands in brackets does not count
				next = past
				continue
			}
			if !f.skippable(tokens[next]) {
				return 0
			}
			next++
		}
		if next >= len(tokens) || tokens[next].Norm != w {
			return 0
		}
		at = next + 1
	}
	return at
}

// pastTally gives the token after a count of votes and a weekday that begin at i, as in "voted 53-46 on Thursday to", or i.
func pastTally(tokens []Token, i int) int {
	digits := func(k int) bool {
		return k < len(tokens) && tokens[k].Norm != "" && tokens[k].Norm[0] >= '0' && tokens[k].Norm[0] <= '9'
	}
	if digits(i) {
		if i++; i < len(tokens) && tokens[i].Norm == "to" && digits(i+1) {
			i++
		}
		if digits(i) {
			i++
		}
	}
	switch {
	case i+1 < len(tokens) && tokens[i].Norm == "on" && weekdays[tokens[i+1].Norm]:
		return i + 2
	case i < len(tokens) && weekdays[tokens[i].Norm]:
		return i + 1
	}
	return i
}

var weekdays = wordSet("monday tuesday wednesday thursday friday saturday sunday")

// pastBracket gives the token after the bracket that opens at i, or i.
func pastBracket(tokens []Token, i int) int {
	if tokens[i].Norm != "(" {
		return i
	}
	for k := i + 1; k < len(tokens) && k < i+20; k++ {
		if tokens[k].Norm == ")" {
			return k + 1
		}
	}
	return i
}

// pastAgent passes over "by Peru and Chile" inside a noun entry, and gives the place of the word after it.
func (f *form) pastAgent(tokens []Token, at int, w string) int {
	for i := at + 1; i < len(tokens) && i < at+10; i++ {
		if tokens[i].Norm == w {
			return i
		}
	}
	return 0
}

// skippable reports whether a word may stand inside an entry.
func (f *form) skippable(t Token) bool {
	if !t.Word {
		return (f.gap > 3 || f.part == PartPhrase) && t.Norm == `"` || t.Norm == "," && f.gap > 6
	}
	if f.gap <= 2 {
		return strings.HasSuffix(t.Norm, "ly") || insideWords[t.Norm] || f.gap == 2 && (t.Upper || t.Norm == "'s")
	}
	if f.cue != nil && f.cue.Class == "mediate" && (t.Norm == "a" || t.Norm == "an") {
		return true
	}
	return t.Norm != "that" && t.Norm != "to" && t.Norm != "and" && t.Norm != "but" && t.Norm != "it" && t.Norm != "he" && t.Norm != "she" && t.Norm != "a" && t.Norm != "an" && t.Norm != "there" && !auxWords[t.Norm]
}

var insideWords = wordSet(`been also very long its his her their our the a an any again still once both now not strongly more it be being so quite deeply formal official strong
yet all new made`)

// isNoun reports whether the word at i, which could be a verb, stands where only a noun can.
func isNoun(tokens []Token, i int) bool {
	_, form := Verb(tokens[i].Norm)
	if i == 0 || form == Gerund || form == PastForm {
		return i > 0 && form == Gerund && (tokens[i-1].Norm == "the" || tokens[i-1].Norm == "a")
	}
	prev := tokens[i-1].Norm
	if determiners[prev] && prev != "all" && prev != "that" || prev == "'s" || prev == "of" || prev == "for" || prev == "in" || prev == "with" || prev == "by" || prev == "from" {
		return true
	}
	if _, before := Verb(prev); form == ThirdPerson && (before == PastForm || before == ThirdPerson || before == Gerund) && !auxWords[prev] {
		return true // "rejected calls"
	}
	if i > 1 && form == ThirdPerson && tokens[i-1].Upper {
		lemma, before := Verb(tokens[i-2].Norm)
		clause := clauseVerbs[lemma] || i+1 < len(tokens) && determiners[tokens[i+1].Norm] // "said Peru backs it", "feared Peru wants the ban"
		if (before == PastForm || before == Gerund) && !auxWords[tokens[i-2].Norm] && !clause {
			return true // "rejected Western calls"
		}
	}
	if form == BaseForm && !sameForms[tokens[i].Norm] && tokens[i-1].Word && !tokens[i-1].Upper && !mayPrecedeVerb(prev) {
		return true // "travel ban"
	}
	return endsInAny(prev, "ous", "ful", "ive", "ical", "able") && !tokens[i-1].Upper
}

// clauseVerbs are verbs behind which a clause follows, rather than an object.
var clauseVerbs = wordSet("say add believe think claim argue insist note complain conclude")

// mayPrecedeVerb reports whether a verb in its base form can follow a word.
func mayPrecedeVerb(prev string) bool {
	if verbContext[prev] || functionWords[prev] || strings.HasSuffix(prev, "s") || strings.HasSuffix(prev, "ly") || auxWords[prev] {
		return true
	}
	_, form := Verb(prev)
	return form != NotVerb && form != ThirdPerson || baseContext[prev]
}

var baseContext = wordSet(`also never always still even now again often longer soon ever perhaps indeed instead thus later just rather better people men women police lawmakers 'd 'll let us cannot please neither nor
government regime council army group country state military party community parliament congress administration president leader king union opposition team`)

// sameForms are verbs whose past is their base form.
var sameForms = wordSet("set quit hit put cut let shut split spread bid shed read rid beat")

var auxWords = wordSet("is are was were be been being has have had having do does did will would")
