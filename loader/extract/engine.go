package extract

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// rulesVersion goes into the fingerprint; it changes with the rules.
const rulesVersion = "rules-13"

// minConfidence is what a statement needs to be reported; chosen for precision.
const minConfidence = 0.40

// Engine is the offline extractor. It is safe for concurrent use.
type Engine struct {
	cb        *codebook.Codebook
	matcher   *codebook.Matcher
	lexicon   *codebook.Lexicon
	persons   map[graph.ActorID]bool
	women     map[graph.ActorID]bool
	listed    map[graph.ActorID]bool // actors of the codebook
	orgs      map[graph.ActorID]bool // organisations and groups
	issues    []graph.IssueID
	onlyPeace graph.IssueID // the only issue that one can mediate, if there is one
	scorecard Scorecard
}

// New makes an extractor for a codebook.
func New(cb *codebook.Codebook) *Engine {
	e := &Engine{cb: cb, matcher: cb.Matcher(), lexicon: cb.Lexicon(), scorecard: BuiltinScorecard(), persons: map[graph.ActorID]bool{}, listed: map[graph.ActorID]bool{}, women: map[graph.ActorID]bool{}, orgs: map[graph.ActorID]bool{}}
	for _, a := range cb.Actors() {
		e.listed[a.ID] = true
		e.persons[a.ID] = a.Kind == graph.Person
		e.women[a.ID] = a.Kind == graph.Person && codebook.WomansName(a.Name)
		e.orgs[a.ID] = a.Kind == graph.Organisation || a.Kind == graph.Group
	}
	for _, i := range cb.Issues() {
		e.issues = append(e.issues, i.ID)
	}
	if peace := e.matcher.PeaceIssues(); len(peace) == 1 {
		e.onlyPeace = peace[0]
	}
	return e
}

// Fingerprint names the rules, the points and the codebook.
func (e *Engine) Fingerprint() string {
	return rulesVersion + "-" + e.scorecard.fingerprint() + "-" + e.cb.Fingerprint()
}

// run is the reading of one document.
type run struct {
	engine    *Engine
	doc       Document
	sentences []*sentence
	people    *people
	mem       memory
	byQuote   map[int]*voice
	named     map[graph.ActorID]int // how often the document names a body
	priors    map[graph.IssueID]int
	clock     clock
	titled    map[graph.IssueID]bool                  // issues that the title names
	topic     graph.IssueID                           // what the document is about, if that is one issue
	persons   map[graph.ActorID]map[graph.ActorID]int // body -> who speaks for it in the document, and how often named
	sent      map[graph.ActorID]graph.ActorID         // person -> body whose delegation the document says that they lead
}

// Extract reads one document.
func (e *Engine) Extract(ctx context.Context, doc Document) (Extraction, error) {
	r := newRun(e, doc)
	if err := r.annotate(ctx); err != nil {
		return Extraction{}, err
	}
	return r.collect(ctx)
}

func newRun(e *Engine, doc Document) *run {
	sentences := split(doc.Text)
	return &run{engine: e, doc: doc, clock: newClock(doc, sentences), people: newPeople(e.cb, doc.Published), mem: memory{issue: map[graph.IssueID]int{}, count: map[graph.IssueID]int{}, roles: newRoles()}, sentences: sentences,
		named: map[graph.ActorID]int{}, priors: map[graph.IssueID]int{}, titled: map[graph.IssueID]bool{}, persons: map[graph.ActorID]map[graph.ActorID]int{}, sent: map[graph.ActorID]graph.ActorID{}}
}

