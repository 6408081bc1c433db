package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// conservatives is the party that the word means in news of Britain. Elsewhere it is a word for people of a certain mind.
const (
	conservatives graph.ActorID = "conservative-party"
	labour        graph.ActorID = "labour-party"
)

// britishWords tell that a text is about Britain too.
var britishWords = set("britain british briton britons uk london england scotland wales westminster tory tories commons brexit")

// notBritish drops "Conservatives" as the name of the British party where nothing else in a document tells of Britain.
func (r *run) notBritish() {
	bare := func(s *sentence, m mention) bool {
		n := s.norm(m.First)
		return m.body == conservatives && m.First == m.Last && (n == "conservatives" || n == "conservative")
	}
	if r.engine.listed[conservatives] || !slices.ContainsFunc(r.sentences, func(s *sentence) bool {
		return slices.ContainsFunc(s.mentions, func(m mention) bool { return bare(s, m) })
	}) {
		return
	}
	for _, s := range r.sentences {
		if slices.ContainsFunc(s.tokens, func(t codebook.Token) bool { return britishWords[t.Norm] }) || slices.ContainsFunc(s.mentions, func(m mention) bool { return m.body == labour }) {
			return
		}
	}
	for _, s := range r.sentences {
		s.mentions = slices.DeleteFunc(s.mentions, func(m mention) bool { return bare(s, m) })
	}
}
