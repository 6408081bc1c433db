package codebook

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/graph"
)

// IssueMatch is a place in a text that names an issue.
type IssueMatch struct {
	Issue       graph.IssueID
	Start, End  int     // byte offsets
	First, Last int     // token numbers
	Sign        int     // +1 where the words point the issue's way, -1 where they point against it
	Score       float64 // share of the phrase that is there, 0 to 1
	Phrase      string  // the codebook phrase that was paraphrased
	Partial     bool    // only the head of the phrase is there ("the deal"): means the issue if that was named before
	Verb        bool    // begins with a verb that carries the issue out: "arming the rebels"
	Peace       bool    // talks, a truce or a settlement: what one can mediate
	Harm        bool    // violence: what nobody supports by merely doing it
	Class       string  // sense class of the head word, or empty
	Core        int     // token at which the words proper begin, without an actor in front of them
	weight      float64
}

// slot is one part of a phrase, met by any of its concepts.
type slot struct {
	alts   []int
	actor  graph.ActorID // the body of an actor, instead of concepts
	weight float64
	exact  string // where set, the word itself must stand there (loose classes that stand alone)
	linked bool   // the actor must be the object of a verb or preposition
	leads  bool   // the actor comes first: it owns or does what follows
	prep   string // preposition before the actor
	after  bool   // the actor must follow at once, and by name
}

// pattern is a compiled phrase.
type pattern struct {
	issue  int
	phrase string
	sign   int
	slots  []slot
	total  float64
	anchor int
	limit  float64
}

// headClasses are those whose words can stand for a whole phrase once it was named: "the rule", "the talks".
var headClasses = wordSet(`regulation tariff airstrike intervention talks settlement pipeline summit sanction blockade referendum wall tax tax-cut trade-deal
no-confidence mission safe-zone no-fly customs mediation dam merger subsidy bailout stimulus executive-order drilling lockdown vaccine mask investigation recognition helicopter`)

// head gives the last part of a phrase that is no actor.
func (p *pattern) head() int {
	for i := len(p.slots) - 1; i >= 0; i-- {
		if p.slots[i].actor == "" {
			return i
		}
	}
	return -1
}

type issueIndex struct {
	patterns []pattern
	anchors  map[int][]int // concept -> patterns anchored on it
	heads    map[int][]int // concept -> patterns whose last word it is: "the rule" can mean "the ACE rule"
	actorsOf map[graph.ActorID]graph.ActorID
	peace    []bool
	harm     []bool
	objects  []map[graph.ActorID]bool // of these, those that the issue is done to, for or in
	words    []map[string]bool        // the words of an issue's phrases
	actors   []map[graph.ActorID]bool // the bodies that an issue's phrases name
	exacts   *trie[int]               // exact phrases, for what no concept covers
}

// window is how many tokens may lie between an anchor and another part of a phrase.
const window = 9

// compileIssues turns the phrases of all issues into patterns.
func compileIssues(cb *Codebook, m *Matcher, v *vocabulary) issueIndex {
	ix := issueIndex{anchors: map[int][]int{}, heads: map[int][]int{}, exacts: newTrie[int](), peace: make([]bool, len(cb.issues))}
	c := &issueCompiler{cb: cb, m: m, v: v, ix: &ix, issuesOf: map[int]map[int]bool{}, backed: map[issueActor]bool{}}
	for i, is := range cb.issues {
		for _, p := range phrasesOf(is) {
			c.count(i, p)
		}
	}
	for i, is := range cb.issues {
		for _, p := range phrasesOf(is) {
			c.add(i, p, 1)
		}
		for _, p := range is.Against {
			c.add(i, p, -1)
		}
		ix.peace[i] = c.isPeace(is)
		ix.harm = append(ix.harm, c.share(i, "violence", "bombard") > 0.4)
		ix.actors = append(ix.actors, c.actorsOf(is))
		ix.words = append(ix.words, wordsOf(is))
		ix.objects = append(ix.objects, c.objectsOf(is))
	}
	for i, p := range ix.patterns {
		for _, concept := range p.slots[p.anchor].alts {
			ix.anchors[concept] = append(ix.anchors[concept], i)
		}
		if h := p.head(); h >= 0 && h != p.anchor {
			for _, concept := range p.slots[h].alts {
				if concept >= len(v.classes) || !headClasses[v.classes[concept].ID] {
					continue
				}
				ix.heads[concept] = append(ix.heads[concept], i)
			}
		}
	}
	return ix
}

