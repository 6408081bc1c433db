package llm

import (
	"fmt"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Reason says why a record was refused. Reasons are few, so that they can be counted.
type Reason string

// The reasons.
const (
	ReasonEvidence  Reason = "evidence that is not in the article"
	ReasonAmbiguous Reason = "evidence that fits several places"
	ReasonLength    Reason = "evidence that is too long or too short"
	ReasonSentence  Reason = "sentence numbers that do not exist"
	ReasonIssue     Reason = "an issue that is not in the list"
	ReasonStance    Reason = "a stance that is not in the list"
	ReasonHolder    Reason = "a holder that is not in the article"
	ReasonPronoun   Reason = "a pronoun for a holder"
	ReasonSpeaker   Reason = "a speaker or reporter that is not in the article"
	ReasonQuotation Reason = "a quotation without its speaker"
	ReasonDirection Reason = "a holder at whom the stance is directed"
	ReasonMediation Reason = "mediation that the text does not bear out"
	ReasonPerson    Reason = "a person that the article does not introduce"
	ReasonTooMany   Reason = "more records than an answer may have"
)

// maxRecords is how many statements, or persons, of one answer are looked at.
const maxRecords = 100

// rejection is a record that was refused: the reason to count, and what to tell the model.
type rejection struct {
	reason Reason
	detail string
	record record
}

func reject(reason Reason, format string, args ...any) *rejection {
	return &rejection{reason: reason, detail: fmt.Sprintf(format, args...)}
}

// clip shortens what the model said for messages to it.
func clip(s string) string {
	const limit = 160
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return oneLine(s)
}

// claim is a record while its parts are found in the text.
type claim struct {
	record
	area     span // of the window: the model has seen nothing else
	evidence span
	aligned  bool // the evidence is not what the model wrote, but what the text says
	home     int  // number of the sentence in which the evidence begins
	holder   span
	holders  []party // none: not resolved
	speaker  party
	reported party
	relayed  bool // somebody else says it, known or not
}

// check makes findings of a record, or says why not.
func (a *article) check(r record, w window) ([]extract.Finding, *rejection) {
	r.Speaker, r.ReportedBy = given(r.Speaker), given(r.ReportedBy)
	c := &claim{record: r, area: span{a.sentences[w.first].start, a.sentences[w.last-1].end}}
	for _, step := range []func(*claim, window) *rejection{a.checkLists, a.ground, a.checkHolder, a.checkVoices, a.checkQuotation, a.checkDirection, a.checkMediation} {
		if why := step(c, w); why != nil {
			why.record = r
			return nil, why
		}
	}
	return a.findings(c), nil
}

// given takes an empty mention, or the word null, for none.
func given(mention *string) *string {
	if mention == nil || strings.TrimSpace(*mention) == "" || strings.EqualFold(strings.TrimSpace(*mention), "null") {
		return nil
	}
	return mention
}

func (a *article) checkLists(c *claim, w window) *rejection {
	if !a.e.issues[graph.IssueID(c.Issue)] {
		return reject(ReasonIssue, "issue_id %q is not in the list of issues", clip(c.Issue))
	}
	if !graph.Stance(c.Stance).Valid() {
		return reject(ReasonStance, "stance %q: want supports, opposes, mediates or undecided", clip(c.Stance))
	}
	for _, n := range c.Sentences {
		if n-1 < w.first || n-1 >= w.last {
			return reject(ReasonSentence, "there is no sentence %d: want %d to %d", n, w.first+1, w.last)
		}
	}
	return nil
}

// ground finds the evidence in the text.
func (a *article) ground(c *claim, _ window) *rejection {
	said := strings.TrimSpace(c.Evidence)
	if len(said) > maxEvidence || len(strings.Fields(said)) < 2 {
		return reject(ReasonLength, "evidence has %d words: want the shortest stretch that carries the stance, of 2 words or more and %d characters at most", len(strings.Fields(said)), maxEvidence)
	}
	if all := places(a.doc.Text, c.area, said); len(all) > 0 {
		c.evidence = a.numbered(all, c.Sentences)
	} else {
		found, ok, ambiguous := align(a.doc.Text, c.area, said)
		if ambiguous {
			return reject(ReasonAmbiguous, "evidence %q is not in the report word for word, and is like several places in it", clip(said))
		}
		if !ok {
			return reject(ReasonEvidence, "evidence %q is not in the report: copy it character by character from one place", clip(said))
		}
		c.evidence, c.aligned = found, true
	}
	c.home = sentenceOf(a.sentences, c.evidence.start)
	if n := sentenceOf(a.sentences, c.evidence.end-1) - c.home + 1; n > maxSentences {
		return reject(ReasonLength, "evidence runs over %d sentences: want the shortest stretch that carries the stance", n)
	}
	return nil
}

// numbered chooses, of several places that read alike, the first in a sentence that the record names, else the first.
func (a *article) numbered(all []span, numbers []int) span {
	for _, s := range all {
		if slices.Contains(numbers, sentenceOf(a.sentences, s.start)+1) {
			return s
		}
	}
	return all[0]
}

func (a *article) checkHolder(c *claim, _ window) *rejection {
	mention := strings.TrimSpace(c.Holder)
	if pronoun(mention) {
		return reject(ReasonPronoun, "holder_mention %q is a pronoun: copy the name that the report gives", clip(mention))
	}
	at, ok := a.find(mention, c.area, c.evidence)
	if !ok || len(mention) > graph.MaxNameLength {
		return reject(ReasonHolder, "holder_mention %q is not in the report: copy it as it stands there", clip(mention))
	}
	c.holder, c.holders = at, a.resolve(at)
	return nil
}

// checkVoices finds who utters the statement and who relays it. A speaker for another body than the holder relays it.
func (a *article) checkVoices(c *claim, _ window) *rejection {
	speaker, why := a.voice("speaker_mention", c.Speaker, c)
	if why != nil {
		return why
	}
	reporter, why := a.voice("reported_by_mention", c.ReportedBy, c)
	if why != nil {
		return why
	}
	c.speaker, c.reported = speaker, reporter
	c.relayed = c.ReportedBy != nil
	for _, h := range c.holders {
		if c.speaker.body != "" && c.speaker.body != h.body && c.speaker.actor != h.actor && c.reported.body == "" && !c.relayed {
			c.reported, c.relayed = c.speaker, true
		}
	}
	return nil
}

// voice resolves a mention that may be null; the zero party stands for nobody known.
func (a *article) voice(field string, mention *string, c *claim) (party, *rejection) {
	if mention == nil {
		return party{}, nil
	}
	at, ok := a.find(*mention, c.area, c.evidence)
	if !ok {
		return party{}, reject(ReasonSpeaker, "%s %q is not in the report: copy it as it stands there, or give null", field, clip(*mention))
	}
	if pronoun(*mention) {
		return party{}, nil
	}
	if all := a.resolve(at); len(all) == 1 {
		return all[0], nil
	}
	return party{}, nil
}

// scareQuote is the number of words below which quotation marks stand around a word that the writer keeps at a distance.
const scareQuote = 4

// maxAway is how many sentences before a quotation its speaker may have been named.
const maxAway = 3

// checkQuotation wants to know who says what stands in quotation marks.
func (a *article) checkQuotation(c *claim, _ window) *rejection {
	if c.Speaker != nil || c.ReportedBy != nil || len(strings.Fields(c.Evidence)) < scareQuote || !a.inQuotation(c.evidence) {
		return nil
	}
	if len(c.holders) == 1 && c.holders[0].person && c.holders[0].actor == c.holders[0].body && c.holder.start < c.evidence.start {
		return nil // who speaks for nobody else
	}
	if away := sentenceOf(a.sentences, c.holder.start) - c.home; away < -maxAway || away > 1 || a.inQuotation(c.holder) {
		return reject(ReasonQuotation, "evidence %q is in quotation marks: name in speaker_mention who says it, or another holder_mention", clip(c.Evidence))
	}
	return nil
}

func (a *article) inQuotation(at span) bool {
	s := a.sentences[sentenceOf(a.sentences, at.start)]
	inside := false
	for i, t := range s.tokens {
		if t.Word && t.Start >= at.start && t.End <= at.end {
			if !s.quoted[i] {
				return false
			}
			inside = true
		}
	}
	return inside
}

// findings makes one finding for each holder.
func (a *article) findings(c *claim) []extract.Finding {
	holders := c.holders
	if len(holders) == 0 {
		holders = []party{{}}
	}
	var out []extract.Finding
	for _, h := range holders {
		out = append(out, a.finding(c, h))
	}
	return out
}

func (a *article) finding(c *claim, h party) extract.Finding {
	text := a.doc.Text
	s := graph.Statement{Holder: h.body, HolderText: text[c.holder.start:c.holder.end], Stance: graph.Stance(c.Stance), Issue: graph.IssueID(c.Issue),
		Quote: text[c.evidence.start:c.evidence.end], Start: c.evidence.start, End: c.evidence.end, HeldOn: a.doc.Published, Method: graph.MethodModel, Rule: "model"}
	if h.body == h.actor {
		a.use(h)
	}
	speaker := c.speaker
	if h.person && h.actor != h.body && speaker.actor == "" && !c.relayed {
		speaker = h // an officer of the holder is named as the holder
	}
	if speaker.person && speaker.actor != s.Holder {
		s.Speaker = speaker.actor
		a.use(speaker)
	}
	if by := c.reported; by.body != "" && by.body != s.Holder {
		s.ReportedBy = []graph.ActorID{by.body}
		if by.body == by.actor {
			a.use(by)
		}
	}
	if s.Stance == graph.Mediates {
		s.Parties = a.parties(c, h)
	}
	trace := a.trace(c, h, s)
	s.Confidence, trace.Confidence = a.confidence(c, h)
	return extract.Finding{Statement: s, Trace: trace}
}

func (a *article) trace(c *claim, h party, s graph.Statement) extract.Trace {
	home := a.sentences[c.home]
	t := extract.Trace{
		Sentence: extract.Piece{Start: home.start, End: home.end, Text: a.doc.Text[home.start:home.end]},
		Holder:   extract.Piece{Start: c.holder.start, End: c.holder.end, Text: s.HolderText, Why: fmt.Sprintf("%s (named by the model, resolved by the codebook)", h.body)},
		Issue:    extract.Piece{Why: c.Issue + ", chosen by the model"}, Rule: s.Rule,
	}
	if h.body == "" {
		t.Holder.Why = "no known actor"
	}
	if s.Speaker != "" {
		t.Speaker = extract.Piece{Text: string(s.Speaker), Why: "says it"}
	}
	return t
}

// Parts of the confidence of a statement. They are a judgement: no model was measured.
const (
	baseConfidence = 0.8
	ownConfidence  = 0.5 // how far the model's own doubts count
)

// confidence multiplies what speaks for a record.
func (a *article) confidence(c *claim, h party) (float64, []string) {
	v, parts := baseConfidence, []string{fmt.Sprintf("model %.2f", baseConfidence)}
	times := func(f float64, why string) {
		v *= f
		parts = append(parts, fmt.Sprintf("%s ×%.2f", why, f))
	}
	if own := c.Confidence; own != nil && *own >= 0 && *own < 1 {
		times(1-ownConfidence*(1-*own), "its own doubts")
	}
	if c.aligned {
		times(0.9, "evidence mended")
	}
	if h.body == "" {
		times(0.6, "no known holder")
	}
	if c.relayed {
		times(0.85, "reported")
	}
	if !a.issueNear(c) {
		times(0.85, "issue not found by the codebook")
	}
	return v, parts
}

// issueNear reports whether the codebook finds the issue in the sentence of the evidence or the one before.
func (a *article) issueNear(c *claim) bool {
	from := a.sentences[max(0, c.home-1)].start
	end := a.sentences[sentenceOf(a.sentences, c.evidence.end-1)].end
	return slices.ContainsFunc(a.e.matcher.Issues(a.doc.Text[from:end]), func(m codebook.IssueMatch) bool { return m.Issue == graph.IssueID(c.Issue) })
}
