package suggest

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// introduce reads the office with which a name is introduced: "French foreign minister Ann Lee", "Ann Lee, a spokeswoman
// for the rebels".
// It gives the body spoken for, if there is one.
func (c *Collector) introduce(s *sentence, r run, n *name) graph.ActorID {
	if courtesy[s.norm(r.first-1)] || s.norm(r.first-1) == "." && courtesy[s.norm(r.first-2)] {
		n.person++
	}
	if s.norm(r.first-1) == "'s" && media[s.norm(r.first-2)] {
		n.roles.add("reporter", 1)
		return ""
	}
	o := c.officeBefore(s, r)
	if !o.head && !o.own {
		o = c.officeAfter(s, r)
	}
	if !o.head && !o.own {
		return ""
	}
	n.intros++
	n.person++
	n.active(c.article)
	for w := range strings.FieldsSeq(o.role) {
		o.own = o.own || formerWords[w]
	}
	if o.own {
		n.own++
		o.body = ""
	}
	if o.role != "" && len(o.role) < 60 {
		n.roles.add(o.role, 1)
	}
	if o.body != "" {
		n.bodies.add(string(o.body), 1)
	}
	return o.body
}

// office is a role and the body that it belongs to.
type office struct {
	role      string
	body      graph.ActorID
	head, own bool
}

// see notes what a word says about the office.
func (o *office) see(norm string) bool {
	switch {
	case ownRoles[norm] && !o.head:
		o.own = true
	case headRoles[norm] && !o.own:
		o.head = true
	default:
		return headRoles[norm] || ownRoles[norm]
	}
	return true
}

// officeBefore reads the title in front of a name, from right to left.
func (c *Collector) officeBefore(s *sentence, r run) office {
	var o office
	from := r.first
	if norm := s.norm(r.first - 1); norm == "of" || norm == "for" {
		return o
	}
	for k := r.first - 1; k >= 0 && r.first-k < 9; k-- {
		norm := s.norm(k)
		if m := s.mention(k); m != nil {
			return c.bodyBefore(s, r, o, m, from)
		}
		switch {
		case o.see(norm):
			from = k
		case roleParts[norm]:
			from = k
		case norm == "of", norm == "for", norm == "the", norm == "'s", norm == ".", s.tokens[k].Joined, norm == "and" && from < r.first:
		default:
			return o.named(s, from, r.first-1)
		}
	}
	return o.named(s, from, r.first-1)
}

// bodyBefore takes a known actor into the office: "Chile's envoy Ann Lee", "the head of the council, Ann Lee".
func (c *Collector) bodyBefore(s *sentence, r run, o office, m *codebook.ActorMatch, from int) office {
	if c.isPerson(m.Actor) {
		return office{}
	}
	if m.Last+1 < len(s.tokens) && s.tokens[m.Last+1].Joined {
		return o.named(s, from, r.first-1) // "London-based"
	}
	if o.head || o.own {
		o.body = c.cb.Body(m.Actor)
		return o.named(s, from, r.first-1)
	}
	k := m.First - 1
	if s.norm(k) == "the" {
		k--
	}
	if norm := s.norm(k); (norm == "of" || norm == "for") && o.see(s.norm(k-1)) {
		o.body = c.cb.Body(m.Actor)
		return o.named(s, k-1, k-1)
	}
	return office{}
}

func (o office) named(s *sentence, from, last int) office {
	if (o.head || o.own) && from <= last {
		o.role = strings.TrimSuffix(strings.ToLower(s.words(from, last)), ".")
		if long := longTitles[o.role]; long != "" {
			o.role = long
		}
	}
	return o
}

// officeAfter reads an apposition behind a name, up to the next comma.
func (c *Collector) officeAfter(s *sentence, r run) office {
	var o office
	if s.norm(r.end) != "," {
		return o
	}
	i := r.end + 1
	for i < len(s.tokens) && (s.norm(i) == "a" || s.norm(i) == "an" || s.norm(i) == "the" || s.norm(i) == "who") {
		i++
	}
	from, last := i, i-1
	for k := i; k < len(s.tokens) && k < i+12; k++ {
		norm := s.norm(k)
		if m := s.mention(k); m != nil {
			if o.body == "" && !c.isPerson(m.Actor) && placedBody(s, m, o) && (m.Last+1 == len(s.tokens) || !s.tokens[m.Last+1].Joined) {
				o.body = c.cb.Body(m.Actor)
			}
			if k == from && !o.head {
				from = m.Last + 1
			}
			k = m.Last
			continue
		}
		if !s.tokens[k].Word && norm != "'s" || norm == "and" && o.head || norm == "who" || speech[norm] {
			break
		}
		if norm == "'s" && k == from {
			from = k + 1
		}
		if o.see(norm) {
			last = k
		}
	}
	for from < last && s.tokens[from].Joined {
		from++ // "London-based director"
	}
	if _, form := codebook.Verb(s.norm(from)); functionWords[s.norm(from)] || form == codebook.PastForm {
		return office{}
	}
	if from > last || last-from > 5 {
		return office{body: o.body, head: o.head, own: o.own}
	}
	return o.named(s, from, last)
}

// placedBody reports whether a known actor in an apposition is the body of the office: before it, or behind "of", "for".
func placedBody(s *sentence, m *codebook.ActorMatch, o office) bool {
	if !o.head {
		return true
	}
	k := m.First - 1
	if s.norm(k) == "the" {
		k--
	}
	return s.norm(k) == "of" || s.norm(k) == "for" || s.norm(k) == "with"
}