// phrasesOf gives an issue's phrases and its name, with what stands in brackets apart.
func phrasesOf(is Issue) []string {
	out := slices.Clone(is.Phrases)
	name, rest, _ := strings.Cut(is.Name, "(")
	out = append(out, strings.TrimSpace(name))
	if inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), ")")); inner != "" {
		out = append(out, inner)
	}
	return out
}

type issueCompiler struct {
	cb       *Codebook
	m        *Matcher
	v        *vocabulary
	ix       *issueIndex
	backed   map[issueActor]bool
	issuesOf map[int]map[int]bool // concept -> issues in whose phrases it occurs
}

// count notes which concepts occur in which issues: what occurs in many tells little.
func (c *issueCompiler) count(issue int, phrase string) {
	for _, s := range c.slots(phrase) {
		for _, alt := range s.alts {
			if c.issuesOf[alt] == nil {
				c.issuesOf[alt] = map[int]bool{}
			}
			c.issuesOf[alt][issue] = true
		}
	}
}

// slots cuts a phrase into its parts.
func (c *issueCompiler) slots(phrase string) []slot {
	tokens := Tokens(phrase)
	actors := c.m.ActorsIn(phrase, tokens)
	hits := c.v.hits(tokens, false)
	var out []slot
	for i := 0; i < len(tokens); i++ {
		if a := actorStarting(actors, i); a != nil {
			out = append(out, slot{actor: c.cb.Body(a.Actor), weight: actorWeight(tokens, i), linked: i > 0 && len(out) > 0, leads: len(out) == 0, prep: prepositionAt(tokens, i)})
			i = a.Last
			continue
		}
		if s, end := c.conceptSlot(tokens, hits, i); end > i {
			out = mergeSlot(out, s)
			i = end - 1
			continue
		}
		if t := tokens[i]; t.Word && !functionWords[t.Norm] {
			concept := c.v.stemConcept(t.Norm)
			out = mergeSlot(out, slot{alts: []int{concept}, weight: c.v.weight(concept, t.Norm)})
		}
	}
	return out
}

func actorStarting(actors []ActorMatch, i int) *ActorMatch {
	for k := range actors {
		if actors[k].First == i {
			return &actors[k]
		}
	}
	return nil
}

func prepositionAt(tokens []Token, i int) string {
	for k := i - 1; k >= 0 && k > i-3; k-- {
		if linkers[tokens[k].Norm] {
			return tokens[k].Norm
		}
	}
	return ""
}

// actorWeight is less where the actor is only the place: "air strikes in Libya".
func actorWeight(tokens []Token, i int) float64 {
	if i > 0 && placePreposition[tokens[i-1].Norm] {
		return weightPlace
	}
	return weightActor
}

var placePreposition = wordSet("in over on off at into inside near across")

func (c *issueCompiler) conceptSlot(tokens []Token, hits []hit, i int) (slot, int) {
	var s slot
	end := i
	for _, h := range hits {
		if h.first != i {
			continue
		}
		if h.last+1 > end {
			end, s = h.last+1, slot{}
		}
		if h.last+1 == end {
			s.alts = append(s.alts, h.concept)
			s.weight = max(s.weight, c.v.weight(h.concept, tokens[i].Norm))
		}
	}
	if end > i {
		words := norms(tokens[i:end])
		s.exact = strings.Join(words, " ")
	}
	return s, end
}

// mergeSlot adds a part unless an earlier one has the same concepts.
func mergeSlot(slots []slot, s slot) []slot {
	for _, o := range slots {
		if len(o.alts) > 0 && slices.Equal(o.alts, s.alts) {
			return slots
		}
	}
	return append(slots, s)
}

