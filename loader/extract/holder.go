package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// held is a reading with its holder.
type held struct {
	reading
	s        *sentence
	holder   graph.ActorID
	text     string // how the text names the holder
	speaker  graph.ActorID
	reported []graph.ActorID
	why      string
	speechBy string
	at       int // token of the holder, or -1
	guess    bool
	quoted   bool
}

// holders decides whose stance a reading is, and who reports it.
func (e *run) holders(s *sentence, r reading) []held {
	if e.otherDeed(s, r) {
		return nil
	}
	if s.undergoes(r) || s.madeByOthers(r) {
		return nil
	}
	if s.denied(r) {
		return nil // a denial of a fact is no stance
	}
	voices, unnamed := e.voicesOf(s, r)
	if target := e.hurt(s, r); target != "" && (len(voices) == 0 || voices[0].body != target) {
		return nil
	}
	firstPerson := s.firstPerson(r)
	if r.judged && len(voices) == 0 {
		voices = s.namer(r.first)
	}
	if (r.judged || r.duty) && len(voices) == 0 {
		voices = s.viewer(r.first)
	}
	switch {
	case r.holder.kind == actorSubject && !r.duty && !firstPerson && s.speakersAsThey(r, voices):
		return e.byVoice(s, r, voices)
	case r.holder.kind == actorSubject && !r.duty && !firstPerson:
		return e.bySubject(s, r, voices)
	case r.duty || firstPerson || r.holder.kind == speakerSubject:
		if len(voices) == 0 {
			if unnamed != "" {
				return []held{{reading: r, s: s, text: unnamed, why: "whoever speaks; the text does not name an actor", at: -1}}
			}
			return nil
		}
		return e.byVoice(s, r, voices)
	case (r.obliges() || r.holder.kind == unknownSubject && (r.stance == graph.Undecided || r.expletive())) && len(voices) > 0: // "no decision has been made on"
		return e.byVoice(s, r, voices)
	case r.holder.kind == unknownSubject && !r.duty:
		if r.rule == "act" || r.rule == "" {
			return nil
		}
		return []held{{reading: r, s: s, text: r.holder.text, why: "subject of the verb, no known actor", at: -1}}
	}
	return nil
}

// hurt gives whom a judgement says that an issue hurts, where it is done to them: that the blockade harms Peru is what it is for,
// and no reproach unless Peru says so.
func (e *run) hurt(s *sentence, r reading) graph.ActorID {
	if !r.judged || len(r.elements) == 0 || r.elements[0].cue == nil || r.elements[0].cue.Stance != graph.Opposes || r.elements[0].first < r.issue.Last {
		return ""
	}
	for _, m := range s.mentions {
		if last := r.elements[0].last; !m.guess && m.First > last && m.First <= last+3 && e.engine.matcher.DoneTo(r.issue.Issue, m.body) {
			return m.body
		}
	}
	return ""
}

// denied reports whether somebody denies what a reading says.
func (s *sentence) denied(r reading) bool {
	for _, f := range s.speakerOf(r.issue.First) {
		if f.kind == codebook.OpDeny && f.verb < r.first {
			return true
		}
	}
	for k := range s.cues { // "rejected allegations that"
		c := &s.cues[k]
		if c.Class != "reject" || c.Last >= r.issue.First || r.issue.First-c.Last > 14 || s.boundaryBetween(c.Last, r.issue.First) {
			continue
		}
		for i := c.Last + 1; i < r.issue.First && i < c.Last+4; i++ {
			if next := s.norm(i + 1); claims[s.norm(i)] && (next == "that" || next == "of" || next == "by") {
				return true
			}
		}
	}
	for _, o := range s.ops { // "denied opposing"
		if o.Kind == codebook.OpDeny && o.First < r.issue.First && r.issue.First-o.Last < 6 && !s.boundaryBetween(o.Last, r.issue.First) {
			return true
		}
	}
	return false
}

// claims are nouns for what somebody says is a fact: whoever rejects one takes no side.
var claims = codebook.Words("claim-noun")

