package suggest

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// name is what is known of a capitalised name.
type name struct {
	seen
	text     string
	acts     int // as subject of a verb of speech or stance
	stages   int // articles in which it acts or has an office
	lastAct  int
	intros   int // with an office or a courtesy title
	places   int // behind "in", "at"
	inside   int // not as the first word of a sentence
	own      int // with an office that speaks for itself
	person   int // with what only persons have
	roles    counts
	bodies   counts
	acronyms counts
	readAs   counts // actors whose name ends this one, and whom the matcher takes it for
}

// active notes that a name acts in an article.
func (n *name) active(article int) {
	if n.lastAct != article {
		n.lastAct = article
		n.stages++
	}
}

// run is a sequence of capitalised words that may be a name.
type run struct {
	first, end int // tokens of the name, end excluded
	title      int // first token of the titles before it
	readAs     graph.ActorID
}

// addNames counts the unknown names of a sentence, and other names of known actors.
func (c *Collector) addNames(s *sentence) {
	for i := 0; i < len(s.tokens); {
		if m := s.mention(i); m != nil {
			c.addNicks(s, m.First, m.Last+1, m.Actor, m.How)
			i = m.Last + 1
			continue
		}
		if !s.upper(i) {
			i++
			continue
		}
		r := c.runAt(s, i)
		if r.end > r.first {
			c.addRun(s, r)
		}
		i = max(r.end, i+1)
	}
}

// runAt reads a name at token i: titles apart, with the known names that are a part of it.
func (c *Collector) runAt(s *sentence, i int) run {
	end := s.capitals(i)
	r := run{first: i, end: end, title: i}
	if i == 0 || !s.tokens[i-1].Word {
		for r.first < end-1 && c.common(s.norm(r.first)) {
			r.first++ // "Meanwhile Ann Lee"
		}
		r.title = r.first
	}
	for r.first < end && (headRoles[s.norm(r.first)] || roleParts[s.norm(r.first)] || courtesy[s.norm(r.first)] || ownRoles[s.norm(r.first)] || s.norm(r.first) == ".") {
		r.first++
	}
	if office := r.first > r.title && isOffice(s, r.title, r.first); !office || r.first == end && s.hasWord(bodyWords, r.title, end-1) {
		r.first = r.title // "National Security Council" is no title
	}
	if r.first == end || isRole(s, r) {
		return run{first: end, end: end}
	}
	return c.joinMentions(s, r)
}

// isRole reports whether nothing but words of offices stands in a run: "Foreign", "State", "Foreign Ministry".
func isRole(s *sentence, r run) bool {
	for i := r.first; i < r.end; i++ {
		if n := s.norm(i); !roleParts[n] && !headRoles[n] && !stateWords[n] {
			return false
		}
	}
	return !s.hasWord(bodyWords, r.first, r.end-1) || s.hasWord(stateWords, r.first, r.end-1)
}

// isOffice reports whether an office or a courtesy title stands among tokens a..b.
func isOffice(s *sentence, a, b int) bool {
	for i := a; i < b; i++ {
		if n := s.norm(i); headRoles[n] || ownRoles[n] || courtesy[n] {
			return true
		}
	}
	return s.norm(a-1) == "of" && headRoles[s.norm(a-2)] // "Secretary of State Ann Lee"
}

// common reports whether a word is written small in the corpus, and so is no name where a sentence begins with it.
func (c *Collector) common(norm string) bool {
	return functionWords[norm] || c.lower[norm] > 2 && !firstNames[norm] || strings.HasSuffix(norm, "ly")
}

// capitals gives the end of the capitalised words at i, with particles and initials, up to the next known actor.
func (s *sentence) capitals(i int) int {
	end := i
	for end < len(s.tokens) && s.mention(end) == nil && end-i < 8 {
		t := s.tokens[end]
		more := end > i && s.upper(end+1) && s.mention(end+1) == nil && !notActors[s.norm(end+1)]
		switch {
		case t.Word && t.Upper && !notActors[t.Norm] && (!functionWords[t.Norm] || firstNames[t.Norm]):
		case t.Joined && t.Word && end > i && !unnamed[t.Norm]: // "Ban Ki-moon"
		case t.Norm == "." && end > i && s.upper(end+1) && (len(s.norm(end-1)) == 1 || courtesy[s.norm(end-1)]):
		case t.Word && more && particles[t.Norm]:
		case t.Word && more && inName[t.Norm] && (bodyWords[s.norm(end-1)] || groupWords[s.norm(end-1)]) && t.Norm != "and" && t.Norm != "on":
		default:
			return end
		}
		end++
	}
	return end
}

