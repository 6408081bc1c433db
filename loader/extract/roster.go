package extract

import (
	"slices"

	"stancegraph/codebook"
)

// pastHome gives the first token behind what a text tells of where a legislator comes from, right behind the name at token i:
// "(D-Ohio)", ", D-Ohio,", "of Ohio", ", Ohio Democrat,". It is i where nothing of that stands there.
func (s *sentence) pastHome(i int) int {
	const room = 7 // tokens of such an aside
	aside := s.norm(i) == "(" || s.norm(i) == ","
	switch {
	case aside && s.partyTag(i+1):
		for k := i + 3; k < len(s.tokens) && k < i+room; k++ {
			if n := s.norm(k); n == "," || n == ")" {
				return k + 1
			} else if !s.tokens[k].Joined && !s.tokens[k].Upper && n != "." {
				return k
			}
		}
	case s.norm(i) == "of" && i+1 < len(s.tokens) && s.tokens[i+1].Upper:
		k := i + 1
		for k < len(s.tokens) && k < i+4 && s.tokens[k].Word && s.tokens[k].Upper {
			k++
		}
		return k
	case s.norm(i) == ",":
		for k := i + 1; k < len(s.tokens) && k < i+room && s.tokens[k].Word && (s.tokens[k].Upper || k == i+1 || partisans[s.norm(k)] || s.norm(k) == "independent"); k++ {
			if n := s.norm(k); (partisans[n] || n == "independent") && s.norm(k+1) == "," && k > i+1 {
				return k + 2
			}
		}
	}
	return i
}

// nextListed gives the token of the name that a list goes on with behind a person's name that ends before token i, whether "and"
// stands before it, and whether something tells that it is a list of people; -1 where there is none.
func (s *sentence) nextListed(i int) (next int, last, home bool) {
	k := s.pastHome(i)
	home = k > i
	comma := home && s.norm(k-1) == ","
	if s.norm(k) == "," {
		comma, k = true, k+1
	}
	if last = s.norm(k) == "and"; last {
		k++
	}
	if !comma && !last {
		return -1, false, false
	}
	for n := s.norm(k); s.mentionAt(k) < 0 && (courtesy[n] || ownRoles[n] || n == "." && courtesy[s.norm(k-1)]); n = s.norm(k) {
		k++
	}
	return k, last, home
}

// rosters finds the lists of people in a sentence that tell of each, or of the first, whose member they are: "Sens. Ann Lee of Ohio and
// Mel Orr of Utah".
func (s *sentence) rosters() [][]int {
	var out [][]int
	for k := 0; k < len(s.mentions); k++ {
		if !s.mentions[k].person || s.mentions[k].guess {
			continue
		}
		list, sure, closed := []int{k}, s.severalBefore(s.mentions[k].First), false
		for !closed {
			next, last, home := s.nextListed(s.mentions[list[len(list)-1]].Last + 1)
			m := -1
			if next >= 0 && next < len(s.tokens) {
				m = s.mentionAt(next)
			}
			if m < 0 || !s.mentions[m].person || s.mentions[m].guess || m <= list[len(list)-1] {
				break
			}
			list, closed, sure = append(list, m), last, sure || home
		}
		if closed && sure {
			out = append(out, list)
		}
		k = list[len(list)-1]
	}
	return out
}

// severalBefore reports whether the title at or before token i is that of several people: "Sens.", "lawmakers including".
func (s *sentence) severalBefore(i int) bool {
	for k := i; k >= 0 && i-k < 4; k-- {
		switch s.norm(k) {
		case "sens", "reps", "senators", "congressmen", "representatives", "lawmakers", "legislators", "mps", "mayors", "governors", "govs":
			return true
		}
	}
	return false
}

// firstOfSeveral reports whether the name at token i is the first example of people by their office: "lawmakers such as Ann Lee".
func (s *sentence) firstOfSeveral(i int) bool {
	n := s.norm(i - 1)
	return (n == "including" || n == "like" || n == "as" && s.norm(i-2) == "such") && s.severalBefore(i-1)
}

// withRoster adds to the actors of a subject those who stand with one of them in a list of people.
func (s *sentence) withRoster(who []int) []int {
	for _, list := range s.lists {
		if slices.ContainsFunc(list, func(k int) bool { return slices.Contains(who, k) }) {
			for _, k := range list {
				if !slices.Contains(who, k) {
					who = append(slices.Clip(who), k)
				}
			}
		}
	}
	return who
}

// alsoListed reports whether the words at token i go on with a list of people whose last name so far ends before token end. A list that
// is under way needs no title any more.
func (s *sentence) alsoListed(end, i int, underWay bool) bool {
	if end <= 0 || end >= i || i-end > 12 || !codebook.GivenName(s.norm(i)) {
		return false
	}
	next, _, home := s.nextListed(end)
	return next == i && (underWay || home || s.severalBefore(end-2) || s.severalBefore(end-3))
}