// annotate runs the stages that find actors, issues, cues and speakers.
func (r *run) annotate(ctx context.Context) error {
	e := r.engine
	for i, s := range r.sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s.findActors(e)
		r.people.learn(s)
	}
	r.notBritish()
	for _, s := range r.sentences {
		r.people.find(s)
		for _, m := range s.mentions {
			r.named[m.body]++
			r.mem.roles.see(&m)
			if m.person && m.Actor != m.body {
				if r.persons[m.body] == nil {
					r.persons[m.body] = map[graph.ActorID]int{}
				}
				r.persons[m.body][m.Actor]++
			}
		}
		s.mergeTitles()
		if !s.skip {
			s.parse()
		}
	}
	for i, s := range r.sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s.cues = slices.DeleteFunc(e.lexicon.CuesIn(s.tokens), s.noCue)
		s.ops = slices.DeleteFunc(e.lexicon.Operators(s.tokens), s.timeLeft)
		s.affirm()
		s.contrast()
		s.tones = codebook.Tones(s.tokens)
		if s.skip {
			continue
		}
		r.mem.roles.now = i
		r.mem.resolve(s)
		s.lists = s.rosters()
		s.own(e.lexicon)
		s.attribute(e.lexicon)
		r.mem.remember(s)
	}
	r.byQuote = follow(r.sentences)
	r.hear()
	r.send()
	r.othersInQuotes()
	r.findIssues()
	return nil
}

// othersInQuotes mends pronouns: "he" inside a quotation is not the one who speaks.
func (r *run) othersInQuotes() {
	for _, s := range r.sentences {
		for k := range s.mentions {
			m := &s.mentions[k]
			if !m.guess || !m.person || s.quoted[m.First] == 0 {
				continue
			}
			v := r.byQuote[s.quoted[m.First]]
			if v == nil || v.actor != m.Actor {
				continue
			}
			if m.alt != nil && m.alt.Actor != v.actor {
				m.Actor, m.body = m.alt.Actor, m.alt.body
			} else {
				m.Actor, m.body = "", ""
			}
		}
		s.mentions = slices.DeleteFunc(s.mentions, func(m mention) bool { return m.body == "" })
	}
}

// timeLeft reports whether an operator is a "time to" that says how much time there is: "little time to".
func (s *sentence) timeLeft(o codebook.Operator) bool {
	if s.norm(o.First) != "time" {
		return false
	}
	switch s.norm(o.First - 1) {
	case "little", "no", "more", "enough", "much", "some", "any", "less", "of", "what", "the", "first", "same", "last", "this":
		return true
	}
	return false
}

// ofTheUS are words that make a name of another body when they stand behind "U.S.".
var ofTheUS = set("court district circuit chamber conference steel supreme bankruptcy magistrate attorney olympic soccer postal bank news")

// findActors marks the actors of the codebook and the gazetteer.
func (s *sentence) findActors(e *Engine) {
	for _, a := range e.matcher.ActorsIn(s.text, s.tokens) {
		if p := s.norm(a.First - 1); (p == "a" || p == "an" || p == "another" || p == "one") && ownRoles[s.norm(a.Last)] {
			continue // "a Missouri lawmaker" is somebody, not the body
		}
		if n := s.norm(a.First); a.First == a.Last && (n == "senate" || n == "house" || n == "congress") && (s.norm(a.First-1) == "'s" || s.foreignBefore(a.First)) {
			continue // "Utah's Senate" is another one, and so is the "Chilean Senate"
		}
		if a.First == a.Last && codebook.GivenName(s.norm(a.First-1)) && s.tokens[a.First-1].Upper && !e.persons[a.Actor] && a.How != codebook.BySurname && s.norm(a.First-2) != "'s" {
			continue // "David French" is a person
		}
		if next := a.Last + 1; s.norm(a.First) == "us" && a.First == a.Last && next < len(s.tokens) && s.tokens[next].Upper && ofTheUS[s.norm(next)] {
			continue // "the U.S. Court of Appeals" is not the state
		}
		if next := s.norm(a.Last + 1); (partisans[next] || next == "independent") && s.norm(a.First-1) == "," && s.norm(a.Last+2) == "," {
			continue // "Ann Lee, Ohio Republican,": likewise
		}
		if p := s.norm(a.First - 1); s.tokens[a.First].Joined && (p == "r" || p == "d" || p == "i") {
			continue // "Lee, R-Texas": where a legislator comes from
		}
		body, _ := e.cb.Actor(e.cb.Body(a.Actor))
		s.mentions = append(s.mentions, mention{ActorMatch: a, body: e.cb.Body(a.Actor), person: e.persons[a.Actor], woman: e.women[a.Actor], org: e.orgs[a.Actor], state: body.Kind == graph.State && !e.persons[a.Actor]})
	}
}

