package llm

import (
	"cmp"
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// checkDirection refuses a holder at whom the stance is directed, where the sentence shows it: "Chile criticised Peru" is
// no statement of Peru, "Peru was condemned by Chile" neither.
func (a *article) checkDirection(c *claim, _ window) *rejection {
	if len(c.holders) != 1 || c.speaker.body != "" && c.speaker.body == c.holders[0].body {
		return nil
	}
	s := a.sentences[sentenceOf(a.sentences, c.holder.start)]
	if sentenceOf(a.sentences, c.holder.start) != c.home {
		return nil
	}
	cues := a.e.lexicon.CuesIn(s.tokens)
	for i, cue := range cues {
		first, last := s.tokens[cue.First], s.tokens[cue.Last]
		if cue.Part != codebook.PartVerb || cue.Frame != codebook.FrameObject && cue.Frame != codebook.FrameDirective || first.Joined || last.Norm == "that" {
			continue // "Peru-backed", "insisted that"
		}
		if subject, yes := a.isObject(c, s, cue, cues[i+1:]); yes {
			return reject(ReasonDirection, "in %q, %q is done to %q, and not by it: the holder is %q, or there is no such statement",
				clip(a.doc.Text[s.start:s.end]), a.doc.Text[first.Start:last.End], clip(c.Holder), clip(a.doc.Text[subject.Start:subject.End]))
		}
	}
	return nil
}

// isObject reports whether the holder is the object of a verb whose subject is another actor.
func (a *article) isObject(c *claim, s sentence, cue codebook.Cue, later []codebook.Cue) (subject codebook.ActorMatch, yes bool) {
	cueAt := span{s.tokens[cue.First].Start, s.tokens[cue.Last].End}
	var others []codebook.ActorMatch
	for _, m := range a.matchesIn(span{s.start, s.end}) {
		switch own := a.e.cb.Body(m.Actor) == c.holders[0].body; {
		case own && !(span{m.Start, m.End}).overlaps(c.holder):
			return subject, false // the holder is named again: who does what cannot be told
		case !own:
			others = append(others, m)
		}
	}
	if cue.Passive {
		return a.agent(s, c.holder, cueAt, others, later)
	}
	if c.holder.start < cueAt.end || !only(a.doc.Text[cueAt.end:c.holder.start], articles) || !a.closed(s, c.holder) {
		return subject, false
	}
	i := slices.IndexFunc(others, func(m codebook.ActorMatch) bool { return m.End <= cueAt.start })
	if i < 0 || !a.passive(s, c.holder, cue, later) {
		return subject, false
	}
	return others[i], true
}

// passive reports whether the object does nothing itself: no verb with a stance follows, or only what it is told to do.
func (a *article) passive(s sentence, holder span, cue codebook.Cue, later []codebook.Cue) bool {
	k := slices.IndexFunc(s.tokens, func(t codebook.Token) bool { return t.Start >= holder.end })
	told := cue.Frame == codebook.FrameDirective && k >= 0 && s.tokens[k].Norm == "to"
	return !slices.ContainsFunc(later, func(l codebook.Cue) bool {
		return s.tokens[l.First].Start >= holder.end && !(told && l.First <= k+2)
	})
}

// closed reports whether a mention is the whole object of a verb: not the owner of it ("rejected Peru's call"), no attribute
// ("opposed Peru policies") and no subject of a clause ("denied Peru was").
func (a *article) closed(s sentence, at span) bool {
	i := slices.IndexFunc(s.tokens, func(t codebook.Token) bool { return t.Start >= at.end })
	return i < 0 || closing[s.tokens[i].Norm]
}

var closing = words(". , ; : - over for to on in at after as from of and or but with during because when while about against last yesterday")

// agent finds another actor behind "by" after a passive verb whose subject is the holder.
func (a *article) agent(s sentence, holder, cue span, others []codebook.ActorMatch, later []codebook.Cue) (codebook.ActorMatch, bool) {
	if holder.end > cue.start || !only(a.doc.Text[holder.end:cue.start], auxiliaries) || len(later) > 0 {
		return codebook.ActorMatch{}, false
	}
	for _, m := range others {
		if m.Start > cue.end && endsIn(a.doc.Text[cue.end:m.Start], map[string]bool{"by": true}) && m.Start-cue.end < 30 {
			return m, true
		}
	}
	return codebook.ActorMatch{}, false
}

var auxiliaries = words("was were is are be been being has have had also again then later sharply strongly")

// matchesIn gives the actors that the codebook finds in a stretch of the text.
func (a *article) matchesIn(at span) []codebook.ActorMatch {
	var out []codebook.ActorMatch
	i, _ := slices.BinarySearchFunc(a.actors, at.start, func(m codebook.ActorMatch, start int) int { return cmp.Compare(m.Start, start) })
	for ; i < len(a.actors) && a.actors[i].End <= at.end; i++ {
		out = append(out, a.actors[i])
	}
	return out
}

// checkMediation wants an issue that one can mediate, words that tell of it, and a mediator who is no party.
func (a *article) checkMediation(c *claim, _ window) *rejection {
	if graph.Stance(c.Stance) != graph.Mediates {
		return nil
	}
	if len(a.e.peace) > 0 && !a.e.peace[graph.IssueID(c.Issue)] {
		return reject(ReasonMediation, "nobody mediates %q: only talks, a truce or a settlement can be mediated", c.Issue)
	}
	last := sentenceOf(a.sentences, c.evidence.end-1)
	around := span{a.sentences[max(0, c.home-2)].start, a.sentences[min(last+1, len(a.sentences)-1)].end}
	if !a.tellsOfMediation(around) {
		return reject(ReasonMediation, "nothing near evidence %q tells of mediation between parties", clip(c.Evidence))
	}
	for _, h := range c.holders {
		if slices.Contains(a.between(span{a.sentences[c.home].start, a.sentences[last].end}), h.body) {
			return reject(ReasonMediation, "%q is one of the parties, and no mediator between them", clip(c.Holder))
		}
	}
	return nil
}

func (a *article) tellsOfMediation(at span) bool {
	text := a.doc.Text[at.start:at.end]
	for _, cue := range a.e.lexicon.Cues(text) {
		if cue.Stance == graph.Mediates {
			return true
		}
	}
	return slices.ContainsFunc(a.e.matcher.Issues(text), func(m codebook.IssueMatch) bool { return m.Peace })
}

// between lists the two actors of "between A and B".
func (a *article) between(at span) []graph.ActorID {
	var out []graph.ActorID
	tokens := codebook.Tokens(a.doc.Text[at.start:at.end])
	for _, t := range tokens {
		if t.Norm != "between" {
			continue
		}
		for _, m := range a.matchesIn(span{at.start + t.End, at.end}) {
			if len(out) < 2 {
				out = append(out, a.e.cb.Body(m.Actor))
			}
		}
	}
	return out
}

// parties are the actors behind the mediator in the sentence: those of "between A and B", else all others.
func (a *article) parties(c *claim, h party) []graph.ActorID {
	s := a.sentences[c.home]
	all := a.between(span{s.start, s.end})
	if len(all) < 2 {
		all = nil
		for _, m := range a.matchesIn(span{max(s.start, min(c.holder.end, c.evidence.start)), s.end}) {
			all = append(all, a.e.cb.Body(m.Actor))
		}
	}
	var out []graph.ActorID
	for _, id := range all {
		if id != h.body && id != c.speaker.body && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
