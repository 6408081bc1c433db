package graph

import "context"

// historyPage is how many statements of one actor on one issue are read at a time.
const historyPage = 1000

// Histories reads all statements of each scope that match and count, newest first, of all scopes in one call; only a scope with more
// than a thousand takes further ones. [History], [PositionAt] and [Turns] say what follows from them.
func Histories(ctx context.Context, r Reader, where StatementFilter, scopes []Scope) ([][]Statement, error) {
	out := make([][]Statement, len(scopes))
	where, ok := where.Counted()
	if len(scopes) == 0 || !ok {
		return out, nil
	}
	found, err := r.FindStatements(ctx, StatementQuery{Where: where, Scopes: scopes, Page: Page{Limit: historyPage}})
	for i := 0; err == nil && i < len(found); i++ {
		s := found[i]
		out[i] = s.Items
		for err == nil && s.More {
			s, err = only(r.FindStatements(ctx, StatementQuery{Where: where, Scopes: scopes[i : i+1],
				Page: Page{Limit: historyPage, After: s.Items[len(s.Items)-1].Pos()}}))
			out[i] = append(out[i], s.Items...)
		}
	}
	return out, err
}
