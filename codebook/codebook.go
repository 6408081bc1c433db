package codebook

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"sync"

	"stancegraph/graph"
)

// Codebook is what an analyst wants found, together with the built-in vocabulary. It does not change after it is made.
type Codebook struct {
	name    string
	actors  []Actor // of the codebook, in file order
	issues  []Issue
	builtin *gazetteer
	cues    []CueEntry
	turns   []OperatorEntry
	classes []Class
	digest  string
	byID    map[graph.ActorID]int

	once     sync.Once
	matcher  *Matcher
	lexicon  *Lexicon
	warnings []Remark
}

// Actor is an actor as a codebook lists it.
type Actor struct {
	ID        graph.ActorID
	Name      string
	Kind      graph.Kind
	Aliases   []string
	SpeaksFor graph.ActorID // the body that a person speaks for, or empty
	Role      string
	Offices   []graph.Tie // where there are several, or with dates: all of them, the first of which is that of SpeaksFor
	MemberOf  []graph.ActorID
	Own       bool // its names are all that it has: those of the gazetteer are not added
}

// Issue is an issue as a codebook lists it.
type Issue struct {
	ID      graph.IssueID
	Name    string
	Phrases []string // ways of naming it that point the issue's way
	Against []string // ways of naming it that point the other way
	PartOf  graph.IssueID
}

// Load reads the codebook in a file. The error is [graph.Invalid] and lists every fault, or [graph.NotFound].
func Load(path string) (*Codebook, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &graph.Error{Code: graph.NotFound, Message: "cannot read codebook " + path, Err: err}
	}
	return Parse(path, data)
}

// Parse reads a codebook in YAML or JSON; name stands for it in messages.
func Parse(name string, data []byte) (*Codebook, error) {
	builtin, err := loadGazetteer()
	if err != nil {
		return nil, err
	}
	cb := &Codebook{name: name, builtin: builtin}
	p := &reader{name: name, cb: cb}
	p.read(data)
	if err := p.err(); err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write([]byte(vocabularyDigest()))
	sum.Write(data)
	cb.digest = hex.EncodeToString(sum.Sum(nil)[:12])
	cb.index()
	return cb, nil
}

// FromGraph makes a codebook of what a store holds, so that questions are read with the names that the graph uses.
func FromGraph(actors []graph.Actor, issues []graph.Issue) *Codebook {
	builtin, err := loadGazetteer()
	if err != nil {
		builtin = &gazetteer{}
	}
	cb := &Codebook{name: "store", builtin: builtin}
	for _, a := range actors {
		own := Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, Aliases: a.Aliases, MemberOf: a.MemberOf}
		if len(a.SpeaksFor) > 0 {
			own.SpeaksFor, own.Role = a.SpeaksFor[0].Body, a.SpeaksFor[0].Role
		}
		cb.actors = append(cb.actors, own)
	}
	for _, i := range issues {
		cb.issues = append(cb.issues, Issue{ID: i.ID, Name: i.Name, Phrases: i.Phrases, PartOf: i.PartOf})
	}
	cb.digest = digestOf(cb)
	cb.index()
	return cb
}

func digestOf(cb *Codebook) string {
	sum := sha256.New()
	sum.Write([]byte(vocabularyDigest()))
	write := func(parts ...string) {
		for _, p := range parts {
			sum.Write([]byte(p))
			sum.Write([]byte{0})
		}
	}
	for _, a := range cb.actors {
		write(string(a.ID), a.Name, string(a.Kind), string(a.SpeaksFor))
		write(a.Aliases...)
	}
	for _, i := range cb.issues {
		write(string(i.ID), i.Name, string(i.PartOf))
		write(i.Phrases...)
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

func (cb *Codebook) index() {
	cb.byID = make(map[graph.ActorID]int, len(cb.actors))
	for i, a := range cb.actors {
		cb.byID[a.ID] = i
	}
}

// Warnings lists, with their lines, the entries that were passed over when the codebook was read: keys that nothing
// reads, names that two actors share (the first keeps them), bodies that nobody lists.
func (cb *Codebook) Warnings() []Remark { return slices.Clone(cb.warnings) }

// Name is the file name or other label under which the codebook was read.
func (cb *Codebook) Name() string { return cb.name }

// Fingerprint is a hash of everything that influences what is found: the codebook, the gazetteer and the lexicon.
func (cb *Codebook) Fingerprint() string { return cb.digest }

// Actors gives the actors that the codebook lists, in its order, as a store takes them. Gazetteer actors that it does
// not list come from [Codebook.Actor] when something refers to them.
func (cb *Codebook) Actors() []graph.Actor {
	out := make([]graph.Actor, 0, len(cb.actors))
	for _, a := range cb.actors {
		out = append(out, cb.toGraph(a))
	}
	return out
}

// toGraph completes a listed actor with what the gazetteer knows under the same id.
func (cb *Codebook) toGraph(a Actor) graph.Actor {
	g := graph.Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, Aliases: slices.Clone(a.Aliases), MemberOf: a.MemberOf}
	if built, ok := cb.builtin.actor(a.ID); ok && !a.Own {
		for _, alias := range append([]string{built.Name}, built.Aliases...) {
			if alias != g.Name && !slices.Contains(g.Aliases, alias) {
				g.Aliases = append(g.Aliases, alias)
			}
		}
	}
	switch {
	case len(a.Offices) > 0:
		g.SpeaksFor = slices.Clone(a.Offices)
	case a.SpeaksFor != "":
		g.SpeaksFor = []graph.Tie{{Body: a.SpeaksFor, Role: a.Role}}
	}
	return g
}

// Actor gives the actor with an id, from the codebook or the gazetteer.
func (cb *Codebook) Actor(id graph.ActorID) (graph.Actor, bool) {
	if i, ok := cb.byID[id]; ok {
		return cb.toGraph(cb.actors[i]), true
	}
	if a, ok := cb.builtin.actor(id); ok {
		return graph.Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, Aliases: slices.Clone(a.Aliases)}, true
	}
	return graph.Actor{}, false
}

// own reports whether the names that a listed actor has are all that it has.
func (cb *Codebook) own(id graph.ActorID) bool {
	i, ok := cb.byID[id]
	return ok && cb.actors[i].Own
}

// Body gives the body that an actor speaks for, or the actor itself.
func (cb *Codebook) Body(id graph.ActorID) graph.ActorID {
	if i, ok := cb.byID[id]; ok && cb.actors[i].SpeaksFor != "" {
		return cb.actors[i].SpeaksFor
	}
	return id
}

// Issues gives the issues of the codebook in its order.
func (cb *Codebook) Issues() []graph.Issue {
	out := make([]graph.Issue, 0, len(cb.issues))
	for _, i := range cb.issues {
		out = append(out, graph.Issue{ID: i.ID, Name: i.Name, Phrases: slices.Clone(i.Phrases), PartOf: i.PartOf})
	}
	return out
}

// Matcher finds the codebook's actors and issues, and the gazetteer's actors, in texts.
func (cb *Codebook) Matcher() *Matcher {
	cb.compile()
	return cb.matcher
}

// Lexicon finds words that carry a stance: the built-in ones and the codebook's own.
func (cb *Codebook) Lexicon() *Lexicon {
	cb.compile()
	return cb.lexicon
}

func (cb *Codebook) compile() {
	cb.once.Do(func() {
		vocab := newVocabulary(cb.classes)
		cb.matcher = newMatcher(cb, vocab)
		cb.lexicon = newLexicon(cb.cues, cb.turns)
	})
}
