package suggest

// Suggest ranks what was counted. The collector is used up by it.
func (c *Collector) Suggest() Suggestions {
	s := Suggestions{Articles: c.article, Words: c.words}
	var taken map[string]bool
	s.Aliases, taken = c.rankAliases()
	s.Actors = c.rankActors(taken)
	s.Issues = c.rankPhrases()
	s.Cues = c.rankCues()
	return s
}