// bySubject makes the actors of the subject the holders.
func (e *run) bySubject(s *sentence, r reading, voices []voice) []held {
	var out []held
	for _, k := range append(slices.Clip(s.withRoster(r.holder.who)), s.soDid(r)...) {
		m := s.mentions[k]
		if r.stance == graph.Mediates && e.engine.matcher.DoneTo(r.issue.Issue, m.body) {
			continue // a party does not mediate
		}
		if (r.rule == "act" || r.rule == "act-cue" || r.goesOn()) && e.engine.matcher.DoneTo(r.issue.Issue, m.body) {
			continue // what is done to somebody is not done by them
		}
		out = append(out, e.byMention(s, r, m, voices))
		if s.several(m) {
			for _, body := range m.with {
				m.body, m.Actor = body, body
				out = append(out, e.byMention(s, r, m, voices))
			}
		}
	}
	if k := s.doesNot(r); k >= 0 && r.stance == graph.Supports {
		other := r
		other.stance, other.holder.who, other.last = graph.Opposes, []int{k}, max(r.last, s.mentions[k].Last)
		out = append(out, e.byMention(s, other, s.mentions[k], voices))
	}
	return out
}

// doesNot gives who is said not to do what the holder of a reading does: "Peru backs the toll, but Chile does not"; else -1.
func (s *sentence) doesNot(r reading) int {
	i := max(r.last, r.issue.Last) + 1
	if n := s.norm(i); r.agent || n != "," && n != ";" && n != "but" {
		return -1
	}
	for n := s.norm(i); n == "," || n == ";" || n == "but" || n == "while" || n == "though" || n == "the"; n = s.norm(i) {
		i++
	}
	k := s.mentionAt(i)
	if k < 0 || s.mentions[k].guess || slices.Contains(r.holder.who, k) {
		return -1
	}
	v := s.mentions[k].Last + 1
	if n := s.norm(v + 1); !did[s.norm(v)] || n != "not" && n != "n't" {
		return -1
	}
	if next := v + 2; next < len(s.tokens) && s.tokens[next].Word {
		return -1
	}
	return k
}

// soDid gives who is said to do the same as the holder of a reading: "Peru condemned the toll, as did Chile".
func (s *sentence) soDid(r reading) []int {
	if r.agent {
		return nil
	}
	for i := max(r.last, r.issue.Last) + 1; i+1 < len(s.tokens) && i < r.issue.Last+8; i++ {
		n := s.norm(i)
		if terminal[n] || n == ";" {
			break
		}
		if n != "as" && n != "so" || !did[s.norm(i+1)] {
			continue
		}
		who := s.listAfter(i + 2)
		if len(who) > 0 && s.mentions[who[0]].First <= i+3 {
			return who
		}
	}
	return nil
}

var did = set("did do does has have had is are was were")

// speakersAsThey reports whether the subject is "they" for several who speak together: "A and B said they would".
func (s *sentence) speakersAsThey(r reading, voices []voice) bool {
	return len(voices) > 1 && len(r.holder.who) == 1 && s.norm(s.mentions[r.holder.who[0]].First) == "they" && voices[len(voices)-1].why == "together"
}

// expletive reports whether the subject of a reading only fills its place: "there is no case for", "nothing can justify".
func (r reading) expletive() bool {
	switch strings.ToLower(strings.Trim(r.holder.text, `"“‘' `)) {
	case "there", "nothing", "nobody", "no one":
		return true
	}
	return false
}

// obliges reports whether a reading rests on a noun of duty, "there is a need to": whoever speaks sees the duty.
func (r reading) obliges() bool {
	for _, el := range r.elements {
		if el.cue == nil {
			continue
		}
		switch el.cue.Form {
		case "need for", "duty to", "obligation to", "responsibility to":
			return true
		}
	}
	return false
}

// goesOn reports whether a reading rests on a verb that says no more than that something goes on.
func (r reading) goesOn() bool {
	if len(r.elements) == 0 || r.elements[0].cue == nil {
		return false
	}
	switch r.elements[0].cue.Form {
	case "continue", "continue to", "resume", "maintain", "step up", "intensify", "increase", "keep up", "escalate", "expand", "extend":
		return r.stance == graph.Supports
	}
	return false
}

// otherDeed reports whether a reading accuses the very actor to whom the issue is done: then it is about something else.
func (e *run) otherDeed(s *sentence, r reading) bool {
	for _, el := range r.elements {
		if el.cue == nil || el.cue.Form != "accuse of" && el.cue.Form != "blame for" {
			continue
		}
		for _, m := range s.mentions {
			if m.First > el.first && m.Last < el.last && e.engine.matcher.DoneTo(r.issue.Issue, m.body) && !r.issue.Harm {
				return true
			}
		}
	}
	return false
}

