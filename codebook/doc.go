// Package codebook is the vocabulary with which texts and questions are read.
//
// A [Codebook] is an analyst's list of actors with their aliases and of issues with phrases, on top of a built-in
// gazetteer of states and well-known bodies, a lexicon of stance words, and classes of words with one sense. From it
// comes one [Matcher], which finds actors and issues in any text, and one [Lexicon], which finds the words that carry
// a stance. The extractor reads articles with them, package ask reads questions.
//
// # What it promises
//
//   - Spans are byte offsets into the text that was given, never into a normalised copy.
//   - The same codebook and text give the same matches in the same order, and [Codebook.Fingerprint] changes
//     whenever anything that could change a match does.
//   - A codebook file with faults is refused with all of them at once, each with its line.
//   - A Codebook, its Matcher and its Lexicon are safe for concurrent use; matching takes time in proportion to the text.
package codebook
