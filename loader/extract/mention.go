package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// mention is a place that names an actor.
type mention struct {
	codebook.ActorMatch
	body     graph.ActorID // whom it speaks for, or itself
	person   bool
	woman    bool
	org      bool            // an organisation or group
	state    bool            // a state, or what stands for one, but no person
	national bool            // a person whose title names the state: "French President Ann Lee"
	guess    bool            // a pronoun or role noun
	with     []graph.ActorID // further bodies that "they" means
	alt      *mention        // whom "he" means where it cannot mean the speaker
}

// private reports whether a noun at token i names people or companies of the mention's state that are not the state: "Peruvian
// unions", "Peru's media".
func (s *sentence) private(m mention, i int) bool {
	return m.state && (citizens[s.norm(i)] || s.norm(i-1) == "opposition" && i-1 > m.Last)
}

var citizens = codebook.Words("citizens")

// insert adds a mention in its place.
func (s *sentence) insert(m mention) {
	at := len(s.mentions)
	for at > 0 && s.mentions[at-1].First > m.First {
		at--
	}
	s.mentions = append(s.mentions, mention{})
	copy(s.mentions[at+1:], s.mentions[at:])
	s.mentions[at] = m
}

// mentionAt gives the number of the mention that covers token i, or -1.
func (s *sentence) mentionAt(i int) int {
	for k := range s.mentions {
		if s.mentions[k].First > i {
			return -1
		}
		if i <= s.mentions[k].Last {
			return k
		}
	}
	return -1
}

// mergeTitles widens mentions of persons to the titles before them, so that "French President Ann Lee" is one mention
// and France is not its subject.
func (s *sentence) mergeTitles() {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := &s.mentions[k]
		if !m.person {
			continue
		}
		first := m.First
		sawRole := false
		for first > 0 {
			n := s.norm(first - 1)
			if of := s.portfolio(first - 1); of >= 0 && !sawRole {
				sawRole, first = true, of
				continue
			}
			if headRoles[n] || courtesy[n] || ownRoles[n] {
				sawRole = true
			} else if !roleWords[n] && !(sawRole && n == "'s") && !(sawRole && s.tokens[first-1].Upper && s.tokens[first-1].Word && !notNames[n] || sawRole && titleParts[n]) && !(sawRole && s.titleMention(first-1)) && !s.tokens[first].Joined && n != "." {
				break
			} else if n == "." && !abbreviations[s.norm(first-2)] {
				break
			}
			first--
		}
		if first == m.First || !sawRole {
			continue
		}
		m.national = first > 0 && s.norm(first-1) == "'s"
		for _, o := range s.mentions[:k] {
			m.national = m.national || o.First >= first && !o.person
		}
		m.First, m.Start = first, s.tokens[first].Start
		k = s.dropInside(k)
	}
}

// titleParts are nouns inside long titles: "Senate Republican leader Ann Lee".
var titleParts = set("committee republican democratic labour conservative senate house party congress")

// titleMention reports whether a mention at i is a body or demonym that belongs to a title.
func (s *sentence) titleMention(i int) bool {
	k := s.mentionAt(i)
	return k >= 0 && !s.mentions[k].person
}

// dropInside leaves out the mentions that mention k took in, and gives its new number.
func (s *sentence) dropInside(k int) int {
	m := s.mentions[k]
	at := 0
	var out []mention
	for i, o := range s.mentions {
		if i == k {
			at = len(out)
		}
		if i == k || o.Last < m.First || o.First > m.Last {
			out = append(out, o)
		}
	}
	s.mentions = out
	return at
}
