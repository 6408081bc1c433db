package llm

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// introduce takes the persons of an answer who stand in the text with their name and, where they speak for a body, near a
// mention of it that the matcher knows. The others are refused.
func (a *article) introduce(persons []personRecord, area span) (refused []rejection) {
	for _, p := range persons[:min(len(persons), maxRecords)] {
		if s, why := a.somebody(p, area); why != nil {
			refused = append(refused, *why)
		} else if s.id != "" && !slices.ContainsFunc(a.people, func(o somebody) bool { return o.id == s.id }) {
			a.people = append(a.people, s)
		}
	}
	return refused
}

// nearby is how far from a name, in bytes, the body is looked for that the person speaks for.
const nearby = 400

// somebody checks a person. Neither a person nor a reason means one whom the codebook knows already.
func (a *article) somebody(p personRecord, area span) (somebody, *rejection) {
	name := oneLine(strings.TrimSpace(p.Name))
	at := places(a.doc.Text, area, name)
	if len(at) == 0 || !personName(name) {
		return somebody{}, reject(ReasonPerson, "%q is no name of a person in the report", clip(name))
	}
	if m, _ := a.matchesAt(at[0]); endsWithPerson(a.e, m, at[0]) {
		return somebody{}, nil
	}
	s := somebody{name: name, id: graph.ActorID(graph.Slug(name))}
	if _, listed := a.e.cb.Actor(s.id); listed {
		return somebody{}, nil
	}
	if p.SpeaksFor = given(p.SpeaksFor); p.SpeaksFor == nil {
		return s, nil
	}
	for _, near := range at {
		around := span{max(area.start, near.start-nearby), min(area.end, near.end+nearby)}
		body, ok := a.find(*p.SpeaksFor, around, near)
		if !ok {
			continue
		}
		if parties := a.resolve(body); len(parties) == 1 && !parties[0].person {
			s.body = parties[0].body
			s.role = a.role(p.Role, around)
			return s, nil
		}
	}
	return somebody{}, reject(ReasonPerson, "%q: the report does not say near that name that they speak for %q, or it is no known actor", clip(name), clip(*p.SpeaksFor))
}

// role gives the role in the report's words, or nothing.
func (a *article) role(role string, around span) string {
	if at := places(a.doc.Text, around, role); len(at) > 0 && len(role) < 120 {
		return oneLine(a.doc.Text[at[0].start:at[0].end])
	}
	return ""
}

// personName reports whether a string looks like the name of a person: two to six words, the first and the last with a capital,
// none of them an office.
func personName(name string) bool {
	tokens := codebook.Tokens(name)
	n := 0
	for _, t := range tokens {
		switch {
		case heads[t.Norm] || t.Norm == "the":
			return false
		case t.Word && !t.Joined:
			n++
		case !t.Word && t.Norm != ".", hasDigit(t.Norm):
			return false
		}
	}
	return n >= 2 && n <= 6 && tokens[0].Upper && tokens[len(tokens)-1].Upper
}

// namedPerson finds who is named at the end of a mention: a person whom the article introduced, by full name or surname, or
// a well-known office holder named in full.
func (a *article) namedPerson(mention string) (party, bool) {
	tokens := codebook.Tokens(mention)
	if len(tokens) == 0 || a.opponentOf(mention) {
		return party{}, false
	}
	for _, s := range a.people {
		if strings.HasSuffix(mention, s.name) || tokens[len(tokens)-1].Upper && surname(s.name) == tokens[len(tokens)-1].Norm && titled(tokens[:len(tokens)-1], s.name) {
			return party{actor: s.id, body: cmp.Or(s.body, s.id), person: true, new: true}, true
		}
	}
	for n := min(3, len(tokens)); n >= 2; n-- {
		if !tokens[len(tokens)-n].Upper {
			continue
		}
		if l, ok := codebook.FindLeader(mention[tokens[len(tokens)-n].Start:], a.doc.Published); ok {
			if _, known := a.e.cb.Actor(l.Body); !known {
				continue
			}
			s := somebody{name: l.Name, body: a.e.cb.Body(l.Body), id: graph.ActorID(graph.Slug(l.Name))}
			a.people = append(a.people, s)
			return party{actor: s.id, body: s.body, person: true, new: true}, true
		}
	}
	return party{}, false
}

// opponentOf reports whether a mention is of somebody beside the person named in it.
func (a *article) opponentOf(mention string) bool {
	return hasAny(mention, words("of against by from with"))
}

func surname(name string) string {
	t := codebook.Tokens(name)
	return t[len(t)-1].Norm
}

// titled reports whether the words before a surname are titles or names of that person.
func titled(tokens []codebook.Token, name string) bool {
	own := map[string]bool{}
	for _, t := range codebook.Tokens(name) {
		own[t.Norm] = true
	}
	return !slices.ContainsFunc(tokens, func(t codebook.Token) bool { return !own[t.Norm] && !offices[t.Norm] && !courtesies[t.Norm] })
}

var courtesies = words("mr mrs ms dr sir lord lady sen senator rep gov governor col colonel gen . ,")

// use notes that a finding refers to a person whom neither the codebook nor the gazetteer lists.
func (a *article) use(p party) {
	if !p.new {
		return
	}
	i := slices.IndexFunc(a.people, func(s somebody) bool { return s.id == p.actor })
	s := a.people[i]
	actor := graph.Actor{ID: s.id, Name: s.name, Kind: graph.Person}
	if s.body != "" {
		actor.SpeaksFor = []graph.Tie{{Body: s.body, Role: s.role}}
	}
	a.used[s.id] = actor
}

// newActors gives the persons that findings refer to, by id.
func (a *article) newActors() []graph.Actor {
	var out []graph.Actor
	for _, actor := range a.used {
		out = append(out, actor)
	}
	slices.SortFunc(out, func(x, y graph.Actor) int { return cmp.Compare(x.ID, y.ID) })
	return out
}
