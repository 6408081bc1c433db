package extract

import (
	"stancegraph/codebook"
)

// reader looks at one issue in one sentence: it walks from the issue to the left, from governing word to governing word.
type reader struct {
	s        *sentence
	m        codebook.IssueMatch
	elements []element
	verb     int // leftmost verb so far, or -1
	pos      int // token that is looked at next
	material int // words passed since the last governing one
	crossed  bool
	given    int // elements that a reading rests on already: somebody owns them
	out      []reading
}

// step is what comes after a token was looked at.
type step int

const (
	pass step = iota // not concerned: try the next rule
	move             // the walk goes on at r.pos
	stop             // the walk is over: find the subject and conclude
	done             // the walk is over and has its readings
)

// Limits of a walk, in tokens.
const (
	maxWalk     = 45
	maxMaterial = 9
)

// leftReadings walks from the issue to the left, up to a subject.
func (s *sentence) leftReadings(m codebook.IssueMatch) []reading {
	r := &reader{s: s, m: m, verb: -1}
	if w := s.whetherBefore(m); w >= 0 {
		if open := r.whether(w); len(open) > 0 || m.First-w < 3 {
			return open
		}
	}
	r.begin()
	for r.pos >= 0 && m.Core-r.pos < maxWalk {
		switch r.look() {
		case stop:
			return r.finish()
		case done:
			return r.out
		}
	}
	return r.finish()
}

// begin takes in what the issue's own words say: a verb, a duty, "no" in front.
func (r *reader) begin() {
	s, m := r.s, r.m
	if m.Verb {
		r.verb = m.Core
		r.groupOps(m.Core)
	} else if s.noBefore(m.First) {
		r.add(element{kind: codebook.OpNegate, first: m.First - 1, last: m.First - 1})
	}
	if d := s.opIn(m.Core, m.Last, codebook.OpDeontic); d >= 0 {
		r.add(element{kind: codebook.OpDeontic, first: d, last: d, negated: s.norm(d+1) == "not" || s.norm(d+1) == "never"})
	}
	r.pos = m.Core - 1
	if m.Verb && r.finite(m.Core) && !r.beyondRelative(m.Core) {
		r.pos = -1
	}
}

// look decides about the token at r.pos.
func (r *reader) look() step {
	for _, rule := range []func(*reader) step{(*reader).mark, (*reader).equation, (*reader).failure, (*reader).cue, (*reader).judgement, (*reader).reversal, (*reader).duty, (*reader).border, (*reader).joint, (*reader).actor, (*reader).plainVerb} {
		if next := rule(r); next != pass {
			return next
		}
	}
	n := r.s.norm(r.pos)
	if r.s.tokens[r.pos].Word && !prepositions[n] && !auxiliaries[n] && n != "the" && n != "a" && n != "to" {
		r.material++
	}
	if r.material > maxMaterial {
		return stop
	}
	r.pos--
	return move
}

// finish concludes with the subject of what was found.
func (r *reader) finish() []reading {
	r.emit(r.subject(r.pos), "")
	return r.s.givenUp(r.out)
}

func (r *reader) emit(sub subject, rule string) {
	if r.given > 0 && len(r.elements) <= r.given {
		return // "said Peru's refusal to": nothing is said of that
	}
	if rd, ok := r.conclude(sub, rule); ok {
		r.out = append(r.out, rd)
	}
}

// mark stops at the end of a clause and at the beginning of a quotation.
func (r *reader) mark() step {
	n := r.s.norm(r.pos)
	if terminal[n] || n == ";" || n == ":" {
		return stop
	}
	if n == `"` && r.s.quoteEdge(r.pos, r.m.Core) {
		r.crossed = true
		return stop
	}
	return pass
}

// cue takes in a cue that ends here.
func (r *reader) cue() step {
	s := r.s
	c := s.cueEndingAt(r.pos, r.m.Core)
	switch {
	case c == nil:
		return pass
	case s.attributive(c), c.Part == codebook.PartVerb && c.Last < r.m.Core && s.elsewhere(c.Last, r.m):
		r.pos = c.First - 1
		return move
	}
	r.add(element{cue: c, first: c.First, last: c.Last, negated: s.denies(c)})
	if c.Part != codebook.PartVerb && r.owned(c) {
		return move
	}
	r.pos, r.material = c.First-1, 0
	switch c.Part {
	case codebook.PartVerb:
		return r.verbCue(c)
	case codebook.PartNoun:
		return r.agentCue(c)
	}
	if r.predicate(c.First) {
		r.verb = c.First
		r.groupOps(c.First)
		return stop
	}
	return move
}

