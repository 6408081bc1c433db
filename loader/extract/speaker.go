package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

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

// sayingNoun gives who says what stands behind a noun of saying: "Peru's warning that", "Peru issued a statement that".
func (s *sentence) sayingNoun(o codebook.Operator) []int {
	if s.tree == nil || s.norm(o.Last) != "that" && s.norm(o.Last+1) != "that" {
		return nil
	}
	g := s.tree.At(o.First)
	if g < 0 || s.tree.Groups[g].Kind != syntax.Noun {
		return nil
	}
	if who := s.possessor(o.First); len(who) > 0 {
		return who
	}
	if gov := s.tree.Groups[g].Gov; s.tree.Groups[g].Tie == syntax.Object && gov >= 0 {
		return s.grammarSubject(s.tree.Groups[gov].Head)
	}
	return nil
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
		if s.norm(i) == "-" {
			_, who := s.betweenDashes(i)
			return s.voices(who)
		}
	}
	return nil
}

// betweenDashes gives where the aside begins that the dash at token i ends, or -1, and the actors that it lists.
func (s *sentence) betweenDashes(i int) (open int, who []int) {
	for k := i - 1; k > 0 && i-k < 40; k-- {
		if s.norm(k) != "-" {
			continue
		}
		if who = s.listAfter(k + 1); len(who) < 2 || s.mentions[who[len(who)-1]].Last != i-1 {
			who = nil
		}
		return k, who
	}
	return -1, nil
}

// closes reports whether a speaker behind its verb ends there: nothing but a mark or an adverbial follows.
func (s *sentence) closes(end int) bool {
	n := s.norm(end)
	return n == "" || !s.tokens[end].Word || prepositions[n] || adverbs[n] || n == "who" || n == "when"
}

// inverted reads the speaker behind a speech verb: `," said Ann Lee, the envoy`.
func (s *sentence) inverted(i int) (voices []voice, unnamed string, end int) {
	if k := s.mentionAt(i); k >= 0 && s.mentions[k].How != codebook.ByAdjective {
		if s.norm(s.mentions[k].Last+1) == "'s" {
			who, end := s.officeOf(k)
			return s.voices([]int{who}), "", end
		}
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
			if institutions[s.norm(last+1)] || headRoles[s.norm(last+1)] || s.mentions[m].person || headRoles[s.norm(k-1)] || s.norm(k-1) == "of" || s.norm(k-1) == "the" {
				end := last + 1
				for e := end; institutions[s.norm(e)] || headRoles[s.norm(e)] || roleWords[s.norm(e)]; e++ {
					if !roleWords[s.norm(e)] || headRoles[s.norm(e)] {
						end = e + 1
					}
				}
				if p := s.mentionAt(end); p >= 0 && s.mentions[p].person {
					return s.voices([]int{p}), "", s.mentions[p].Last + 1
				}
				return s.voices([]int{m}), "", end
			}
			k = last
		}
		if prepositions[s.norm(k)] && k == i || s.norm(k) == "that" {
			return nil, "", i
		}
	}
	return nil, "", i
}

// officeOf gives who speaks in an office of the mention k, and where the words end: "Peru's foreign minister, Ann Lee".
func (s *sentence) officeOf(k int) (who, end int) {
	i := s.mentions[k].Last + 2
	for i < len(s.tokens) && i < s.mentions[k].Last+9 && s.tokens[i].Word && !s.isFinite(i) && (!prepositions[s.norm(i)] || s.norm(i) == "of" || s.norm(i) == "for") && !timeWord(s.norm(i)) {
		if p := s.mentionAt(i); p >= 0 && s.mentions[p].person {
			return p, s.mentions[p].Last + 1
		}
		i++
	}
	if p := s.mentionAt(i + 1); s.norm(i) == "," && p >= 0 && s.mentions[p].person {
		return p, s.mentions[p].Last + 1
	}
	return k, i
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
		body := m.body
		if o := s.onBehalf(m); o >= 0 {
			body = s.mentions[o].body
		}
		out = append(out, voice{actor: m.Actor, body: body, person: m.person, text: s.words(m.First, m.Last), first: m.First, last: m.Last})
		if s.several(m) {
			for _, body := range m.with {
				out = append(out, voice{actor: body, body: body, text: s.words(m.First, m.Last), first: m.First, last: m.Last})
			}
		}
	}
	return out
}

// onBehalf gives the body for which an aside says that a person is there, "Ann Lee, head of a Peruvian mission", or -1.
func (s *sentence) onBehalf(m mention) int {
	if !m.person || s.norm(m.Last+1) != "," {
		return -1
	}
	i := m.Last + 2
	switch first, last := s.words(i, min(i+1, len(s.tokens)-1)), s.words(i, min(i+3, len(s.tokens)-1)); {
	case last == "at the head of":
		i += 4
	case first == "head of" || first == "speaking for":
		i += 2
	case s.norm(i) == "representing" || s.norm(i) == "heading" || s.norm(i) == "leading":
		i++
	default:
		return -1
	}
	for k := i; k < i+2; k++ {
		if o := s.mentionAt(k); o >= 0 && !s.mentions[o].person {
			return o
		}
	}
	return -1
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

// send notes who leads a delegation of which body: "Ann Lee led a Peruvian mission to Oslo". What they relay is reported by that
// body as well as by their own.
func (r *run) send() {
	for _, s := range r.sentences {
		for _, m := range s.mentions {
			if m.person || m.guess || !missions[s.norm(m.Last+1)] {
				continue
			}
			v := m.First - 1
			for v > 0 && linking[s.norm(v)] {
				v--
			}
			if lemma, form := codebook.Verb(s.norm(v)); form == codebook.NotVerb || !leading[lemma] {
				continue
			}
			for _, k := range s.grammarSubject(v) {
				if who := s.mentions[k]; who.person && who.body != m.body {
					r.sent[who.Actor] = m.body
				}
			}
		}
	}
}

// missions are nouns for people whom a body sends; leading are verbs for being at their head.
var (
	missions = codebook.Words("mission-noun")
	leading  = codebook.Words("leading-verb")
)

// hear notes, for each sentence, who is heard for which body shortly behind it: a lead says "Peru condemned", the next
// sentences quote the minister. Where several are heard, it is nobody.
func (r *run) hear() {
	for n, s := range r.sentences {
		s.heard = map[graph.ActorID]graph.ActorID{}
		for _, next := range r.sentences[n:min(n+heardWithin, len(r.sentences))] {
			for _, f := range next.frames {
				for _, v := range f.voices {
					if !v.person || v.actor == v.body {
						continue
					}
					if other, ok := s.heard[v.body]; ok && other != v.actor {
						s.heard[v.body] = ""
					} else {
						s.heard[v.body] = v.actor
					}
				}
			}
		}
	}
}

// heardWithin is how many sentences, a statement's own included, may lie up to where its speaker is heard.
const heardWithin = 4
