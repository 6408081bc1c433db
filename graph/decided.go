package graph

import "slices"

// Field names a field of an object, as the object has it in JSON.
type Field string

// The fields of actors and issues on which an analyst can decide.
const (
	NameField      Field = "name"
	KindField      Field = "kind"
	AliasesField   Field = "aliases"
	SpeaksForField Field = "speaksFor"
	MemberOfField  Field = "memberOf"
	PhrasesField   Field = "phrases"
	PartOfField    Field = "partOf"
)

var (
	actorFields = []Field{AliasesField, KindField, MemberOfField, NameField, SpeaksForField}
	issueFields = []Field{NameField, PartOfField, PhrasesField}
)

// Decisions is what analysts have decided about an actor or issue. A codebook that says otherwise is told and changes nothing.
type Decisions struct {
	Decided   []Field `json:"decided,omitempty"`   // the fields that stand as an analyst set them, sorted
	DecidedBy string  `json:"decidedBy,omitempty"` // the analyst who last decided about the object
	Withdrawn bool    `json:"withdrawn,omitempty"` // an analyst took it back: it is kept, and nothing may refer to it
}

// decided reports whether an analyst set a field.
func (d *Decisions) decided(f Field) bool { return slices.Contains(d.Decided, f) }

// decide records that an analyst set some fields.
func (d *Decisions) decide(fields ...Field) {
	d.Decided = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(d.Decided), fields...))))
}
