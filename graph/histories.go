package graph

import "context"

// historyPage is how many statements of one actor on one issue are read at a time.
const historyPage = 1000

// PositionFields are the fields of statements that [History], [PositionAt] and [Turns] look at.
var PositionFields = []Field{"holder", "issue", "stance", "status", "reportedBy"}

// Histories reads all statements of each scope that match and count, newest first, of all scopes in one call; only a scope with more
// than a thousand takes further ones. Of the statements some fields are read, or all where none is named. [History], [PositionAt] and
// [Turns] say what follows from them.
func Histories(ctx context.Context, r Reader, where StatementFilter, scopes []Scope, fields ...Field) ([][]Statement, error) {
	out := make([][]Statement, len(scopes))
	where, ok := where.Counted()
	if len(scopes) == 0 || !ok {
		return out, nil
	}
	read := func(scopes []Scope, after Pos) ([]Slice[Statement], error) {
		return someStatements(ctx, r, StatementQuery{Where: where, Scopes: scopes, Page: Page{Limit: historyPage, After: after}}, fields)
	}
	found, err := read(scopes, nil)
	for i := 0; err == nil && i < len(found); i++ {
		s := found[i]
		out[i] = s.Items
		for err == nil && s.More {
			s, err = only(read(scopes[i:i+1], s.Items[len(s.Items)-1].Pos()))
			out[i] = append(out[i], s.Items...)
		}
	}
	return out, err
}

// someStatements reads some fields of statements; all where none is named.
func someStatements(ctx context.Context, r Reader, q StatementQuery, fields []Field) ([]Slice[Statement], error) {
	w := Want{What: q}
	if len(fields) > 0 {
		w.Only = Selection{StatementSet: fields}
	}
	found, err := r.Read(ctx, w)
	if err != nil {
		return nil, err
	}
	return found[0].Statements, nil
}
