package extract

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// before reads a title in front of a name, from right to left.
func (p *people) before(s *sentence, i int) (body graph.ActorID, role string, known bool) {
	k := i - 1
	head, own := false, false
	for k >= 0 && i-k < 9 {
		n := s.norm(k)
		m := s.mentionAt(k)
		if of := s.portfolio(k); !head && !own && of >= 0 { // "secretary of state Ann Lee"
			k = of
			continue
		}
		if post := s.posting(k); !head && !own && post >= 0 {
			k = post
			continue
		}
		switch {
		case n == "." && abbreviations[s.norm(k-1)]:
		case m >= 0 && !s.mentions[m].person && !head && !own && s.mentions[m].First > 1 && s.norm(s.mentions[m].First-1) == "of" && headRoles[s.norm(s.mentions[m].First-2)]:
			return s.mentions[m].body, s.words(s.mentions[m].First-2, i-1), true // "Secretary of Homeland Security Ann Lee"
		case m >= 0 && !s.mentions[m].person && head && !own && s.sender(m) >= 0: // "Peru's UN ambassador Ann Lee"
			k = s.sender(m)
			return s.mentions[s.mentionAt(k)].body, s.words(s.mentions[m].First, i-1), true
		case m >= 0 && !s.mentions[m].person && (head || own):
			if own || panel(s.words(s.mentions[m].First, i-1)) || s.scholarly(s.mentions[m], s.words(k+1, i-1)) {
				return "", s.words(s.mentions[m].First, i-1), true
			}
			return s.mentions[m].body, s.words(min(k+1, i-1), i-1), true
		case head && s.norm(k+1) == "'s" && p.bodyOf(s, k) != "": // "Lee's envoy Ann Moe"
			return p.bodyOf(s, k), s.words(k+2, i-1), true
		case ownRoles[n]:
			own = own || !head
		case headRoles[n]:
			head = true
		case offices[n] && head: // "foreign ministry spokesman Ann Lee"
		case roleWords[n], n == "of", n == "for", n == "and", n == "the", n == "'s", s.tokens[k].Joined, n == "'":
			if !head && !own && !roleWords[n] {
				return "", "", false
			}
			if n == "and" && !head {
				return "", "", false
			}
		default:
			if head || own {
				return "", s.words(k+1, i-1), own || head
			}
			return "", "", false
		}
		k--
	}
	if head || own {
		return "", s.words(k+1, i-1), true
	}
	return "", "", false
}

// portfolio gives the office before a portfolio that ends at token k, "Secretary" in "Secretary of Homeland Security", or -1.
func (s *sentence) portfolio(k int) int {
	for i := k; i > 1 && k-i < 3 && s.tokens[i].Word && s.tokens[i].Upper && s.mentionAt(i) < 0; i-- {
		if n := s.norm(i - 1); n == "of" || n == "for" {
			if headRoles[s.norm(i-2)] && s.tokens[i-2].Upper {
				return i - 2
			}
			if s.norm(i-2) == "state" { // "Secretary of State for Transport"
				return s.portfolio(i - 2)
			}
			return -1
		}
	}
	return -1
}

// posting gives the office before the place where it is held, which ends at token k: "ambassador" in "ambassador to the United Nations", or
// -1.
func (s *sentence) posting(k int) int {
	for i := k; i > 1 && k-i < 5 && s.tokens[i].Word; i-- {
		if postPrepositions[s.norm(i)] {
			if headRoles[s.norm(i-1)] && i < k {
				return i - 1
			}
			return -1
		}
	}
	return -1
}

// sender gives a token of the state or body that sends an envoy to the body of mention m: "Peru's UN ambassador". It is
// -1 where there is none.
func (s *sentence) sender(m int) int {
	k := s.mentions[m].First - 1
	if s.norm(k) == "'s" {
		k--
	} else if k < 0 || s.mentionAt(k) < 0 || s.mentions[s.mentionAt(k)].How != codebook.ByAdjective {
		return -1
	}
	if o := s.mentionAt(k); o >= 0 && s.mentions[o].body != s.mentions[m].body {
		return k
	}
	return -1
}