// byMention makes the subject the holder; who relays it is the speaker.
func (e *run) byMention(s *sentence, r reading, m mention, voices []voice) held {
	h := held{reading: r, s: s, holder: m.body, text: s.words(m.First, m.Last), why: r.holder.why, at: m.First, guess: m.guess}
	if m.person && m.Actor != m.body {
		h.speaker = m.Actor
	} else if !m.person && s.officer(m) {
		h.speaker = e.officerOf(m.body)
	}
	if h.speaker == "" && !m.person && r.uttered() {
		h.speaker = s.heard[m.body]
	}
	if s.describes(r, m) {
		voices = nil // it is the text that says so
	}
	own := false // whether the holder's own person is quoted
	for _, v := range append(s.accuser(r, m), voices...) {
		if v.actor == m.Actor && v.first == m.First {
			continue
		}
		if v.body == h.holder {
			if v.person && v.actor != v.body && (m.guess || !m.person || h.speaker == "" || !r.uttered()) {
				h.speaker = v.actor
			}
			h.reported, own = nil, true
			h.speechBy = v.text
			continue
		}
		if len(h.reported) == 0 && (!own || h.speaker == "") {
			if h.speaker = ""; v.person && v.actor != v.body {
				h.speaker = v.actor
			}
			h.speechBy = v.text
		}
		for _, body := range []graph.ActorID{v.body, e.sent[v.actor]} {
			if body != "" && body != h.holder && !slices.Contains(h.reported, body) {
				h.reported = append(h.reported, body)
			}
		}
	}
	return h
}

// describes reports whether a reading rests on a noun between commas that says of a mention what it stands for: "She added
// that Ann Lee, a proponent of the toll, will visit".
func (s *sentence) describes(r reading, m mention) bool {
	n := len(r.elements)
	return n > 0 && r.elements[n-1].cue != nil && s.agentNoun(r.elements[n-1].cue) && s.norm(m.Last+1) == "," && r.elements[n-1].first > m.Last
}

// uttered reports whether a reading rests on words by which somebody says something, rather than does it.
func (r reading) uttered() bool {
	for _, el := range r.elements {
		if el.cue != nil && (el.cue.Class == "endorse" || el.cue.Class == "reject" || el.cue.Class == "condemn" || el.cue.Class == "advocate" || el.cue.Class == "direct" || el.cue.Class == "warn" || el.cue.Class == "defend" || el.cue.Class == "commit" || el.cue.Class == "mediate") {
			return true
		}
	}
	return false
}

// accusing are verbs with which somebody says of another what that one does: "accused Peru of arming them".
var accusing = set("accuse blame criticize criticise blast slam fault denounce condemn chide berate scold praise thank commend applaud credit lambast lambaste hammer rap")

// accuser gives who says of the mention m what a reading behind it is about: "Chile accused Peru of blocking the talks".
func (s *sentence) accuser(r reading, m mention) []voice {
	if r.issue.First < m.Last || s.boundaryBetween(m.Last, r.issue.First) {
		return nil
	}
	linked := s.praise(m)
	for i := m.Last + 1; i < m.Last+4 && i < len(s.tokens); i++ {
		_, form := codebook.Verb(s.norm(i + 1))
		linked = linked || (s.norm(i) == "of" || s.norm(i) == "for") && form == codebook.Gerund
	}
	for v := m.First - 1; linked && v >= 0 && v > m.First-7; v-- {
		if lemma, form := codebook.Verb(s.norm(v)); accusing[lemma] && form != codebook.NotVerb {
			if sub := s.subjectOf(v, 0); sub.kind == actorSubject {
				return s.voices(sub.who)
			}
			return nil
		}
	}
	return nil
}

// officer reports whether an office follows a mention: "the Venezuelan leader", "NATO's chief".
func (s *sentence) officer(m mention) bool {
	for i := m.Last + 1; i < len(s.tokens) && i < m.Last+5; i++ {
		n := s.norm(i)
		if headRoles[n] && n != "official" && n != "representative" && n != "spokesman" && n != "spokeswoman" {
			return true
		}
		if n != "'s" && !roleWords[n] {
			return false
		}
	}
	return false
}

// officerOf gives the person whom the document names most often for a body, or nobody.
func (e *run) officerOf(body graph.ActorID) graph.ActorID {
	var best graph.ActorID
	for id, n := range e.persons[body] {
		if b := e.persons[body][best]; n > b || n == b && id < best {
			best = id
		}
	}
	return best
}
