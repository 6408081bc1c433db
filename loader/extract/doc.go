// Package extract is the offline rule engine: it reads news text and finds statements, who holds which stance on which
// issue in which words, without a model or a network.
//
// # Stages
//
// Each stage has its file and can be tested alone; all spans are byte offsets into the original text.
//
//	sentence.go     tokens, sentences, paragraphs, what stands in quotation marks, what is no text (captions, credits)
//	people.go       actors: codebook and gazetteer, and persons that the article itself introduces with their office
//	british.go      "Conservatives" is a party only where a text tells of Britain
//	roster.go       lists of people with their homes: "Sens. Ann Lee of Ohio and"
//	reference.go    pronouns and role nouns ("he", "the minister") get their actor
//	text.go         "the draft" and "the letter" speak for whoever brought them out
//	issue.go        issues: full phrases, then parts of phrases that mean what was named before
//	anaphor.go      "the measure" and "backed it" get their issue
//	countermove.go  "the bill" that is to put an end to an issue
//	parse.go        parts of speech and the grammar of a sentence (package syntax)
//	attribution.go  who says what: speech verbs, "according to"
//	speaker.go      who the speaker is
//	quotation.go    quotations that go on
//	walk.go         from an issue to the words that govern it, by what stands beside what
//	climb.go        the same by grammar
//	doing.go        clauses that are judged: "scrapping the toll would be a mistake"
//	condition.go    issues that are conditions: "no talks while", "nothing until"
//	fate.go         what is to become of an issue: "for the toll to be scrapped"; disbelief in what is said of it
//	reaction.go     who reacts to a move on an issue: "drawing criticism from Malta"
//	clause.go       the subject of a verb
//	holder.go       whose stance that is, and who reports it
//	voice.go        whoever speaks, thinks so or calls it so, where a reading has no holder of its own
//	undergoes.go    who only meets with the stances of others: "faces criticism over"
//	foreseen.go     what somebody is expected or forced to do
//	candidate.go    everybody who may be the holder, with either stance
//	marks.go        what is the case with a candidate (markissue.go, markholder.go)
//	scorecard.go    what that is worth: points, fitted to annotated articles (fit.go)
//	heldon.go       the date of the stance
//	resolve.go      contradictions and repetitions go, statements remain
//	trace.go        why: every finding can be explained
//
// # What it promises
//
//   - Every quote is text[Start:End], byte for byte.
//   - The same text and codebook give the same findings in the same order; [Engine.Fingerprint] changes with either the
//     codebook or the rules.
//   - No input makes it fail or take more than linear time: a sentence is looked at up to a fixed number of tokens.
package extract

import (
	"context"

	"stancegraph/graph"
)

// Document is one article to read.
type Document struct {
	Name      string // file name or other label, for messages
	Title     string
	Source    string
	Published graph.Date
	Text      string
}

// Finding is a statement and why it was found. Article, ID, Status, FirstSeen and Revision of the statement are for
// the loader to set.
type Finding struct {
	Statement graph.Statement
	Trace     Trace
}

// Omission is a sentence that named an actor and an issue and gave no statement.
type Omission struct {
	Start, End int // byte offsets of the sentence
	Sentence   string
	Reason     string
	Actors     []graph.ActorID
	Issues     []graph.IssueID
}

// Extraction is what one document gave, in the order of its text.
type Extraction struct {
	Findings  []Finding
	Actors    []graph.Actor // persons that the document introduced and findings refer to, with their office
	Omissions []Omission
}

// Extractor turns documents into statements.
type Extractor interface {
	// Extract reads one document. The error is the context's, or [graph.Unavailable] where an extractor needs a service.
	Extract(ctx context.Context, doc Document) (Extraction, error)
	// Fingerprint changes whenever the same document could give something else.
	Fingerprint() string
}
