package web

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

// articlePage is an article with its statements marked in the text.
type articlePage struct {
	graph.Article
	Segments []segment
	Cards    cards // in the order of the text
	Form     *form // nil for whoever may not add statements
	More     int   // statements that are left out
}

// mostMarks bounds how many statements of one article are marked.
const mostMarks = 1000

// segment is a piece of the text that the same statements cover.
type segment struct {
	Text   string
	Starts []int // statements that begin here, by their numbers in the list, from 1
	Lines  []line
	First  graph.StatementID // the first statement of Starts
}

// line is one of the lines under a piece of text: a statement keeps its level from its start to its end, so that overlapping
// statements can be told apart.
type line struct {
	Level  int
	Stance graph.Stance
}

// mostLevels is how many lines lie under a text; statements beyond them have their number alone.
const mostLevels = 3

func (w *workbench) article(r *request) (view, error) {
	return w.articleWith(r, graph.ArticleID(r.PathValue("key")), form{})
}

// articleWith shows an article with a form that is filled in already.
func (w *workbench) articleWith(r *request, id graph.ArticleID, f form) (view, error) {
	where := graph.StatementFilter{Statuses: graph.CountedStatuses}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.ArticleSet, []graph.ArticleID{id}), With: []graph.Want{
		{What: graph.Texts{}}, {What: graph.StatementQuery{Where: where, Page: graph.Page{Limit: mostMarks, Total: true}}, With: named}}})
	if err == nil && len(found[0].Articles[0].Items) == 0 {
		err = graph.Errorf(graph.NotFound, "there is no article %q", string(id))
	}
	if err != nil {
		return view{}, err
	}
	texts, list := found[0].With[0].Texts, found[0].With[1]
	page := articlePage{Article: found[0].Articles[0].Items[0], Cards: cardsOf(list)}
	graph.SortByPlace(page.Cards.Statements)
	page.Segments = segments(texts[id], page.Cards.Statements)
	page.More = list.Statements[0].Total - len(page.Cards.Statements)
	if r.analyst() {
		page.Form = &f
	}
	return view{template: "article", title: page.Label(), data: page}, nil
}

// segments cuts a text where statements, which are in the order of the text, begin and end. The segments together are the text.
func segments(text string, statements []graph.Statement) []segment {
	cuts := []int{0, len(text)}
	for _, s := range statements {
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	levels := levelsOf(statements)
	var out []segment
	for i := 0; i+1 < len(cuts); i++ {
		from, to := cuts[i], cuts[i+1]
		seg := segment{Text: text[from:to]}
		for n, s := range statements {
			if s.Start == from {
				seg.Starts = append(seg.Starts, n+1)
				if seg.First == "" {
					seg.First = s.ID
				}
			}
			if s.Start <= from && s.End >= to && levels[n] < mostLevels {
				seg.Lines = append(seg.Lines, line{levels[n], s.Stance})
			}
		}
		out = append(out, seg)
	}
	return out
}

// levelsOf gives each statement the lowest level that no statement before it, with which it overlaps, has.
func levelsOf(statements []graph.Statement) []int {
	levels := make([]int, len(statements))
	var ends []int // by level, where its last statement ends
	for n, s := range statements {
		level := slices.IndexFunc(ends, func(end int) bool { return end <= s.Start })
		if level < 0 {
			level = len(ends)
			ends = append(ends, 0)
		}
		ends[level] = s.End
		levels[n] = level
	}
	return levels
}

// Class gives the classes that draw the lines.
func (s segment) Class() string {
	var out []string
	for _, l := range s.Lines {
		out = append(out, "l"+string(rune('0'+l.Level))+"-"+string(l.Stance))
	}
	return strings.Join(out, " ")
}
