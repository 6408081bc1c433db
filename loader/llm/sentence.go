package llm

import (
	"strings"

	"stancegraph/codebook"
)

// maxTokens is the length at which a sentence is cut, so that a text without full stops has sentences as well.
const maxTokens = 120

// sentence is a numbered stretch of the article.
type sentence struct {
	start, end int // byte offsets
	tokens     []codebook.Token
	quoted     []bool // per token: stands in quotation marks
}

// split cuts a text into sentences, in linear time. A paragraph ends a sentence.
func split(text string) []sentence {
	tokens := codebook.Tokens(text)
	quoted := quotations(text, tokens)
	var out []sentence
	from := 0
	for i := 1; i <= len(tokens); i++ {
		if i < len(tokens) && i-from < maxTokens && !paragraphAt(text, tokens, i) && !sentenceAt(tokens, quoted, i) {
			continue
		}
		out = append(out, sentence{tokens[from].Start, tokens[i-1].End, tokens[from:i], quoted[from:i]})
		from = i
	}
	return out
}

// paragraphAt reports whether a paragraph begins at token i: behind an empty line, or on a new line after a full stop.
func paragraphAt(text string, tokens []codebook.Token, i int) bool {
	if !tokens[i].Line {
		return false
	}
	prev := tokens[i-1]
	return strings.Count(text[prev.End:tokens[i].Start], "\n") > 1 || ends[prev.Norm] || prev.Norm == `"`
}

var ends = map[string]bool{".": true, "?": true, "!": true, "…": true}

var abbreviations = words(`mr mrs ms dr gen col sen rep gov lt sgt maj capt adm st no vs jan feb mar apr jun jul aug sep sept oct nov dec inc
corp co ltd prof rev hon`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// sentenceAt reports whether a sentence begins at token i of a paragraph.
func sentenceAt(tokens []codebook.Token, quoted []bool, i int) bool {
	k := i - 1
	if k > 0 && (tokens[k].Norm == `"` && quoted[k-1] || tokens[k].Norm == ")") {
		k--
	}
	t := tokens[i]
	starts := t.Upper || t.Norm == "(" || t.Norm == "[" || t.Word && t.Norm[0] >= '0' && t.Norm[0] <= '9' || t.Norm == `"` && !quoted[i-1]
	if !ends[tokens[k].Norm] || !starts {
		return false
	}
	if tokens[k].Norm != "." || k == 0 || tokens[k-1].End != tokens[k].Start {
		return true
	}
	before := tokens[k-1]
	return !before.Upper || !abbreviations[before.Norm] && len(before.Norm) > 1
}

// quotations marks the tokens in double quotation marks. A quotation ends with its paragraph at the latest.
func quotations(text string, tokens []codebook.Token) []bool {
	quoted := make([]bool, len(tokens))
	open := false
	for i, t := range tokens {
		if i > 0 && t.Line && strings.Count(text[tokens[i-1].End:t.Start], "\n") > 1 {
			open = false
		}
		if t.Norm != `"` {
			quoted[i] = open
			continue
		}
		switch text[t.Start:t.End] {
		case "“", "„", "«", "``":
			open = true
		case "”", "»", "''":
			open = false
		default:
			open = !open
		}
	}
	return quoted
}

// sentenceOf gives the number, from 0, of the sentence in which a byte offset lies; offsets between two belong to the first.
func sentenceOf(sentences []sentence, offset int) int {
	lo, hi := 0, len(sentences)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; sentences[mid].start <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// window is a run of sentences, first to last-1, that one request asks about.
type window struct{ first, last int }

func (w window) size() int { return w.last - w.first }

// windows cuts n sentences into windows of at most size, each of which repeats the last overlap sentences of the one before.
func windows(n, size, overlap int) []window {
	var out []window
	for first := 0; first < n; first += size - overlap {
		w := window{first, min(first+size, n)}
		out = append(out, w)
		if w.last == n {
			break
		}
	}
	return out
}

// halves cuts a window whose answer was too long.
func (w window) halves() (a, b window) {
	mid := (w.first + w.last) / 2
	return window{w.first, mid}, window{mid, w.last}
}
