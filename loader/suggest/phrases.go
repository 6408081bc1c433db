package suggest

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// object is what stands where a cue takes its object, and is no known issue.
type object struct {
	seen
	text   string
	head   string // its main word, in the singular
	words  []string
	actors counts
}

// addPhrases counts the objects of cues whose subject is a known actor, where no issue is named and no statement was found.
func (c *Collector) addPhrases(s *sentence, stated bool) {
	var issues []codebook.IssueMatch
	looked, done := false, 0
	for _, q := range s.cues() {
		if q.First < done || q.Passive || q.Weight < 0.5 || q.Frame == codebook.FrameJudge || q.Frame == codebook.FrameAct {
			continue
		}
		actor := subject(s, q.First)
		if actor == nil {
			continue
		}
		a, b := c.objectOf(s, q)
		if b <= a {
			continue
		}
		if !looked {
			issues, looked = c.matcher.IssuesIn(s.text, s.tokens, s.mentions), true
		}
		if slices.ContainsFunc(issues, func(m codebook.IssueMatch) bool { return (!m.Partial || stated) && m.First < b && a <= m.Last }) {
			continue
		}
		done = b
		c.addObject(s, a, b, c.cb.Body(actor.Actor))
	}
}

// addObject counts the phrase in tokens a..b.
func (c *Collector) addObject(s *sentence, a, b int, actor graph.ActorID) {
	words, head := c.content(s, a, b)
	if head == "" {
		return
	}
	o := c.phrases.at(strings.Join(words, " "))
	if o.text == "" {
		o.text, o.head, o.words = s.words(a, b-1), strings.Clone(head), cloneAll(words)
	}
	o.note(c.article, s.example)
	o.actors.add(string(actor), 1)
	for i := a; i < b; i++ {
		if end := s.capitals(i); end > i && len(c.objects) < maxEntries {
			c.objects[strings.ToLower(s.words(i, end-1))]++
		}
	}
}

func cloneAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.Clone(w)
	}
	return out
}

// headGroup is what was seen with one head word.
type headGroup struct {
	head     string
	objects  []*object
	mentions int
	articles int
}

// rankPhrases groups the objects by their heads, and the groups by the issue that they come closest to.
func (c *Collector) rankPhrases() []Issue {
	byHead := map[string]*headGroup{}
	people := c.lastNames()
	for _, key := range c.phrases.keys() {
		o := c.phrases.byKey[key]
		if people[o.head] {
			continue
		}
		if slices.ContainsFunc(c.matcher.Issues(o.text), func(m codebook.IssueMatch) bool { return !m.Partial }) {
			continue
		}
		g := byHead[o.head]
		if g == nil {
			g = &headGroup{head: o.head}
			byHead[o.head] = g
		}
		g.objects = append(g.objects, o)
		g.mentions += o.mentions
		g.articles = max(g.articles, min(o.articles+len(g.objects)-1, g.mentions))
	}
	var groups []*headGroup
	for _, g := range byHead {
		if g.mentions >= c.opts.Min && (g.articles > 1 || c.opts.Min == 1) {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b *headGroup) int {
		return cmp.Or(cmp.Compare(b.mentions, a.mentions), cmp.Compare(a.head, b.head))
	})
	return c.issuesOf(groups)
}

// lastNames gives the last words of names that act or have an office: they are no issues.
func (c *Collector) lastNames() map[string]bool {
	out := map[string]bool{}
	for key, n := range c.names.byKey {
		if words := strings.Fields(key); !n.thing() && (n.person > 0 || n.acts > c.objects[key]) {
			out[words[len(words)-1]] = true
		}
	}
	return out
}

// maxPhrases is how many phrases are shown of one issue.
const maxPhrases = 8

// issuesOf makes one suggestion per issue of the codebook, and one per head that is near none.
func (c *Collector) issuesOf(groups []*headGroup) []Issue {
	var out []Issue
	at := map[graph.IssueID]int{}
	ids := map[graph.IssueID]bool{}
	for _, i := range c.cb.Issues() {
		ids[i.ID] = true
	}
	fresh := 0
	for _, g := range groups {
		is := c.nearest(g)
		if is.New {
			if ids[is.ID] || !validID.MatchString(string(is.ID)) || fresh >= c.opts.Top {
				continue
			}
			fresh++
		}
		k, ok := at[is.ID]
		if !ok {
			k = len(out)
			at[is.ID] = k
			out = append(out, is)
		}
		out[k].Heads = append(out[k].Heads, g.head)
		out[k].Mentions += g.mentions
		out[k].Phrases = append(out[k].Phrases, phrasesOf(g)...)
	}
	for k := range out {
		out[k].Phrases = slices.DeleteFunc(out[k].Phrases, func(p Phrase) bool {
			return !out[k].New && p.Mentions < c.opts.Min && !strings.Contains(p.Text, " ") // "troops" alone says too little
		})
		slices.SortStableFunc(out[k].Phrases, func(a, b Phrase) int {
			return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Text, b.Text))
		})
		out[k].Phrases = out[k].Phrases[:min(len(out[k].Phrases), maxPhrases)]
		if top := out[k].Phrases; out[k].New && top[0].Mentions > 1 {
			out[k].Name = top[0].Text
		}
	}
	out = slices.DeleteFunc(out, func(i Issue) bool { return len(i.Phrases) == 0 })
	slices.SortStableFunc(out, func(a, b Issue) int {
		if a.New != b.New {
			return map[bool]int{true: 1, false: -1}[a.New]
		}
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func phrasesOf(g *headGroup) []Phrase {
	var out []Phrase
	for _, o := range g.objects {
		p := Phrase{Text: o.text, Evidence: o.evidence()}
		for _, id := range o.actors.ranked() {
			p.Actors = append(p.Actors, graph.ActorID(id))
		}
		p.Actors = p.Actors[:min(len(p.Actors), 3)]
		out = append(out, p)
	}
	return out
}

// nearest gives the issue of the codebook whose words most of a group shares, or a new issue named after the head.
func (c *Collector) nearest(g *headGroup) Issue {
	score := map[graph.IssueID]float64{}
	for _, o := range g.objects {
		for id, n := range c.overlaps(o) {
			score[id] += n * float64(o.mentions)
		}
	}
	best := Issue{ID: graph.IssueID(graph.Slug(g.head)), Name: g.head, New: true}
	limit := 0.6 * float64(g.mentions)
	for _, i := range c.cb.Issues() {
		if score[i.ID] > limit {
			limit = score[i.ID]
			best = Issue{ID: i.ID, Name: i.Name}
		}
	}
	return best
}

// overlaps says how much of a phrase each issue shares: by sense of its words, or by the words themselves.
func (c *Collector) overlaps(o *object) map[graph.IssueID]float64 {
	out := map[graph.IssueID]float64{}
	for _, m := range c.matcher.Issues(o.text) {
		out[m.Issue] = max(out[m.Issue], 0.5+m.Score/2)
	}
	for _, w := range o.words {
		if plainWords[w] || len(w) < 4 {
			continue
		}
		var having []graph.IssueID
		for _, i := range c.cb.Issues() {
			if c.matcher.HasWord(i.ID, w) || c.matcher.HasWord(i.ID, w+"s") {
				having = append(having, i.ID)
			}
		}
		for _, id := range having {
			if w == o.head {
				out[id] += 1 / float64(len(having))
			} else {
				out[id] += 0.4 / float64(len(having))
			}
		}
	}
	return out
}
