package web

import (
	"context"

	"stancegraph/graph"
)

// Machine reads articles.
type Machine interface {
	// Import reads a file and stores the article in it with what is suggested from it, on behalf of an analyst. An error of code
	// [graph.Invalid] says what is wrong with the file.
	Import(ctx context.Context, by graph.Agent, name string, data []byte) (Imported, error)
	// Explain says why a statement was suggested; nothing where the machine does not find it any more.
	Explain(ctx context.Context, article graph.Article, text string, s graph.Statement) ([]Reason, error)
}

// Imported is what became of a file.
type Imported struct {
	Article    graph.ArticleID
	New        bool // it was not there
	Statements int  // suggested for the first time
	Problems   []string
}

// Reason is a part of why a statement was suggested: what it is about (empty: the same as the one before), the words of the article,
// and what is the case with them.
type Reason struct{ What, Words, Why string }

// whyPage says why a statement was suggested.
type whyPage struct {
	Card    card
	Reasons []Reason
}

func (w *workbench) why(r *request) (view, error) {
	switch { // to explain is to read the article once more
	case w.o.Machine == nil:
		return view{}, errNoPage
	case !r.analyst():
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	id := graph.StatementID(r.PathValue("key"))
	wants := append([]graph.Want{}, named...)
	wants[2].With = []graph.Want{{What: graph.Texts{}}}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.StatementSet, []graph.StatementID{id}), With: wants})
	if err != nil {
		return view{}, err
	}
	shown := cardsOf(found[0])
	if len(shown.Statements) == 0 {
		return view{}, graph.Errorf(graph.NotFound, "there is no statement %q", string(id))
	}
	s := shown.Statements[0]
	page := whyPage{Card: card{s, shown.Named}}
	page.Reasons, err = w.o.Machine.Explain(r.Context(), shown.Articles[s.Article], found[0].With[2].With[0].Texts[s.Article], s)
	return view{template: "why", title: "Why it was suggested", data: page}, err
}