// add compiles a phrase, and what follows from it: 'lifting of the blockade' makes 'the blockade' point the other way.
func (c *issueCompiler) add(issue int, phrase string, sign int) {
	slots := c.slots(phrase)
	if c.protects(issue, slots) {
		sign = -sign
	}
	c.pattern(issue, phrase, sign, slots)
	if rest, ok := c.reversed(phrase); ok {
		c.pattern(issue, rest, -sign, c.slots(rest))
	}
	if a := c.departing(slots); a != "" && sign > 0 && !c.backed[issueActor{issue, a}] {
		c.backed[issueActor{issue, a}] = true
		c.pattern(issue, "support for "+string(a), -1, []slot{{alts: []int{c.v.byID["standing-by"]}, weight: weightContent}, {actor: a, weight: weightActor, linked: true, prep: "for", after: true}})
	}
	for i, s := range slots {
		if other, ok := c.opposite(s); ok && c.hasActor(slots) {
			turned := slices.Clone(slots)
			turned[i] = other
			c.pattern(issue, "not "+phrase, -sign, turned)
		}
	}
}

// protects reports whether a phrase names the protection from what the issue names: it points the other way.
func (c *issueCompiler) protects(issue int, slots []slot) bool {
	return c.has(slots, "protect") && c.share(issue, "violence", "bombard") > 0.4
}

func (c *issueCompiler) has(slots []slot, class string) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return slices.Contains(s.alts, c.v.byID[class]) })
}

// share is the part of an issue's phrases that have one of the classes.
func (c *issueCompiler) share(issue int, classes ...string) float64 {
	phrases := phrasesOf(c.cb.issues[issue])
	n := 0
	for _, p := range phrases {
		slots := c.slots(p)
		if slices.ContainsFunc(classes, func(class string) bool { return c.has(slots, class) }) {
			n++
		}
	}
	return float64(n) / float64(len(phrases))
}

func (c *issueCompiler) hasActor(slots []slot) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return s.actor != "" })
}

type issueActor struct {
	issue int
	actor graph.ActorID
}

// departing gives the actor who is to leave, where a phrase says so: whoever supports that actor is against it.
func (c *issueCompiler) departing(slots []slot) graph.ActorID {
	if !c.has(slots, "departure") && !c.has(slots, "oust") || len(slots) > 3 {
		return ""
	}
	for _, s := range slots {
		if s.actor != "" {
			return s.actor
		}
	}
	return ""
}

// opposite gives the opposite of a part: who is to leave must not remain.
func (c *issueCompiler) opposite(s slot) (slot, bool) {
	for _, a := range s.alts {
		if a == c.v.byID["departure"] {
			return slot{alts: []int{c.v.byID["remain"]}, weight: s.weight}, true
		}
	}
	return s, false
}

var reversingHeads = wordSet(`lifting lift removal exemption end ending ban halt halting stopping avoiding preventing relief easing blocking
repeal rollback opposition opposing rejecting rejection scrapping abolition abolishing`)

// reversed cuts a reversing head from a phrase: "lifting of the blockade" leaves "the blockade".
func (c *issueCompiler) reversed(phrase string) (string, bool) {
	tokens := Tokens(phrase)
	if len(tokens) < 3 || !reversingHeads[tokens[0].Norm] {
		return "", false
	}
	i := 1
	for i < len(tokens) && functionWords[tokens[i].Norm] {
		i++
	}
	if i >= len(tokens) || len(c.v.hits(tokens[:2], false)) > 0 && c.covers(tokens) {
		return "", false
	}
	rest := phrase[tokens[i].Start:]
	for _, s := range c.slots(rest) {
		if s.weight >= weightContent && !c.loose(s) {
			return rest, true
		}
	}
	return "", false
}

// covers reports whether a class entry takes in the head together with what follows: "stop the fighting" is one sense.
func (c *issueCompiler) covers(tokens []Token) bool {
	for _, h := range c.v.hits(tokens, false) {
		if h.first == 0 && h.last > 0 {
			return true
		}
	}
	return false
}

// looseClasses are too wide to stand for an issue alone.
var looseClasses = wordSet(`weapon troop violence oust departure funds aid standing-by embassy cut raise remain regulation deal lifting
civilian war summit closing build stem-flow disapproval authority withdraw-forces protect bombard repeal vote election police nuclear rebel
airforce import investigation nomination spending debt tax plan tariff leave-bloc transfer impose deploy steel union wage currency protest prison education
health-care refugee terror sanction merger legalization evidence-release divert member-join end-rule annex airstrike intervention drone immigration talks mediation emission coal-free`)

func (c *issueCompiler) loose(s slot) bool {
	for _, a := range s.alts {
		if a >= len(c.v.classes) || !looseClasses[c.v.classes[a].ID] {
			return false
		}
	}
	return len(s.alts) > 0
}