// equation concludes at a noun that says what its subject is: "its refusal to sign was a bid to stop the toll". Of the subject it
// matters only who that is, or whose.
func (r *reader) equation() step {
	if len(r.elements) == 0 || !copulas[r.s.norm(r.pos)] || r.s.tree == nil {
		return pass
	}
	el := r.elements[len(r.elements)-1]
	if el.cue == nil || el.cue.Part != codebook.PartNoun || !r.s.predicatesBack(r.pos, el.first) {
		return pass
	}
	sub := r.s.subjectOf(r.pos, 0)
	if g := r.s.tree.At(r.pos); sub.kind != actorSubject && g >= 0 && len(r.s.tree.Groups[g].Subj) > 0 {
		if who := r.s.ownersOf(&r.s.tree.Groups[r.s.tree.Groups[g].Subj[0]]); len(who) > 0 {
			sub = subject{kind: actorSubject, who: who, first: r.s.mentions[who[0]].First, why: "the words before the noun"}
		}
	}
	if sub.kind == actorSubject {
		r.emit(sub, "noun")
	}
	return done
}

var copulas = set("is are was were")

// predicatesBack reports whether nothing but articles and adjectives stands between a copula and the noun at i.
func (s *sentence) predicatesBack(copula, i int) bool {
	for i--; i > copula; i-- {
		if n := s.norm(i); !linking[n] && !possessives[n] && !s.plainAdjective(i) {
			return false
		}
	}
	return true
}

// owned concludes with the actors that a noun cue belongs to: "Peru's call for". The walk goes on before them, since
// somebody may answer that call.
func (r *reader) owned(c *codebook.Cue) bool {
	who := r.s.inside(c)
	if len(who) == 0 {
		who = r.s.possessor(c.First)
	}
	if len(who) == 0 {
		return false
	}
	first := r.s.mentions[who[0]].First
	r.emit(subject{kind: actorSubject, who: who, first: first, why: "the words before the noun"}, "noun")
	r.given = len(r.elements)
	r.pos, r.material = min(first, c.First)-1, 0
	return true
}

func (r *reader) verbCue(c *codebook.Cue) step {
	s := r.s
	r.verb = c.First
	r.groupOps(c.First)
	if _, form := codebook.Verb(s.norm(c.First)); form == codebook.Gerund && (s.mentionAt(c.First-1) >= 0 || institutions[s.norm(c.First-1)]) {
		return stop // "rebels trying to": the noun before is the subject
	}
	if r.finite(c.First) && !r.beyondRelative(c.First) {
		return stop
	}
	return move
}

// beyondRelative goes on before a relative clause that says something of a thing: "a draft that would ban".
func (r *reader) beyondRelative(v int) bool {
	k := r.s.relativeOf(v)
	if k <= 0 {
		return false
	}
	r.pos, r.verb = k-1, -1
	return true
}

// agentCue concludes with whom a noun names by a stance: "Peru, a critic of".
func (r *reader) agentCue(c *codebook.Cue) step {
	if !r.s.agentNoun(c) || len(r.elements) != 1 {
		return move
	}
	if sub := r.s.apposed(c.First); sub.kind == actorSubject {
		r.emit(sub, "noun")
		return done
	}
	return move
}

// judgement reads "it is illegal to" in front of the issue.
func (r *reader) judgement() step {
	c := r.s.judgementAt(r.pos)
	if c == nil {
		return pass
	}
	if next := r.s.norm(c.Last + 1); next != "to" && next != "that" && next != "for" {
		return pass
	}
	r.add(element{cue: c, first: c.First, last: c.Last, negated: r.s.denies(c)})
	if rd, ok := r.conclude(subject{}, "judge"); ok {
		rd.duty, rd.judged = true, true
		r.out = append(r.out, rd)
	}
	return done
}

// reversal takes in "end", "halt to" and the like.
func (r *reader) reversal() step {
	if o := r.s.opEndingAt(r.pos, codebook.OpReverse, r.m.Core); o != nil && o.Part == codebook.PartVerb && r.forPurpose(o) {
		r.verb = o.First
		r.pos = o.First - 1
		if r.finite(o.First) {
			return stop
		}
		return move
	} else if o != nil {
		r.add(element{kind: codebook.OpReverse, first: o.First, last: o.Last, negated: r.s.negatedAt(o.First)})
		r.pos, r.material = o.First-1, 0
		if o.Part == codebook.PartVerb {
			r.verb = o.First
			r.groupOps(o.First)
			if r.finite(o.First) {
				return stop
			}
		}
		return move
	}
	if o := r.s.opEndingAt(r.pos, codebook.OpFail, r.m.Core); o != nil && r.s.opEndingAt(r.pos, codebook.OpDeontic, r.m.Core) == nil {
		r.add(element{kind: codebook.OpFail, first: o.First, last: o.Last})
		r.verb = o.First
		return stop
	}
	return pass
}

// forPurpose reports whether what was found so far says what something else is done for: "withdrew its envoy to protest".
func (r *reader) forPurpose(o *codebook.Operator) bool {
	n := len(r.elements)
	if n == 0 || r.elements[n-1].cue == nil {
		return false
	}
	to := r.elements[n-1].first
	if r.s.norm(to) != "to" {
		to--
	}
	if r.s.norm(to) != "to" || to-o.Last < 3 {
		return false
	}
	k := o.Last + 1
	return (linking[r.s.norm(k)] || possessives[r.s.norm(k)]) && r.s.cueAt(k+1) == nil
}