// foreignBefore reports whether the mention found last is the adjective of another state than the United States and ends before token i.
func (s *sentence) foreignBefore(i int) bool {
	k := len(s.mentions) - 1
	return k >= 0 && s.mentions[k].Last == i-1 && s.mentions[k].How == codebook.ByAdjective && s.mentions[k].state && s.mentions[k].body != "united-states"
}

// definite reports whether the noun at i stands as something known: "the strikes", "its campaign".
func (s *sentence) definite(i int) bool {
	for k := i - 1; k >= 0 && i-k < 4; k-- {
		switch s.norm(k) {
		case "the", "this", "that", "these", "those", "its", "his", "their", "such", "'s", "any", "our":
			return true
		}
		if !s.plainAdjective(k) {
			return false
		}
	}
	return false
}

// collect weighs every way to read the issues of the document and decides what is reported.
func (r *run) collect(ctx context.Context) (Extraction, error) {
	var out Extraction
	all, err := r.propose(ctx)
	if err != nil {
		return out, err
	}
	out.Findings = r.resolve(all)
	out.Omissions = r.omissions(all, out.Findings)
	out.Actors = r.introduced(out.Findings)
	return out, nil
}

// propose gives the candidates of all sentences, with their odds.
func (r *run) propose(ctx context.Context) ([]*candidate, error) {
	var all []*candidate
	for i, s := range r.sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !s.skip {
			s.lists = s.rosters() // pronouns inside quotations have gone since
			all = append(all, r.candidates(s, i)...)
		}
	}
	articleMarks(all)
	for i := range all {
		all[i].odds = r.engine.scorecard.odds(all[i].marks)
	}
	return all, nil
}

// omissions lists the sentences that name an actor and an issue and gave nothing, with what was missing: the reading that
// came closest, and what counted against it.
func (r *run) omissions(all []*candidate, findings []Finding) []Omission {
	best := map[int]*candidate{}
	for i := range all {
		c := all[i]
		if b := best[c.sentence]; c.holder != "" && (b == nil || c.odds > b.odds) {
			best[c.sentence] = c
		}
	}
	found := map[int]bool{}
	for _, f := range findings {
		found[f.Trace.Sentence.Start] = true
	}
	var out []Omission
	for n, s := range r.sentences {
		if s.skip || len(s.mentions) == 0 || len(s.issues) == 0 || found[s.start()] {
			continue
		}
		o := Omission{Start: s.start(), End: s.end(), Sentence: s.text[s.start():s.end()], Reason: "no actor stands where somebody who holds a stance on the issue would"}
		switch c := best[n]; {
		case s.asks():
			o.Reason = "a question takes no side"
		case c != nil && share(c.odds) >= minConfidence:
			o.Reason = fmt.Sprintf("%s %s %s is said there, but the article says the opposite more clearly", c.holder, c.stance, c.issue.Issue)
		case c != nil:
			o.Reason = fmt.Sprintf("closest is %s %s %s with %.2f, below %.2f; against it: %s", c.holder, c.stance, c.issue.Issue, share(c.odds), minConfidence,
				strings.Join(r.engine.scorecard.against(c.marks), ", "))
		}
		for _, m := range s.mentions {
			if !slices.Contains(o.Actors, m.body) {
				o.Actors = append(o.Actors, m.body)
			}
		}
		for _, m := range s.issues {
			if !slices.Contains(o.Issues, m.Issue) {
				o.Issues = append(o.Issues, m.Issue)
			}
		}
		out = append(out, o)
	}
	return out
}

// introduced gives the persons of the document that findings refer to.
func (r *run) introduced(findings []Finding) []graph.Actor {
	used := map[graph.ActorID]bool{}
	for _, f := range findings {
		used[f.Statement.Holder], used[f.Statement.Speaker] = true, true
		for _, id := range f.Statement.ReportedBy {
			used[id] = true
		}
		for _, id := range f.Statement.Parties {
			used[id] = true
		}
	}
	var out []graph.Actor
	for _, p := range r.people.order {
		if !used[p.id] {
			continue
		}
		a := graph.Actor{ID: p.id, Name: p.name, Kind: graph.Person}
		if p.body != "" {
			a.SpeaksFor = []graph.Tie{{Body: p.body, Role: strings.Join(strings.Fields(p.role), " ")}}
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b graph.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