func (c *issueCompiler) pattern(issue int, phrase string, sign int, slots []slot) {
	p := pattern{issue: issue, phrase: phrase, sign: sign, slots: slices.Clone(slots), anchor: -1, limit: 0.7}
	content := 0
	for i := range p.slots {
		s := &p.slots[i]
		if s.actor == "" {
			s.weight *= c.rarity(s)
			if s.weight >= 0.5 {
				content++
			}
		}
		p.total += s.weight
		if s.actor == "" && (p.anchor < 0 || s.weight > p.slots[p.anchor].weight) {
			p.anchor = i
		}
	}
	if p.anchor < 0 {
		return
	}
	if content > 2 {
		p.limit = 0.6
	}
	p.narrow(c)
	c.ix.patterns = append(c.ix.patterns, p)
}

// narrow keeps a wide class from standing for an issue alone: then the very words must stand there.
func (p *pattern) narrow(c *issueCompiler) {
	alone := 0
	for i := range p.slots {
		if p.slots[i].actor != "" || p.slots[i].weight >= 0.5 {
			alone++
		}
	}
	for i := range p.slots {
		s := &p.slots[i]
		if alone == 1 && len(s.alts) > 1 {
			s.alts = c.tight(s.alts)
		}
		if len(p.slots) > 1 || !c.loose(*s) || s.weight < 0.5 {
			s.exact = ""
		}
	}
}

// tight leaves out the wide classes where others are there as well.
func (c *issueCompiler) tight(alts []int) []int {
	var out []int
	for _, a := range alts {
		if a >= len(c.v.classes) || !looseClasses[c.v.classes[a].ID] {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return alts
	}
	return out
}

// rarity lowers the weight of what occurs in the phrases of several issues.
func (c *issueCompiler) rarity(s *slot) float64 {
	least := 99
	for _, a := range s.alts {
		least = min(least, len(c.issuesOf[a]))
	}
	switch {
	case least <= 1:
		return 1
	case least == 2:
		return 0.8
	case least == 3:
		return 0.6
	}
	return 0.45
}

// isPeace reports whether an issue is a settlement between parties.
func (c *issueCompiler) isPeace(is Issue) bool {
	n := 0
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			for _, a := range s.alts {
				if a < len(c.v.classes) && (c.v.classes[a].ID == "ceasefire" || c.v.classes[a].ID == "settlement" || c.v.classes[a].ID == "talks" || c.v.classes[a].ID == "mediation") {
					n++
				}
			}
		}
	}
	return n >= 3 || strings.Contains(string(is.ID), "summit") || strings.Contains(string(is.ID), "talks")
}

func (c *issueCompiler) actorsOf(is Issue) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			if s.actor != "" {
				out[s.actor] = true
			}
		}
	}
	return out
}

func (c *issueCompiler) objectsOf(is Issue) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			if s.actor != "" && s.linked && s.prep != "by" && s.prep != "from" {
				out[s.actor] = true
			}
		}
	}
	return out
}

// DoneTo reports whether the phrases of an issue name an actor as the one that it is done to, for or in.
func (m *Matcher) DoneTo(issue graph.IssueID, actor graph.ActorID) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.objects[i][actor]
		}
	}
	return false
}

func wordsOf(is Issue) map[string]bool {
	out := map[string]bool{}
	for _, p := range phrasesOf(is) {
		for _, t := range Tokens(p) {
			out[t.Norm] = true
		}
	}
	return out
}

// HasWord reports whether a word, in lower case, occurs in the phrases of an issue.
func (m *Matcher) HasWord(issue graph.IssueID, word string) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.words[i][word]
		}
	}
	return false
}

// Names reports whether the phrases of an issue name an actor.
func (m *Matcher) Names(issue graph.IssueID, actor graph.ActorID) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.actors[i][actor]
		}
	}
	return false
}

// Issues finds the issues named in a text, in the order of the text. Matches of one issue do not overlap.
func (m *Matcher) Issues(text string) []IssueMatch {
	tokens := Tokens(text)
	return m.IssuesIn(text, tokens, m.ActorsIn(text, tokens))
}

