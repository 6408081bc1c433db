package suggest

import "stancegraph/graph"

// Options bound what is suggested. The zero value is the default.
type Options struct {
	Min int // least count of a suggestion, 3 if zero
	Top int // most suggestions of one kind, 20 if zero
}

func (o Options) withDefaults() Options {
	if o.Min <= 0 {
		o.Min = 3
	}
	if o.Top <= 0 {
		o.Top = 20
	}
	return o
}

// Evidence says how often something was seen and where.
type Evidence struct {
	Mentions int      `json:"mentions"`
	Articles int      `json:"articles"`
	Examples []string `json:"examples"` // one or two sentences of the corpus
}

// Alias is another name of a known actor.
type Alias struct {
	Actor graph.ActorID `json:"actor"`
	Name  string        `json:"name"`
	Why   string        `json:"why"`
	Evidence
}

// Actor is a name that nothing knows.
type Actor struct {
	ID        graph.ActorID `json:"id"`
	Name      string        `json:"name"`
	Kind      graph.Kind    `json:"kind"`
	Aliases   []string      `json:"aliases,omitempty"`
	SpeaksFor graph.ActorID `json:"speaks_for,omitempty"`
	Role      string        `json:"role,omitempty"`
	Acts      int           `json:"acts"` // mentions as one who says, supports, opposes or mediates, or with an office
	Note      string        `json:"note,omitempty"`
	Evidence
}

// Phrase is a way of naming an issue, or of naming something that is no issue yet.
type Phrase struct {
	Text   string          `json:"text"`
	Actors []graph.ActorID `json:"actors"` // who was seen with it, the most frequent first
	Evidence
}

// Issue groups phrases with one head word: for an issue of the codebook, or for a possible new one.
type Issue struct {
	ID       graph.IssueID `json:"id"`
	Name     string        `json:"name"`
	New      bool          `json:"new"`
	Heads    []string      `json:"heads"`
	Phrases  []Phrase      `json:"phrases"`
	Mentions int           `json:"mentions"`
}

// Cue is an expression that may carry a stance.
type Cue struct {
	Part   string       `json:"part"` // verb, noun or phrase
	Form   string       `json:"form"` // base form, with its preposition
	Stance graph.Stance `json:"stance"`
	Why    string       `json:"why"` // where the stance is guessed from
	Evidence
}

// Suggestions is what a corpus asks for.
type Suggestions struct {
	Articles int     `json:"articles"`
	Words    int     `json:"words"`
	Aliases  []Alias `json:"aliases"`
	Actors   []Actor `json:"actors"`
	Issues   []Issue `json:"issues"`
	Cues     []Cue   `json:"cues"`
}
