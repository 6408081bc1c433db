package suggest

import (
	"strings"

	"stancegraph/codebook"
)

// maxGap is how many tokens may stand between a subject and its verb.
const maxGap = 7

// subject gives the known actor that is the subject of the verb or noun at token i, or nil.
func subject(s *sentence, i int) *codebook.ActorMatch {
	for k := i - 1; k >= 0 && i-k <= maxGap; k-- {
		if m := s.mention(k); m != nil {
			if before := s.norm(m.First - 1); placePrepositions[before] || before == "of" || before == "by" || before == "with" || before == "against" || before == "for" {
				return nil
			}
			return m
		}
		if clauseEnd[s.norm(k)] {
			return nil
		}
	}
	return nil
}

// clauseEnd are tokens that no subject reaches across.
var clauseEnd = wordSet(`, ; : . ? ! " ( ) - that which who whom whose while but although because when where if after before since until as and or than he she it they we i you`)

// objectOf gives the tokens of the noun or verb phrase behind a cue. Words that turn or judge what follows are no part of
// it: of "Chile wants to end the harbour toll" it is "harbour toll".
func (c *Collector) objectOf(s *sentence, q codebook.Cue) (a, b int) {
	a = skipLead(s, q.Last+1)
	for range 2 {
		next := c.pastTurn(s, a)
		if next == a {
			break
		}
		a = skipLead(s, next)
	}
	links := 0
	for b = a; b < len(s.tokens) && b-a < 7; b++ {
		norm := s.norm(b)
		if !s.tokens[b].Word && norm != "'s" || calendar[norm] && s.tokens[b].Upper || phraseEnd[norm] {
			break
		}
		if link[norm] {
			if links++; links > 1 {
				break
			}
		}
		if b > a && s.mention(b) == nil && !s.tokens[b].Joined && verbAt(s, b) {
			break
		}
	}
	return a, trimmed(s, a, b)
}

func skipLead(s *sentence, a int) int {
	for a < len(s.tokens) && (lead[s.norm(a)] || strings.HasSuffix(s.norm(a), "ly")) {
		a++
	}
	return a
}

// pastTurn gives the token behind a word at a that turns what follows over ("end") or is a cue of its own.
func (c *Collector) pastTurn(s *sentence, a int) int {
	if a >= len(s.tokens) || codebook.NounLike(s.norm(a)) && s.norm(a-1) != "to" {
		return a
	}
	for _, q := range s.cues() {
		if q.First == a && q.Part == codebook.PartVerb {
			return q.Last + 1
		}
	}
	for _, op := range c.lexicon.Operators(s.tokens[a:min(a+4, len(s.tokens))]) {
		if op.First == 0 && op.Kind == codebook.OpReverse {
			return a + op.Last + 1
		}
	}
	return a
}

// trimmed takes from the end of a phrase what says nothing: prepositions, "to allow", "in recent years".
func trimmed(s *sentence, a, b int) int {
	for b > a {
		last := s.norm(b - 1)
		_, form := codebook.Verb(last)
		switch at := linkBefore(s, a, b); {
		case lead[last] || link[last] || functionWords[last]:
			b--
		case b-2 > a && s.norm(b-2) == "to" && form == codebook.BaseForm:
			b -= 2
		case at > a && allPlain(s, at+1, b):
			b = at
		default:
			return b
		}
	}
	return b
}

// linkBefore gives the last preposition of tokens a..b, or a.
func linkBefore(s *sentence, a, b int) int {
	for i := b - 1; i > a; i-- {
		if link[s.norm(i)] {
			return i
		}
	}
	return a
}

// allPlain reports whether tokens a..b are common words in small letters.
func allPlain(s *sentence, a, b int) bool {
	for i := a; i < b; i++ {
		norm := s.norm(i)
		if s.upper(i) || s.mention(i) != nil || !plainWords[norm] && !plainWords[singular(norm)] && !timeWords[singular(norm)] && !lead[norm] && !functionWords[norm] && norm != "recent" && norm[0] > '9' {
			return false
		}
	}
	return true
}