// IssuesIn does the work of [Matcher.Issues] on one sentence whose tokens are cut and whose actors are known,
// pronouns included.
func (m *Matcher) IssuesIn(text string, tokens []Token, actors []ActorMatch) []IssueMatch {
	f := &issueFinder{m: m, tokens: tokens, at: map[int][]hit{}}
	for _, h := range m.vocab.hits(tokens, true) {
		f.hits = append(f.hits, h)
		f.at[h.concept] = append(f.at[h.concept], h)
	}
	for _, a := range actors {
		f.actors = append(f.actors, placed{m.cb.Body(a.Actor), a})
	}
	return f.find()
}

type placed struct {
	body  graph.ActorID
	match ActorMatch
}

type issueFinder struct {
	m      *Matcher
	tokens []Token
	hits   []hit
	at     map[int][]hit
	actors []placed
	found  []IssueMatch
}

func (f *issueFinder) find() []IssueMatch {
	for _, h := range f.hits {
		for _, k := range f.m.issues.anchors[h.concept] {
			f.try(&f.m.issues.patterns[k], h)
		}
		for _, k := range f.m.issues.heads[h.concept] {
			p := &f.m.issues.patterns[k]
			f.report(p, h.first, h.last, h.first, h, 0.42, 0.4*p.total, true)
		}
	}
	return f.choose()
}

// try fits a pattern around a hit of its anchor.
func (f *issueFinder) try(p *pattern, anchor hit) {
	if want := p.slots[p.anchor].exact; want != "" && want != f.words(anchor) {
		if p.slots[p.anchor].weight >= weightContent {
			f.report(p, anchor.first, anchor.last, anchor.first, anchor, 0.45, 0.45*p.total, true)
		}
		return
	}
	got := p.slots[p.anchor].weight
	first, last := anchor.first, anchor.last
	core, coreEnd := anchor.first, anchor.last
	for i := range p.slots {
		if i == p.anchor {
			continue
		}
		s := &p.slots[i]
		a, b, ok := f.nearest(s, anchor, i < p.anchor)
		if !ok {
			continue
		}
		got += s.weight
		if f.close(a, b, core, coreEnd) || s.actor == "" && a > coreEnd {
			first, last = min(first, a), max(last, b)
		}
		if s.actor == "" && f.close(a, b, core, coreEnd) {
			core, coreEnd = min(core, a), max(coreEnd, b)
		}
	}
	share := got / p.total
	alone := got == p.slots[p.anchor].weight && anchor.first == anchor.last && looseWord(f.m.vocab, anchor, f.tokens[anchor.first].Norm)
	switch {
	case share >= p.limit && got >= 0.6 && (!alone || len(p.slots) == 1):
		f.report(p, first, last, core, anchor, share, got, false)
	case share >= 0.25 && p.slots[p.anchor].weight >= 0.4 && f.canStand(anchor):
		f.report(p, first, last, core, anchor, share, got, true)
	}
}

// canStand reports whether a word may stand for a phrase that was named before.
func (f *issueFinder) canStand(h hit) bool {
	if h.concept >= len(f.m.vocab.classes) {
		return true
	}
	id := f.m.vocab.classes[h.concept].ID
	return !looseClasses[id] || headClasses[id]
}

// infinitive reports whether "to" at i begins an infinitive.
func (f *issueFinder) infinitive(i int) bool {
	if f.tokens[i].Norm != "to" || i+1 >= len(f.tokens) {
		return false
	}
	_, form := Verb(f.tokens[i+1].Norm)
	return form == BaseForm
}

// looseWord reports whether one common word of a wide class, with nothing beside it, is too little.
func looseWord(v *vocabulary, h hit, norm string) bool {
	return h.concept < len(v.classes) && looseClasses[v.classes[h.concept].ID] && len(norm) < 9
}

// close reports whether an actor belongs to the noun phrase of the issue: no verb stands between them.
func (f *issueFinder) close(a, b, core, coreEnd int) bool {
	if a > coreEnd {
		for i := coreEnd + 1; i < a; i++ {
			if _, form := Verb(f.tokens[i].Norm); form != NotVerb || f.tokens[i].Norm == "," || i > coreEnd+3 {
				return false
			}
		}
		return true
	}
	for i := b + 1; i < core; i++ {
		if _, form := Verb(f.tokens[i].Norm); form != NotVerb && form != Gerund || f.infinitive(i) || f.tokens[i].Norm == "," {
			return false
		}
	}
	return true
}

