package suggest

import (
	"cmp"
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Collector counts what a corpus has and a codebook lacks. It is not safe for concurrent use.
type Collector struct {
	cb        *codebook.Codebook
	matcher   *codebook.Matcher
	lexicon   *codebook.Lexicon
	opts      Options
	article   int // number of the article at hand, from 1
	words     int
	names     *tally[name]
	objects   map[string]int         // how often a name is the object of a cue: an issue rather than an actor
	known     map[graph.ActorID]bool // actors that the corpus named: whether they are persons
	lower     map[string]int         // words written small: what is a name is not
	aliases   *tally[nick]
	phrases   *tally[object]
	cues      *tally[candidate]
	stances   map[pair]map[graph.Stance]int // what the extractor found, for guesses at the stance of new cues
	taken     map[string]bool               // names with an owner
	published graph.Date
	bodies    map[string]graph.ActorID // of the article at hand: names that speak for a body
	surnames  map[string]string        // of the article at hand: surname -> key of the full name
}

// pair is an actor and an issue.
type pair struct {
	actor graph.ActorID
	issue graph.IssueID
}

// New makes a collector for a codebook.
func New(cb *codebook.Codebook, opts Options) *Collector {
	return &Collector{cb: cb, matcher: cb.Matcher(), lexicon: cb.Lexicon(), opts: opts.withDefaults(), known: map[graph.ActorID]bool{}, lower: map[string]int{}, objects: map[string]int{},
		names:   newTally(func(n *name) *seen { return &n.seen }),
		aliases: newTally(func(n *nick) *seen { return &n.seen }),
		phrases: newTally(func(o *object) *seen { return &o.seen }),
		cues:    newTally(func(c *candidate) *seen { return &c.seen }),
		stances: map[pair]map[graph.Stance]int{},
	}
}

// Add counts one article and what the extractor found in it.
func (c *Collector) Add(doc extract.Document, found extract.Extraction) {
	c.article++
	c.surnames, c.bodies, c.published = map[string]string{}, map[string]graph.ActorID{}, doc.Published
	c.learn(found)
	read := spansOf(found)
	for _, s := range split(doc.Text) {
		c.count(s)
		s.findActors(c.matcher)
		s.lexicon = c.lexicon
		c.addNames(s)
		s.adopt()
		stated, omitted := read.stated(s), read.omitted(s)
		if len(s.mentions) == 0 {
			continue
		}
		if omitted && !stated {
			c.addCues(s)
		}
		c.addPhrases(s, stated || omitted)
	}
}

// maxWords bounds how many different words are counted.
const maxWords = 1 << 16

// count counts the words of a sentence and those that are written small.
func (c *Collector) count(s *sentence) {
	for _, t := range s.tokens {
		if !t.Word {
			continue
		}
		c.words++
		if t.Upper {
			continue
		}
		if _, ok := c.lower[t.Norm]; ok || len(c.lower) < maxWords {
			c.lower[t.Norm]++
		}
	}
}

// isPerson reports whether an actor is a person of the codebook.
func (c *Collector) isPerson(id graph.ActorID) bool {
	person, ok := c.known[id]
	if !ok {
		a, _ := c.cb.Actor(id)
		person = a.Kind == graph.Person
		c.known[id] = person
	}
	return person
}

// learn counts the stances that were found.
func (c *Collector) learn(found extract.Extraction) {
	for _, f := range found.Findings {
		s := f.Statement
		if s.Holder == "" || len(s.ReportedBy) > 0 {
			continue
		}
		p := pair{c.cb.Body(s.Holder), s.Issue}
		if c.stances[p] == nil {
			if len(c.stances) >= maxEntries {
				continue
			}
			c.stances[p] = map[graph.Stance]int{}
		}
		c.stances[p][s.Stance]++
	}
}

// spans is where the extractor found something in an article: lists of byte offsets, sorted, of which what lies behind
// the sentence at hand is dropped.
type spans struct{ findings, omissions [][2]int }

func spansOf(found extract.Extraction) *spans {
	r := &spans{}
	for _, f := range found.Findings {
		r.findings = append(r.findings, [2]int{f.Statement.Start, f.Statement.End})
	}
	for _, o := range found.Omissions {
		r.omissions = append(r.omissions, [2]int{o.Start, o.End})
	}
	for _, list := range [][][2]int{r.findings, r.omissions} {
		slices.SortFunc(list, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	}
	return r
}

func (r *spans) stated(s *sentence) bool  { return overlap(&r.findings, s) }
func (r *spans) omitted(s *sentence) bool { return overlap(&r.omissions, s) }

// overlap reports whether a span reaches into a sentence; sentences are asked for in the order of the text.
func overlap(list *[][2]int, s *sentence) bool {
	for len(*list) > 0 && (*list)[0][1] <= s.start() {
		*list = (*list)[1:]
	}
	return len(*list) > 0 && (*list)[0][0] < s.end()
}
