package graph

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits on what one object may hold. They keep every object readable in one piece by every store and client.
const (
	MaxIDLength   = 200     // bytes of an id
	MaxNameLength = 1000    // bytes of a name, alias, phrase, title, source, address or role
	MaxNoteLength = 10_000  // bytes of a note or reason
	MaxQuote      = 20_000  // bytes of a quote
	MaxText       = 2 << 20 // bytes of an article's text
	MaxList       = 5000    // aliases, phrases, ties, reporters or parties of one object
)

var idPattern = regexp.MustCompile(`^[\pL\pN]+(-[\pL\pN]+)*$`)

// ValidID reports whether an actor or issue can have an id: lower-case letters and digits, words joined by single hyphens.
func ValidID(id string) bool {
	return len(id) <= MaxIDLength && idPattern.MatchString(id) && id == strings.ToLower(id)
}

func checkID(what, id string) error {
	if !ValidID(id) {
		return Errorf(Invalid, "%s id %q: want lower-case letters and digits, words joined by single hyphens", what, id)
	}
	return nil
}

func checkText(what, s string, limit int) error {
	switch {
	case len(s) > limit:
		return Errorf(Invalid, "%s has %d bytes: at most %d are allowed", what, len(s), limit)
	case !utf8.ValidString(s):
		return Errorf(Invalid, "%s is not valid UTF-8", what)
	case strings.ContainsRune(s, 0):
		return Errorf(Invalid, "%s contains a NUL byte", what)
	}
	return nil
}

func checkName(what, s string) error {
	if strings.TrimSpace(s) == "" {
		return Errorf(Invalid, "%s is empty", what)
	}
	return checkText(what, s, MaxNameLength)
}

func checkNames(what string, names []string) error {
	if len(names) > MaxList {
		return Errorf(Invalid, "%d entries of %s: at most %d are allowed", len(names), what, MaxList)
	}
	for _, n := range names {
		if err := checkName(what, n); err != nil {
			return err
		}
	}
	return nil
}

// Validate reports the first rule that the actor breaks.
func (a Actor) Validate() error {
	err := firstError(checkID("actor", string(a.ID)), checkName("the name of actor "+string(a.ID), a.Name),
		checkNames("the aliases of actor "+string(a.ID), a.Aliases))
	switch {
	case err != nil:
		return err
	case a.MergedInto == a.ID:
		return Errorf(Invalid, "actor %q is merged into itself", a.ID)
	case !a.Kind.Valid():
		return Errorf(Invalid, "actor %q has kind %q: want state, organisation, group or person", a.ID, a.Kind)
	case len(a.SpeaksFor) > 0 && a.Kind != Person:
		return Errorf(Invalid, "actor %q is a %s: only a person speaks for a body", a.ID, a.Kind)
	case len(a.SpeaksFor) > MaxList || len(a.MemberOf) > MaxList:
		return Errorf(Invalid, "actor %q has more than %d ties", a.ID, MaxList)
	}
	for _, t := range a.SpeaksFor {
		if t.Body == a.ID {
			return Errorf(Invalid, "actor %q speaks for itself", a.ID)
		}
		if err := firstError(checkText("a role", t.Role, MaxNameLength), t.From.validate(), t.To.validate()); err != nil {
			return err
		}
	}
	return nil
}

// Validate reports the first rule that the issue breaks.
func (i Issue) Validate() error {
	if i.PartOf == i.ID {
		return Errorf(Invalid, "issue %q is part of itself", i.ID)
	}
	if i.MergedInto == i.ID {
		return Errorf(Invalid, "issue %q is merged into itself", i.ID)
	}
	return firstError(checkID("issue", string(i.ID)), checkName("the name of issue "+string(i.ID), i.Name),
		checkNames("the phrases of issue "+string(i.ID), i.Phrases))
}