func (f *issueFinder) words(h hit) string {
	return strings.Join(norms(f.tokens[h.first:h.last+1]), " ")
}

func (f *issueFinder) report(p *pattern, first, last, core int, anchor hit, share, got float64, partial bool) {
	class := ""
	if anchor.concept < len(f.m.vocab.classes) {
		class = f.m.vocab.classes[anchor.concept].ID
	}
	f.found = append(f.found, IssueMatch{
		Issue: f.m.cb.issues[p.issue].ID, First: first, Last: last, Start: f.tokens[first].Start, End: f.tokens[last].End,
		Sign: p.sign, Score: min(share, 1), Phrase: p.phrase, Partial: partial, Peace: f.m.issues.peace[p.issue], weight: got,
		Verb: startsWithVerb(f.tokens, core), Class: class, Core: core, Harm: f.m.issues.harm[p.issue],
	})
}

// startsWithVerb reports whether the words of a match begin with a verb, and not with a noun that looks like one.
func startsWithVerb(tokens []Token, i int) bool {
	_, form := Verb(tokens[i].Norm)
	if form == NotVerb || tokens[i].Joined {
		return false
	}
	if i == 0 {
		return form == Gerund || form == BaseForm && !nounLike[tokens[i].Norm]
	}
	prev := tokens[i-1].Norm
	if determiners[prev] || prev == "'s" || form != Gerund && linkers[prev] && prev != "to" {
		return false
	}
	if form == ThirdPerson || form == BaseForm && nounLike[tokens[i].Norm] {
		return verbContext[prev] || form == ThirdPerson && tokens[i-1].Upper && !nounLike[tokens[i].Norm]
	}
	return true
}

// nounLike are words that are more often nouns than verbs.
var nounLike = wordSet(`arms strike strikes talk talks sanction sanctions attack attacks limit limits cut cuts bomb bombs plan plans deal deals vote votes tax taxes
raid raids help aid support trade force forces use fight fights flow flows ban bans blockade repeal release curb curbs block raise rise protest protests march drone
drones fund funds finance finances murder murders exit exits quit transfer transfers supply supplies purchase purchases export exports import imports shell shells
deploy grant grants end ends stop stops summit probe license plea shutdown benefit benefits build drop drops torture approach attempt`)

// NounLike reports whether a word that can be a verb is more often a noun: "talks", "arms".
func NounLike(norm string) bool { return nounLike[norm] }

var verbContext = wordSet("to will would should must can could may might do does did not n't we they you i who that which")

var determiners = wordSet("the a an this that these those its his her their our your my any some no such each every all more new further")

// nearest finds the part of a phrase that lies closest to the anchor, within the window and the clause.
func (f *issueFinder) nearest(s *slot, anchor hit, before bool) (first, last int, ok bool) {
	best := window + 1
	consider := func(a, b int) {
		gap := max(a-anchor.last, anchor.first-b)
		if a <= anchor.last && b >= anchor.first || gap > best || gap == best && !before || f.broken(min(a, anchor.first), max(b, anchor.last)) {
			return
		}
		best, first, last, ok = gap, a, b, true
	}
	if s.actor != "" {
		for _, a := range f.actors {
			if a.body == s.actor && (s.linked && f.linked(s, a.match, anchor) || s.leads && f.leads(a.match, anchor) || !s.linked && !s.leads) {
				consider(a.match.First, a.match.Last)
			}
		}
		return first, last, ok
	}
	for _, c := range s.alts {
		for _, h := range f.at[c] {
			consider(h.first, h.last)
		}
	}
	return first, last, ok
}

// broken reports whether a clause ends between two tokens.
func (f *issueFinder) broken(a, b int) bool {
	for i := a; i <= b && i < len(f.tokens); i++ {
		switch f.tokens[i].Norm {
		case ";", ":", ".", "?", "!":
			return true
		case ",":
			if b-a > 5 {
				return true
			}
		case "who", "but", "while", "although", "because", "until", "when", "if", "after", "before", "since", "unless":
			return true
		}
	}
	return false
}

