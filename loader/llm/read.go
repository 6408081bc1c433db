package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// part is what one window gave.
type part struct {
	findings []extract.Finding
	dropped  []rejection
}

// question is what the model is asked about a window.
func (e *Extractor) question(doc extract.Document, sentences []sentence, w window) []message {
	return []message{{"system", e.system}, {"user", articlePrompt(doc, sentences, w)}}
}

// read asks about a window, checks the answer, and has the model mend once what did not pass. A window whose answer is
// too long is cut in two.
func (a *article) read(ctx context.Context, w window) (part, error) {
	question := a.e.question(a.doc, a.sentences, w)
	first, err := a.e.client.ask(ctx, question)
	if err != nil {
		return part{}, err
	}
	if first.cut {
		return a.readHalves(ctx, w)
	}
	p, refused, fault := a.judge(first.text, w, maxRecords, nil)
	p.dropped = append(p.dropped, p.persons...)
	a.e.client.meter.drop(p.dropped)
	a.e.client.meter.note(func(r *Report) { r.Records += len(refused) + len(p.accepted); r.Accepted += len(p.accepted) })
	if fault == "" && len(refused) == 0 {
		return p.part, nil
	}
	repair := append(question, message{"assistant", first.text}, message{"user", repairPrompt(fault, refused)})
	second, err := a.e.client.ask(ctx, repair)
	if err != nil {
		return part{}, err
	}
	return a.mend(p, refused, fault, second, w)
}

// mend adds what the second round gave to the first. At most as many records as were refused can come back, unless the first
// answer could not be read at all.
func (a *article) mend(p judged, refused []rejection, fault string, second reply, w window) (part, error) {
	limit := len(refused)
	if fault != "" {
		limit = maxRecords
	}
	q, again, unreadable := a.judge(second.text, w, limit, p.accepted) // of an answer that cannot be read, nothing comes
	if fault != "" && (unreadable != "" || second.cut) {
		return part{}, graph.Errorf(graph.Invalid, "the language model did not read the article: its answer is not of the form that was asked for")
	}
	again = append(again, givenUp(refused, q.accepted, again)...)
	again = append(again, q.dropped...)
	if fault != "" {
		again = append(again, q.persons...) // else they have been counted
	}
	for i := range q.findings {
		q.findings[i].Statement.Rule = "model, mended"
		q.findings[i].Trace.Rule = "model, mended"
	}
	a.e.client.meter.note(func(r *Report) { r.Repaired += len(q.accepted) })
	a.e.client.meter.drop(again)
	return part{append(p.findings, q.findings...), append(p.dropped, again...)}, nil
}

func (a *article) readHalves(ctx context.Context, w window) (part, error) {
	if w.size() < 2 {
		return part{}, graph.Errorf(graph.Invalid, "the language model did not read the article: its answer on one sentence is longer than allowed")
	}
	x, y := w.halves()
	p, err := a.read(ctx, x)
	if err != nil {
		return part{}, err
	}
	q, err := a.read(ctx, y)
	return part{append(p.findings, q.findings...), append(p.dropped, q.dropped...)}, err
}

// judged is what an answer gave.
type judged struct {
	part
	accepted []record    // the records that passed
	persons  []rejection // persons that did not
}

// judge decodes an answer and checks its records, at most limit of them beside those that are known already. The fault says
// why an answer cannot be read.
func (a *article) judge(text string, w window, limit int, known []record) (j judged, refused []rejection, fault string) {
	ans, err := decode(text)
	if err != nil {
		return j, nil, "it is not JSON of the form that was asked for"
	}
	area := span{a.sentences[w.first].start, a.sentences[w.last-1].end}
	j.persons = a.introduce(ans.Persons, area)
	fresh := slices.DeleteFunc(ans.Statements, func(r record) bool {
		return slices.ContainsFunc(known, func(k record) bool {
			return k.Holder == r.Holder && k.Stance == r.Stance && k.Issue == r.Issue && k.Evidence == r.Evidence
		})
	})
	for i, r := range fresh {
		if i >= limit {
			j.dropped = append(j.dropped, *reject(ReasonTooMany, "%d records more than allowed", len(fresh)-limit))
			break
		}
		findings, why := a.check(r, w)
		if why != nil {
			refused = append(refused, *why)
			continue
		}
		j.accepted = append(j.accepted, r)
		j.findings = append(j.findings, findings...)
	}
	return j, refused, ""
}

// givenUp lists the refused records that the second round did not come back to. A record comes back where it has the same
// issue and holder; any other that came takes the place of the first one left.
func givenUp(refused []rejection, accepted []record, again []rejection) []rejection {
	left := slices.Clone(refused)
	came := slices.Clone(accepted)
	for _, r := range again {
		came = append(came, r.record)
	}
	for _, r := range came {
		i := slices.IndexFunc(left, func(o rejection) bool { return o.record.Issue == r.Issue && o.record.Holder == r.Holder })
		if i = max(i, 0); i < len(left) {
			left = slices.Delete(left, i, i+1)
		}
	}
	return left
}

func decode(text string) (ans answer, err error) {
	return ans, json.Unmarshal([]byte(unfence(text)), &ans)
}

// unfence takes the marks of a code block away that some models put around JSON.
func unfence(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "```"); ok {
		rest = strings.TrimPrefix(rest, "json")
		return strings.TrimSuffix(strings.TrimSpace(rest), "```")
	}
	return s
}

// repairPrompt tells the model what did not pass.
func repairPrompt(fault string, refused []rejection) string {
	var b strings.Builder
	if fault != "" {
		return "Your answer cannot be used: " + fault + ". Give the whole answer again, as one JSON object of the given form and nothing else."
	}
	b.WriteString("These statements of your answer cannot be used:\n")
	for _, r := range refused {
		line, _ := json.Marshal(r.record) // strings and numbers only: never fails
		fmt.Fprintf(&b, "- %s\n  because: %s\n", clipRecord(line), r.detail)
	}
	b.WriteString("Give the ones that you can correct again, corrected, in the same form; leave out the others, and all that were not listed here.")
	return b.String()
}

// clipRecord shortens a record that is long by mistake.
func clipRecord(line []byte) string {
	const limit = 1500
	return strings.ToValidUTF8(string(line[:min(limit, len(line))]), "")
}

// omission shows a record that was dropped beside the sentence it named.
func (a *article) omission(r rejection) extract.Omission {
	o := extract.Omission{Reason: fmt.Sprintf("dropped, %s: %s", r.reason, r.detail)}
	n := 0
	if len(r.record.Sentences) > 0 {
		n = r.record.Sentences[0] - 1
	}
	if n < 0 || n >= len(a.sentences) {
		n = 0
	}
	s := a.sentences[n]
	o.Start, o.End, o.Sentence = s.start, s.end, a.doc.Text[s.start:s.end]
	if a.e.issues[graph.IssueID(r.record.Issue)] {
		o.Issues = []graph.IssueID{graph.IssueID(r.record.Issue)}
	}
	return o
}

// countText joins numbers for a hash.
func countText(numbers ...int) string { return fmt.Sprint(numbers) }