// bodyOf gives the body that the person at token k speaks for, as far as the text has told.
func (p *people) bodyOf(s *sentence, k int) graph.ActorID {
	if m := s.mentionAt(k); m >= 0 && s.mentions[m].person && s.mentions[m].body != s.mentions[m].Actor {
		return s.mentions[m].body
	}
	if np := p.byName[s.norm(k)]; np != nil && s.tokens[k].Upper {
		return np.body
	}
	return ""
}

// after reads an apposition behind a name: ", the French foreign minister," or ", who heads the council,".
func (p *people) after(s *sentence, i int) (body graph.ActorID, role string, known bool) {
	if s.norm(i) == "(" {
		if s.partyTag(i + 1) {
			return "", "", true
		}
		for i < len(s.tokens) && s.norm(i) != ")" {
			i++
		}
		i++
	}
	if s.norm(i) != "," {
		return "", "", false
	}
	if s.partyTag(i + 1) {
		return "", "", true
	}
	head, own := false, false
	var found *mention
	from := i + 1
	k := from
	for ; k < len(s.tokens) && k < from+14; k++ {
		n := s.norm(k)
		if n == "," || n == "." || n == ";" || n == `"` || n == "-" {
			break
		}
		if m := s.mentionAt(k); m >= 0 {
			owns := s.norm(s.mentions[m].Last+1) == "'s"
			if partisans[s.norm(s.mentions[m].Last)] {
				own = own || !head
			}
			if s.partOfName(s.mentions[m]) {
				k = s.mentions[m].Last
				continue
			}
			if sent := head && (s.norm(k-1) == "to" || s.norm(k-1) == "the" && s.norm(k-2) == "to"); !sent && (found == nil || !head) && (!s.mentions[m].person || owns && !head) {
				found = &s.mentions[m]
			}
			k = s.mentions[m].Last
			continue
		}
		if headRoles[n] || n == "heads" || n == "leads" || n == "chairs" {
			head = true
		}
		if (ownRoles[n] || partisans[n]) && !head {
			own = true
		}
		if _, form := codebook.Verb(n); form == codebook.PastForm && !head && n != "elected" && n != "appointed" {
			break
		}
	}
	if !head && !own || k <= from {
		return "", "", false
	}
	role = s.words(from, k-1)
	if panel(role) || found != nil && found.state && strings.Contains(role, "opposition") { // who leads an opposition does not speak for the state
		own = true
	}
	if found != nil && head && !own && !s.scholarly(*found, role) {
		return found.body, role, true
	}
	return "", role, true
}

// partyTag reports whether party and home of a legislator stand at token i: "R-Iowa".
func (s *sentence) partyTag(i int) bool {
	n := s.norm(i)
	return (n == "r" || n == "d" || n == "i") && i+1 < len(s.tokens) && s.tokens[i+1].Joined
}

// partOfName reports whether a state is only named in the name of some organisation: "America's Voice", "the Syrian Centre
// for Media".
func (s *sentence) partOfName(m mention) bool {
	next := m.Last + 1
	if s.norm(next) == "'s" {
		next++
	} else if m.How != codebook.ByAdjective {
		return false
	}
	if next >= len(s.tokens) || !s.tokens[next].Upper || !s.tokens[next].Word || s.mentionAt(next) >= 0 {
		return false
	}
	n := s.norm(next)
	return !institutions[n] && !roleWords[n] && !ownRoles[n] && !courtesy[n]
}

// scholarly reports whether a body is a place of study, whose people speak for themselves unless they are its spokesmen.
func (s *sentence) scholarly(m mention, role string) bool {
	for i := m.First; i <= m.Last; i++ {
		if studyNouns[s.norm(i)] {
			return !strings.Contains(strings.ToLower(role), "spokes")
		}
	}
	return false
}

// panel reports whether a role is in a committee of a parliament, whose members speak for themselves.
func panel(role string) bool {
	role = strings.ToLower(role)
	return strings.Contains(role, "committee") || strings.Contains(role, "caucus") || strings.Contains(role, " panel")
}