// Validate reports the first rule that the document breaks.
func (d Document) Validate() error {
	if d.Text == "" {
		return Errorf(Invalid, "the article has no text")
	}
	return firstError(checkText("the text", d.Text, MaxText), checkText("the title", d.Title, MaxNameLength),
		checkText("the source", d.Source, MaxNameLength), checkText("the url", d.URL, MaxNameLength),
		checkText("the file name", d.File, MaxNameLength), d.Published.validate())
}

// Validate reports the first rule that the statement breaks, given the text of its article. The quote must stand in the
// text byte for byte at its offsets.
func (s Statement) Validate(text string) error {
	switch {
	case !s.Stance.Valid():
		return Errorf(Invalid, "stance %q: want supports, opposes, mediates or undecided", s.Stance)
	case !s.Status.Valid():
		return Errorf(Invalid, "status %q: want suggested, accepted, rejected or retracted", s.Status)
	case s.Issue == "":
		return Errorf(Invalid, "the statement has no issue")
	case s.Holder == "" && strings.TrimSpace(s.HolderText) == "":
		return Errorf(Invalid, "the statement has no holder")
	case !(s.Confidence >= 0 && s.Confidence <= 1):
		return Errorf(Invalid, "confidence %v: want 0 to 1", s.Confidence)
	case slices.Contains(s.ReportedBy, "") || slices.Contains(s.Parties, ""):
		return Errorf(Invalid, "the statement names a reporter or party without an id")
	case len(s.ReportedBy) > MaxList || len(s.Parties) > MaxList:
		return Errorf(Invalid, "the statement names more than %d reporters or parties", MaxList)
	}
	return firstError(s.HeldOn.validate(), checkText("the note", s.Note, MaxNoteLength), checkText("the holder's text", s.HolderText, MaxNameLength),
		checkText("the method", s.Method, MaxNameLength), checkText("the rule", s.Rule, MaxNoteLength),
		checkText("the name of who decided", s.DecidedBy, MaxNameLength), s.checkQuote(text))
}

func (s Statement) checkQuote(text string) error {
	switch {
	case strings.TrimSpace(s.Quote) == "":
		return Errorf(Invalid, "the statement has no quote")
	case len(s.Quote) > MaxQuote:
		return Errorf(Invalid, "the quote has %d bytes: at most %d are allowed", len(s.Quote), MaxQuote)
	case s.Start < 0 || s.End > len(text) || s.Start >= s.End:
		return Errorf(Invalid, "the quote's place %d to %d lies outside the article of %d bytes", s.Start, s.End, len(text))
	case text[s.Start:s.End] != s.Quote:
		return Errorf(Invalid, "the quote does not stand in the article at bytes %d to %d: found %q there", s.Start, s.End, clip(text[s.Start:s.End]))
	case !utf8.ValidString(s.Quote):
		return Errorf(Invalid, "the quote cuts a character in two")
	}
	return nil
}

// Validate reports the first rule that the user breaks.
func (u User) Validate() error {
	if !u.Role.Valid() {
		return Errorf(Invalid, "user %q has role %q: want viewer, analyst or admin", u.Name, u.Role)
	}
	return firstError(checkName("the user's name", u.Name), checkText("the hash of a token", u.TokenHash, MaxNameLength))
}

// Validate reports the first rule that the revision breaks.
func (r Revision) Validate() error {
	return firstError(checkKey("revision", string(r.ID)), checkName("who made the revision", r.Who), checkText("the reason", r.Why, MaxNoteLength))
}

// checkRevision checks the revision of an object that exists.
func checkRevision(n int) error {
	if n < 1 {
		return Errorf(Invalid, "revision %d: want 1 or more", n)
	}
	return nil
}

// checkKey checks an id that follows from content.
func checkKey(what, id string) error {
	if id == "" {
		return Errorf(Invalid, "the %s has no id", what)
	}
	return checkText("the id of a "+what, id, MaxIDLength)
}

func clip(s string) string {
	const limit = 80
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}