// verbAt reports whether the word at i, inside a phrase, is a verb that begins something else.
func verbAt(s *sentence, i int) bool {
	norm, prev := s.norm(i), s.norm(i-1)
	_, form := codebook.Verb(norm)
	if link[prev] || lead[prev] || codebook.NounLike(norm) {
		return false
	}
	switch form {
	case codebook.PastForm, codebook.Gerund:
		return s.mention(i+1) == nil && !s.upper(i+1) || functionWords[s.norm(i+1)]
	case codebook.ThirdPerson:
		return true
	}
	return false
}

var (
	// lead are words that may stand before a phrase and are no part of it.
	lead = wordSet(`a an the his her its their our your my this that these those any some all such new no more further another to for of on in with against what called so
own very each both other first last two three four five several many most toward towards at into over about "`)
	// link are prepositions inside a phrase.
	link = wordSet("of for on against to in over with between into")
	// phraseEnd are words that no phrase reaches across.
	phraseEnd = wordSet(`that which who whom whose while but although because when where if after before since until as and or than he she it they we i you him them
us me by from is are was were be been will would should must can could may might has have had not n't during amid despite without within through under unless
whether how why what so at out up down off back away while again today earlier later last next into just only quickly even yet`)
)

// plainWords tell nothing about an issue by themselves.
var plainWords = wordSet(`people time times day days week weeks month months year years way ways thing things part number country countries government side sides
world leader leaders official officials man men woman women president minister nation nations member members state states force forces group groups group's percent
million billion thousands hundreds lot kind end point case cases fact situation issue issues problem problems question questions matter position role example
statement comment remarks words word move step steps action actions effort efforts plan plans idea decision result results call calls request interview reporter reporters
report reports news conference meeting power party place work order hand hands life lives opportunity chance responsibility right rights team home area areas house
resolution bill law deal agreement proposal legislation amendment package program programme approach sort set series line commitment pressure control mission show west east north south summer spring past secretary money hearing activity activities force regime security tie ties track path term terms journalist journalists moon cut cuts take pressure war system project strategy order reform framework bid city town village street border front act response ally threat immediate dollar territory grip possible potential list record fight fighting show return visit stay member measure measures policy support help need use change changes others anything something everything nothing one ones
good bad better best important clear possible able ready american americans own everyone everybody anyone nobody friend friends house senate congress someone fellow colleague colleagues
demand demands attention international national foreign political military economic new social public general local different strong full great common hard long message letter speech opinion view views feeling concern concerns reason reasons care moment`)

// content gives the words of a phrase that tell, in their singular, and its head: the last word of its first noun phrase
// that says something, with the word before it where the last one says little ("supply bill"). The head is empty where the
// phrase says nothing about an issue.
func (c *Collector) content(s *sentence, a, b int) (words []string, head string) {
	var part []string // of the noun phrase at hand
	for i := a; i <= b; i++ {
		norm := s.norm(i)
		if i == b || link[norm] {
			if head == "" {
				head = headOf(part)
			}
			part = nil
			continue
		}
		if functionWords[norm] || lead[norm] || norm == "'s" || norm[0] >= '0' && norm[0] <= '9' {
			continue
		}
		w := norm
		if !s.tokens[i].Upper {
			w = singular(norm)
		}
		words = append(words, w)
		switch _, form := codebook.Verb(norm); {
		case s.mention(i) != nil:
		case len(part) == 0 && form == codebook.BaseForm && !codebook.NounLike(norm) && !s.tokens[i].Upper:
		default:
			part = append(part, w)
		}
	}
	return words, head
}

// headOf gives the head of a noun phrase, or nothing if its words say too little.
func headOf(part []string) string {
	n := len(part)
	if n == 0 || len(part[n-1]) < 3 {
		return ""
	}
	last := part[n-1]
	switch {
	case !plainWords[last]:
		return last
	case n > 1 && !plainWords[part[n-2]] && !timeWords[last]:
		return part[n-2] + " " + last
	}
	return ""
}

var timeWords = wordSet("time day week month year hour morning night season period century decade past")

// singular takes the ending of a plural off.
func singular(w string) string {
	switch {
	case len(w) < 5 || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	}
	return strings.TrimSuffix(w, "s")
}
