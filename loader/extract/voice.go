package extract

import (
	"slices"

	"stancegraph/codebook"
)

// voicesOf gives who utters the issue of a reading, innermost first; unnamed is how the text names a speaker who is
// no actor.
func (e *run) voicesOf(s *sentence, r reading) (out []voice, unnamed string) {
	at := r.issue.First
	if q := s.quoted[at]; q != 0 {
		if v := e.byQuote[q]; v != nil {
			out = append(out, *v)
		}
	}
	for _, f := range s.speakerOf(at) {
		if r.holder.kind == actorSubject && f.verb < r.first && r.first <= f.verb {
			continue
		}
		if f.verb >= r.first && f.verb <= r.last && f.verb != r.first && (at >= f.left || s.norm(f.verb+1) != ",") { // but "the toll, Peru said, is"
			continue
		}
		for i, v := range f.voices {
			if slices.ContainsFunc(out, func(o voice) bool { return o.actor == v.actor }) {
				continue
			}
			if i > 0 || len(out) > 0 && len(f.voices) > 1 {
				v.why = "together"
			}
			out = append(out, v)
		}
		if len(f.voices) == 0 && f.unnamed != "" && len(out) == 0 {
			unnamed = f.unnamed
			break
		}
	}
	return out, unnamed
}

// byVoice makes the speakers the holders.
func (e *run) byVoice(s *sentence, r reading, voices []voice) []held {
	var out []held
	for _, v := range voices[:1] {
		out = append(out, e.voiceHeld(s, r, v))
	}
	for _, v := range voices[1:] {
		if v.why == "together" {
			out = append(out, e.voiceHeld(s, r, v))
		}
	}
	return out
}

func (e *run) voiceHeld(s *sentence, r reading, v voice) held {
	h := held{reading: r, s: s, holder: v.body, text: v.text, why: "whoever speaks", at: -1, speechBy: v.text, quoted: s.quoted[r.issue.First] != 0}
	if v.person && v.actor != v.body {
		h.speaker = v.actor
	}
	return h
}

// firstPerson reports whether the holder of a reading is "we" or "I".
func (s *sentence) firstPerson(r reading) bool {
	from := r.first
	if r.holder.first < from && r.holder.kind == unknownSubject {
		from = r.holder.first
	}
	for i := max(0, from-6); i <= min(r.last, len(s.tokens)-1); i++ {
		if n := s.norm(i); (n == "we" || n == "i") && (r.holder.kind != actorSubject || r.holder.first <= i) {
			return i <= r.first+1 || r.holder.kind != actorSubject
		}
		if s.mentionAt(i) >= 0 && i < r.first && s.isFinite(i+1) {
			return false
		}
	}
	return r.holder.kind == unknownSubject && (r.holder.text == "we" || r.holder.text == "We" || r.holder.text == "I")
}

// viewer gives whose view it is what stands from token i on: "For Peru, the toll is a burden", "In Peru's view, it is", "Peru's position
// is that it is".
func (s *sentence) viewer(i int) []voice {
	switch s.norm(0) {
	case "for", "to", "in":
		from := 1
		if s.norm(1) == "the" {
			from = 2
		}
		k := s.mentionAt(from)
		if k < 0 || s.mentions[k].First != from || s.mentions[k].How == codebook.ByAdjective || s.mentions[k].Last >= i {
			break
		}
		end := s.mentions[k].Last + 1
		if s.norm(0) == "in" {
			if s.norm(end) != "'s" || !views[s.norm(end+1)] {
				break
			}
			end += 2
		}
		if s.norm(end) == "," && end < i {
			return s.voices([]int{k})
		}
	}
	for k := i - 1; k > 1 && i-k < 12 && s.tree != nil; k-- {
		if s.norm(k) != "that" || !copulas[s.norm(k-1)] {
			continue
		}
		if g := s.tree.At(k - 1); g >= 0 && len(s.tree.Groups[g].Subj) > 0 {
			if n := &s.tree.Groups[s.tree.Groups[g].Subj[0]]; views[s.norm(n.Head)] {
				return s.voices(s.ownersOf(n))
			}
		}
	}
	return nil
}

// views are nouns for what somebody thinks: "Peru's position is that".
var views = codebook.Words("view-noun")

// namer gives who calls something what a judgement at token i says.
func (s *sentence) namer(i int) []voice {
	for k := i; k >= 0 && i-k < 12; k-- {
		lemma, form := codebook.Verb(s.norm(k))
		if !naming[lemma] || form == codebook.NotVerb || s.isNounAt(k) {
			continue
		}
		sub := s.subjectOf(k, 0)
		if form == codebook.Gerund && texts[s.norm(k-1)] { // "issued a statement calling it"
			sub = s.outer(k-1, 0)
		}
		if sub.kind == actorSubject {
			return s.voices(sub.who)
		}
		return nil
	}
	return nil
}

// naming are verbs that give a thing a name: "called the raid a crime".
var naming = codebook.Words("naming-verb")