// joinMentions widens a name by known names that are a part of it: "Syrian Observatory", "Saif Gaddafi". A name that only
// repeats a known actor becomes empty.
func (c *Collector) joinMentions(s *sentence, r run) run {
	body := s.hasWord(bodyWords, r.first, r.end-1) || s.hasWord(groupWords, r.first, r.end-1)
	if m := s.mention(r.title - 1); m != nil && m.Last == r.title-1 && adjacent(s, r.title) {
		switch {
		case body && !s.hasWord(stateWords, r.first, r.end-1) && r.title == r.first && !c.isPerson(m.Actor):
			r.first, r.title = m.First, m.First
		case body, m.How != codebook.ByAdjective && r.title == r.first:
			return run{first: r.end, end: r.end}
		}
	}
	next := r.end
	for next < len(s.tokens) && particles[s.norm(next)] && s.mention(next) == nil {
		next++ // "Ann al-Lee"
	}
	m := s.mention(next)
	if m == nil || m.First != next || !s.upper(next) || !adjacent(s, next) {
		if s.norm(r.end-1) == "." {
			r.end--
		}
		return r
	}
	switch {
	case c.isPerson(m.Actor) && m.Last == m.First && !body:
		r.end, r.readAs = m.Last+1, m.Actor
	case next == r.end:
		return run{first: m.Last + 1, end: m.Last + 1} // "Former US": no name of its own
	}
	return r
}

// adjacent reports whether only a space lies between two tokens.
func adjacent(s *sentence, i int) bool {
	return strings.TrimSpace(s.text[s.tokens[i-1].End:s.tokens[i].Start]) == ""
}

// addRun counts one mention of an unknown name.
func (c *Collector) addRun(s *sentence, r run) {
	text := s.words(r.first, r.end-1)
	key := strings.ToLower(text)
	single := r.end-r.first == 1
	if len(text) < 3 || len(text) > 60 || functionWords[key] || single && (bodyWords[key] || groupWords[key] && c.lower[key] > 0) {
		return
	}
	if next := s.norm(r.end); s.upper(r.end) && notActors[next] && !calendar[next] {
		return // "Middle East"
	}
	if full, ok := c.surnames[key]; single && ok {
		key = full
	}
	n := c.names.at(key)
	if n.text == "" {
		n.text = text
	}
	n.note(c.article, s.example)
	if r.first > 0 && (s.tokens[r.first-1].Word || s.norm(r.first-1) == ",") {
		n.inside++
	}
	if r.readAs != "" {
		n.readAs.add(string(r.readAs), 1)
	}
	body := c.introduce(s, r, n)
	if !single && c.personLike(s, r) {
		if last := s.norm(r.end - 1); c.surnames[last] == "" {
			c.surnames[last] = key
		}
	}
	c.speaksFor(s, r, key, body)
	switch {
	case acts(s, r):
		n.acts++
		n.active(c.article)
	case placePrepositions[s.norm(r.title-1)] && s.norm(r.end) != "'s":
		n.places++
	}
	if caps := acronymAfter(s, r.end); caps > 0 {
		n.acronyms.add(s.words(caps, caps), 1)
	}
	c.addNicks(s, r.first, r.end, "", codebook.ByName)
}

// speaksFor makes a name that the article has given an office, or that is a well-known one, an actor of the sentence.
func (c *Collector) speaksFor(s *sentence, r run, key string, body graph.ActorID) {
	if body == "" && r.end-r.first > 1 {
		if l, ok := codebook.FindLeader(key, c.published); ok {
			body = c.cb.Body(l.Body)
		}
	}
	if body != "" && c.bodies[key] == "" {
		c.bodies[key] = body
	}
	if body = c.bodies[key]; body != "" {
		s.learnt = append(s.learnt, codebook.ActorMatch{Actor: body, First: r.title, Last: r.end - 1, Start: s.tokens[r.title].Start, End: s.tokens[r.end-1].End, How: codebook.ByLearning})
	}
}

// personLike reports whether a name can be that of a person: two to five words, none of which names a body.
func (c *Collector) personLike(s *sentence, r run) bool {
	return r.end-r.first < 6 && !s.hasWord(bodyWords, r.first, r.end-1) && !s.hasWord(groupWords, r.first, r.end-1)
}

// acts reports whether a name is the subject of a verb of speech or stance.
func acts(s *sentence, r run) bool {
	if inverted[s.norm(r.title-1)] && s.norm(r.title-1) != "" {
		return true
	}
	i := r.end
	for i < len(s.tokens) && i < r.end+2 && (strings.HasSuffix(s.norm(i), "ly") || s.norm(i) == "also" || s.norm(i) == "has" || s.norm(i) == "have" || s.norm(i) == "had") {
		i++
	}
	lemma, form := codebook.Verb(s.norm(i))
	if form == codebook.NotVerb {
		return false
	}
	if speech[lemma] && (form == codebook.ThirdPerson || form == codebook.PastForm) {
		return true
	}
	for _, q := range s.cues() {
		if q.First == i && q.Part == codebook.PartVerb && !q.Passive && i < len(s.tokens) && !s.tokens[i].Joined {
			return true
		}
	}
	return false
}
