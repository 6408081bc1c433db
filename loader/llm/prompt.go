package llm

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// instructions is the prompt. It is part of the fingerprint, so that a change of it makes articles be read again.
//
//go:embed prompt.md
var instructions string

// checksVersion goes into the fingerprint; it changes when the same answer is accepted or refused otherwise than before.
const checksVersion = "1"

// answer is what the model is asked for, for one window.
type answer struct {
	Persons    []personRecord `json:"persons"`
	Statements []record       `json:"statements"`
}

// personRecord is a person whom the article introduces, as the model sees it.
type personRecord struct {
	Name      string  `json:"name"`
	Role      string  `json:"role"`
	SpeaksFor *string `json:"speaks_for_mention"`
}

// record is a statement as the model sees it: a claim to be checked.
type record struct {
	Evidence   string   `json:"evidence"`
	Sentences  []int    `json:"sentences"`
	Holder     string   `json:"holder_mention"`
	Issue      string   `json:"issue_id"`
	Stance     string   `json:"stance"`
	Speaker    *string  `json:"speaker_mention"`
	ReportedBy *string  `json:"reported_by_mention"`
	Confidence *float64 `json:"confidence"`
}

// object makes the schema of an object whose properties are all required, as strict mode wants it.
func object(properties map[string]any) map[string]any {
	required := make([]string, 0, len(properties))
	for name := range properties {
		required = append(required, name)
	}
	slices.Sort(required)
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func list(items any) map[string]any { return map[string]any{"type": "array", "items": items} }

// maxEnum is how many issues a strict schema may list; the ids of more are checked all the same.
const maxEnum = 250

// answerSchema is the JSON schema of [answer] for a list of issues. Its bytes depend on the list alone.
func answerSchema(issues []graph.Issue) (json.RawMessage, error) {
	text := map[string]any{"type": "string"}
	maybe := func(typ string) map[string]any { return map[string]any{"type": []string{typ, "null"}} }
	issue := map[string]any{"type": "string"}
	if n := len(issues); n > 0 && n <= maxEnum {
		ids := make([]graph.IssueID, 0, n)
		for _, i := range issues {
			ids = append(ids, i.ID)
		}
		issue["enum"] = ids
	}
	statement := object(map[string]any{
		"evidence": text, "sentences": list(map[string]any{"type": "integer"}), "holder_mention": text, "issue_id": issue,
		"stance": map[string]any{"type": "string", "enum": graph.Stances}, "speaker_mention": maybe("string"),
		"reported_by_mention": maybe("string"), "confidence": maybe("number"),
	})
	person := object(map[string]any{"name": text, "role": text, "speaks_for_mention": maybe("string")})
	return json.Marshal(object(map[string]any{"persons": list(person), "statements": list(statement)}))
}

// maxAliases is how many aliases of an actor and phrases of an issue the model is shown.
const maxAliases = 8

// systemPrompt gives the instructions and the closed lists. It is the same for every article, which servers that keep the
// beginnings of prompts make use of.
func systemPrompt(cb *codebook.Codebook) string {
	var b strings.Builder
	b.WriteString(instructions)
	b.WriteString("\nActors (id: name; other names). States and well-known international bodies are known without being listed.\n")
	for _, a := range cb.Actors() {
		fmt.Fprintf(&b, "- %s: %s\n", a.ID, names(a.Name, a.Aliases))
	}
	b.WriteString("\nIssues (id: name; ways of putting it)\n")
	for _, i := range cb.Issues() {
		fmt.Fprintf(&b, "- %s: %s\n", i.ID, names(i.Name, i.Phrases))
	}
	return b.String()
}

func names(name string, more []string) string {
	line := oneLine(name)
	for _, alias := range more[:min(maxAliases, len(more))] {
		line += "; " + oneLine(alias)
	}
	return line
}

// articlePrompt shows the sentences of a window, one a line. Nothing in the text can look like a line of its own.
func articlePrompt(doc extract.Document, sentences []sentence, w window) string {
	var b strings.Builder
	if doc.Title != "" {
		fmt.Fprintf(&b, "Title: %s\n", oneLine(doc.Title))
	}
	if doc.Published != "" {
		fmt.Fprintf(&b, "Published: %s\n", doc.Published)
	}
	for n := w.first; n < w.last; n++ {
		fmt.Fprintf(&b, "[%d] %s\n", n+1, shown(doc.Text[sentences[n].start:sentences[n].end]))
	}
	return b.String()
}

// maxShown is how much of one sentence the model is shown, in bytes; only a text that is no prose has longer ones.
const maxShown = 2000

func shown(s string) string {
	if len(s) > maxShown {
		s = strings.ToValidUTF8(s[:maxShown], "")
	}
	return oneLine(s)
}

// oneLine puts a space in the place of every line break and control character, one for one.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
}

// digest names any list of strings by a hash; no two lists run together.
func digest(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(sum, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
