package web

import "stancegraph/graph"

// named is what is read with statements: all that they name.
var named = []graph.Want{{What: graph.Holder}, {What: graph.About}, {What: graph.In}, {What: graph.Speaker}, {What: graph.Reporters}, {What: graph.Parties}}

// cardsOf gives the statements that were found, with what they name, where named was wanted with them first.
func cardsOf(f graph.Found) cards {
	out := cards{Named: graph.Named{Actors: map[graph.ActorID]graph.Actor{}, Issues: map[graph.IssueID]graph.Issue{}, Articles: map[graph.ArticleID]graph.Article{}}}
	for _, s := range f.Statements {
		out.Statements = append(out.Statements, s.Items...)
	}
	for _, with := range f.With[:len(named)] {
		for _, s := range with.Actors {
			for _, a := range s.Items {
				out.Actors[a.ID] = a
			}
		}
		for _, s := range with.Issues {
			for _, i := range s.Items {
				out.Issues[i.ID] = i
			}
		}
		for _, s := range with.Articles {
			for _, a := range s.Items {
				out.Articles[a.ID] = a
			}
		}
	}
	return out
}
