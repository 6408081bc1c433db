package extract

// issueMarks are about how surely a place names the issue.
func (v *view) issueMarks(r *run, mark func(string)) {
	m := v.m
	switch {
	case v.isImplied() && m.Score == scoreNear:
		mark("issue implied, named before")
	case v.isImplied():
		mark("issue implied by the topic")
	case m.Literal:
		mark("issue in the codebook's words")
	case m.Partial && m.Phrase == namedBefore && m.Score == scoreNear:
		mark("issue by an anaphor")
	case m.Partial && m.Phrase == namedBefore:
		mark("issue by the topic")
	case m.Partial && m.Sole:
		mark("issue by a word of its own")
	case m.Partial:
		mark("issue by its head")
	case m.Score >= 0.95:
		mark("issue in full")
	case m.Score >= 0.8:
		mark("issue nearly in full")
	default:
		mark("issue in part")
	}
	if !v.isImplied() && m.Phrase != namedBefore {
		kind := "in full"
		switch {
		case m.Partial:
			kind = "in part"
		case m.Score < 0.8:
			kind = "by most of it"
		}
		switch {
		case m.Rarity < 0.4:
			mark("issue of common words, " + kind)
		case m.Rarity < 0.8:
			mark("issue of less common words, " + kind)
		}
		if m.First == m.Last {
			mark("issue of one word, " + kind)
			if m.Sole && !v.s.definite(m.First) {
				mark("issue of one word without an article")
			}
		}
		if m.Modifier {
			mark("issue by a modifier")
		}
	}
	if m.Verb {
		mark("issue is a verb")
	}
	if v.isImplied() {
		mark("implied, " + v.kindOfSentence())
	}
	switch n := r.mem.count[m.Issue]; {
	case n == 0:
		mark("issue not in full anywhere")
	case n == 1:
		mark("issue once in the article")
	case n > 4:
		mark("issue often in the article")
	}
	if m.Issue == r.topic {
		mark("issue is the topic")
	} else if r.topic != "" {
		mark("article has another topic")
	}
}

// kindOfSentence says how a sentence without words for an issue stands.
func (v *view) kindOfSentence() string {
	switch {
	case v.judged != nil && v.s.quoted[v.m.First] != 0:
		return "quoted with a judgement"
	case v.s.quoted[v.m.First] != 0:
		return "quoted"
	case v.judged != nil:
		return "with a judgement"
	}
	return "with a cue"
}
