// Package suggest reads a corpus with a codebook and proposes what the codebook lacks.
//
// A [Collector] takes one article after another, with what the extractor found in it, and keeps counts and one or two
// example sentences of four kinds of gaps:
//
//	names.go     capitalised names that nothing knows, above all those that act: new actors, with kind and body
//	aliases.go   other names of known actors: spellings, parts of a name, acronyms in brackets, "known as"
//	phrases.go   what a known actor supports or opposes in the words of a known cue, where no issue was found
//	object.go    which words such an object has, and which of them tells what it is
//	cues.go      verbs, nouns and adjectives that stand between a known actor and a known issue and mean nothing yet
//
// [Collector.Suggest] ranks them; [Suggestions.WriteYAML] writes them as a codebook that parses by itself, with counts
// and examples as comments, so that an analyst copies the lines that are right.
//
// # What it promises
//
//   - The same articles in the same order give the same suggestions in the same order: by count, then by name.
//   - Memory stays flat whatever the corpus: each count is bounded ([maxEntries]), and gives up the rarest first.
//   - What is written parses as a codebook, and no suggestion repeats a name, phrase or cue that the codebook has.
//
// A suggestion is a question to the analyst, never a decision: nothing here changes a codebook.
package suggest