// failure takes in "for failing to", whose subject is whom somebody criticizes.
func (r *reader) failure() step {
	lemma, form := codebook.Verb(r.s.norm(r.pos))
	if !failing[lemma] || form != codebook.Gerund || r.s.norm(r.pos-1) != "for" && r.s.norm(r.pos-1) != "of" {
		return pass
	}
	r.add(element{kind: codebook.OpFail, first: r.pos, last: r.pos})
	r.pos--
	return move
}

// elsewhere reports whether what a word at i governs ends before the issue: it belongs to another issue's own words
// ("an assault weapons ban"), or a comma and another verb or noun of its list follow ("end the sale, improve checks").
func (s *sentence) elsewhere(i int, m codebook.IssueMatch) bool {
	if n := s.norm(i + 1); n == "," && i+1 < m.Core || s.behindDash(i, m.First) {
		return true
	}
	for _, o := range s.issues {
		if o.Issue != m.Issue && !o.Partial && o.First < o.Last && o.First <= i && i <= o.Last && o.Last < m.First {
			return true
		}
	}
	_, own := codebook.Verb(s.norm(i))
	for k := i + 1; k+1 < m.Core; k++ {
		if s.norm(k) != "," {
			continue
		}
		next := k + 1
		if s.norm(next) == "and" {
			next++
		}
		if _, form := codebook.Verb(s.norm(next)); form != codebook.NotVerb && form == own && !codebook.NounLike(s.norm(next)) && next < m.First {
			return true
		}
	}
	return false
}

// behindDash reports whether a dash behind what a word at i governs opens an aside that token to stands in: "left the pact - a
// step towards the ban".
func (s *sentence) behindDash(i, to int) bool {
	n := 0
	for k := i + 2; k < to; k++ {
		if s.norm(k) == "-" {
			n++
		}
	}
	return n%2 == 1
}

// duty concludes at "we have to": whoever speaks wants it.
func (r *reader) duty() step {
	s := r.s
	o := s.opEndingAt(r.pos, codebook.OpDeontic, r.m.Core)
	if o == nil || s.boundaryBetween(r.pos, r.m.Core) {
		return pass
	}
	r.add(element{kind: codebook.OpDeontic, first: o.First, last: o.Last, negated: (s.negatedAt(o.First) || s.norm(o.Last+1) == "not") && !negatedBehind(r.elements, o.Last)})
	r.emit(s.subjectOf(o.First, 0), "")
	return done
}

var asideWords = set("unlike despite than following amid during")

// border stops where another clause begins, or where the issue stands in an adverbial.
func (r *reader) border() step {
	s, n := r.s, r.s.norm(r.pos)
	switch {
	case (n == "who" || n == "which") && r.verb > r.pos:
		return stop
	case n == "what" && r.pos+1 < r.m.Core && r.verb < 0:
		r.pos--
		return move
	case subordinators[n] && r.verb < 0 && n != "whether" && n != "how", asideWords[n]:
		return stop
	case s.gerundBehind(r.pos) && r.pos+1 <= r.m.Core:
		if r.verb = r.pos + 1; len(r.elements) > 0 {
			r.emit(s.outer(r.pos, 0), "")
		}
		return done
	case n == "by" && s.pastAt(r.pos-1):
		return done // the issue is what does it: "aided by the strikes"
	case (n == "while" || n == "because" || n == "although" || n == "but" || n == "as" && r.verb > r.pos) && len(r.elements) > 0:
		return stop
	case n == "that" && s.isReport(r.pos-1):
		return stop
	}
	return pass
}

func (s *sentence) pastAt(i int) bool {
	_, form := codebook.Verb(s.norm(i))
	return form == codebook.PastForm
}

// joint skips from a verb behind "and" to before the verb it is joined to.
func (r *reader) joint() step {
	if n := r.s.norm(r.pos); n != "and" && n != "or" {
		return pass
	}
	k, ok := r.s.parallel(r.pos, r.verb)
	if !ok {
		return pass
	}
	r.pos = k - 1
	return move
}

// actor stops at a subject and passes over objects.
func (r *reader) actor() step {
	k := r.s.mentionAt(r.pos)
	switch {
	case k < 0:
		return pass
	case !r.s.allOneCan(r.s.mentions[k].Last+1) && r.s.standsAsSubject(k, r.verb, r.m.Core):
		return stop
	}
	r.pos = r.s.mentions[k].First - 1
	r.material++
	return move
}

// plainVerb stops at a verb that carries no stance: its subject is the holder of what was found so far.
func (r *reader) plainVerb() step {
	s, i := r.s, r.pos
	switch {
	case !s.isFinite(i) || auxiliaries[s.norm(i)]:
		return pass
	case s.norm(i-2) == "what" || s.norm(i-3) == "what": // "what she said were attacks"
		r.pos--
		return move
	case s.isReport(i) && len(r.elements) == 0:
		return stop
	}
	r.verb = i
	r.groupOps(i)
	return stop
}
