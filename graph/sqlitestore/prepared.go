package sqlitestore

import (
	"context"
	"database/sql"

	lru "github.com/hashicorp/golang-lru/v2"
)

// preparedTexts is how many query texts are kept prepared. Texts depend on what is asked and never on values, so a server asks the
// same few again and again; and preparing one can take as long as running it.
const preparedTexts = 64

// prepared runs queries on connections, keeping them prepared.
type prepared struct {
	db    *sql.DB
	texts *lru.Cache[string, *sql.Stmt]
}

func newPrepared(db *sql.DB) (*prepared, error) {
	texts, err := lru.NewWithEvict(preparedTexts, func(_ string, s *sql.Stmt) {
		_ = s.Close() // one in use is closed when it has ended
	})
	return &prepared{db, texts}, err
}

// QueryContext implements querier.
func (p *prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s, ok := p.texts.Get(text); ok {
		return s.QueryContext(ctx, args...)
	}
	s, err := p.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if earlier, found, _ := p.texts.PeekOrAdd(text, s); found { // somebody was faster
		_ = s.Close() // nobody has used it
		s = earlier
	}
	return s.QueryContext(ctx, args...)
}