// linked reports whether an actor is the object of a verb or preposition rather than the subject of what follows.
func (f *issueFinder) linked(s *slot, a ActorMatch, anchor hit) bool {
	if s.after && (a.First <= anchor.last || a.First > anchor.last+3 || a.How == ByAdjective) {
		return false
	}
	stop := -1
	if a.First > anchor.last {
		stop = anchor.last
	}
	i := a.First - 1
	for i > stop && (determiners[f.tokens[i].Norm] || f.isAdjective(i) || f.tokens[i].Norm == "'s" || f.named(i) && f.tokens[i+1].Norm == "'s") {
		i--
	}
	if i < 0 {
		return false
	}
	norm := f.tokens[i].Norm
	if a.First > anchor.last && a.Last+1 < len(f.tokens) && f.tokens[a.Last+1].Norm == "'s" {
		return false // "supported Haro's plan" is not about Haro
	}
	if linkers[norm] {
		return norm == s.prep || freeLinkers[norm] || placePreposition[norm] && (placePreposition[s.prep] || s.prep == "against") || norm == "against" && placePreposition[s.prep] || norm == "toward"
	}
	if a.Last+1 < len(f.tokens) && f.tokens[a.Last+1].Norm == "'s" && a.Last < anchor.first {
		return true
	}
	_, form := Verb(norm)
	return form != NotVerb || f.tokens[a.First].Joined
}

var freeLinkers = wordSet("to for of among behind anti pro")

// leads reports whether an actor owns or does what a hit says: it stands shortly before, or behind "of" or "by".
func (f *issueFinder) leads(a ActorMatch, anchor hit) bool {
	if a.Last < anchor.first {
		for _, o := range f.actors {
			if o.match.First > a.Last && o.match.Last < anchor.first && o.match.How != ByAdjective && o.match.How != ByPronoun {
				return false
			}
		}
		for i := a.Last + 1; i < anchor.first; i++ {
			if f.tokens[i].Norm == "," {
				return false
			}
		}
		return anchor.first-a.Last < 8
	}
	i := a.First - 1
	for i > anchor.last && (determiners[f.tokens[i].Norm] || f.isAdjective(i)) {
		i--
	}
	n := f.tokens[max(i, 0)].Norm
	return (n == "of" || n == "by" || i <= anchor.last) && a.First-anchor.last < 6
}

// named reports whether an actor covers token i.
func (f *issueFinder) named(i int) bool {
	return slices.ContainsFunc(f.actors, func(a placed) bool { return a.match.First <= i && i <= a.match.Last })
}

func (f *issueFinder) isAdjective(i int) bool {
	for _, a := range f.actors {
		if a.match.First <= i && i <= a.match.Last {
			return a.match.How == ByAdjective
		}
	}
	return endsInAny(f.tokens[i].Norm, "an", "ian", "ern", "ish", "led", "ed", "ous", "ic", "al", "main")
}

var linkers = wordSet("to for of against with by on over in from between toward towards anti pro behind among into at")

// choose keeps the best match of each place.
func (f *issueFinder) choose() []IssueMatch {
	slices.SortStableFunc(f.found, func(a, b IssueMatch) int {
		return cmp.Or(compareBool(a.Partial, b.Partial), cmp.Compare(b.weight, a.weight), cmp.Compare(b.Score, a.Score),
			cmp.Compare(a.Last-a.First, b.Last-b.First), cmp.Compare(a.First, b.First), cmp.Compare(b.Sign, a.Sign), cmp.Compare(a.Issue, b.Issue))
	})
	var kept []IssueMatch
	for _, x := range f.found {
		if !slices.ContainsFunc(kept, func(k IssueMatch) bool { return beats(k, x) }) {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b IssueMatch) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Issue, b.Issue))
	})
	return kept
}

// beats reports whether a kept match rules out a weaker one.
func beats(k, x IssueMatch) bool {
	if k.First > x.Last || x.First > k.Last {
		return false
	}
	if k.Issue == x.Issue {
		return true
	}
	if k.Partial != x.Partial {
		return true
	}
	return !k.Partial && k.weight > x.weight+0.2
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// PeaceIssues lists the issues that are a settlement between parties: what one can mediate.
func (m *Matcher) PeaceIssues() []graph.IssueID {
	var out []graph.IssueID
	for i, is := range m.cb.issues {
		if m.issues.peace[i] {
			out = append(out, is.ID)
		}
	}
	return out
}
