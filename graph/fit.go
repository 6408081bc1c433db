package graph

import (
	"context"
	"maps"
	"slices"
)

func newRestorer(ctx context.Context, s Store, watch RestoreWatch) *restorer {
	r := &restorer{ctx: ctx, store: s, watch: watch}
	r.actors = &rack[Actor, ActorID]{r: r, what: "actor", whole: true, id: func(a Actor) ActorID { return a.ID }, read: s.Actors,
		validate: func(a Actor) error { return firstError(checkRevision(a.Revision), a.Validate()) },
		batch:    func(items []Actor) Batch { return Batch{Actors: items} }, count: func(c *Counts) *int { return &c.Actors }}
	r.actors.fit = func(items []placed[Actor]) ([][]placed[Actor], error) {
		return fitWhole(r.actors, items, actorTies, func(known map[ActorID]Actor) Current { return Current{Actors: known} })
	}
	r.issues = &rack[Issue, IssueID]{r: r, what: "issue", whole: true, id: func(i Issue) IssueID { return i.ID }, read: s.Issues,
		validate: func(i Issue) error { return firstError(checkRevision(i.Revision), i.Validate()) },
		batch:    func(items []Issue) Batch { return Batch{Issues: items} }, count: func(c *Counts) *int { return &c.Issues }}
	r.issues.fit = func(items []placed[Issue]) ([][]placed[Issue], error) {
		return fitWhole(r.issues, items, issueTies, func(known map[IssueID]Issue) Current { return Current{Issues: known} })
	}
	r.articles = &rack[Document, ArticleID]{r: r, what: "article", id: func(d Document) ArticleID { return d.ID }, read: r.heads, fit: atOnce[Document],
		validate: restoredDocument, compared: func(d Document) any { return d.Article },
		batch: func(items []Document) Batch { return Batch{Articles: items} }, count: func(c *Counts) *int { return &c.Articles }}
	r.statements = &rack[Statement, StatementID]{r: r, what: "statement", id: func(s Statement) StatementID { return s.ID }, read: s.Statements,
		validate: func(s Statement) error {
			return firstError(checkRevision(s.Revision), checkKey("statement", string(s.ID)))
		},
		batch: func(items []Statement) Batch { return Batch{Statements: items} }, count: func(c *Counts) *int { return &c.Statements }}
	r.statements.fit = func(items []placed[Statement]) ([][]placed[Statement], error) {
		return fitToTexts(r, items, r.statements, func(s Statement) ArticleID { return s.Article }, Statement.Validate)
	}
	r.codings = &rack[Coding, CodingID]{r: r, what: "coding", id: func(c Coding) CodingID { return c.ID },
		read: func(ctx context.Context, ids []CodingID) ([]Coding, error) {
			if len(ids) == 0 {
				return nil, nil
			}
			return s.Codings(ctx, CodingQuery{IDs: ids})
		},
		validate: func(c Coding) error { return checkRevision(c.Revision) },
		batch:    func(items []Coding) Batch { return Batch{Codings: items} }, count: func(c *Counts) *int { return &c.Codings }}
	r.codings.fit = func(items []placed[Coding]) ([][]placed[Coding], error) {
		return fitCodings(r, items)
	}
	r.users = &rack[User, string]{r: r, what: "user", id: func(u User) string { return u.Name }, read: r.allUsers, fit: atOnce[User],
		validate: func(u User) error { return firstError(checkRevision(u.Revision), u.Validate()) },
		batch:    func(items []User) Batch { return Batch{Users: items} }, count: func(c *Counts) *int { return &c.Users }}
	r.revisions = &rack[Revision, RevisionID]{r: r, what: "revision", id: func(v Revision) RevisionID { return v.ID }, read: s.Revisions, fit: atOnce[Revision],
		validate: Revision.Validate, batch: func(items []Revision) Batch { return Batch{Revisions: items} }, count: func(c *Counts) *int { return &c.Revisions }}
	return r
}

// restoredDocument checks an article as [Check] does: its size and hash are those of its text.
func restoredDocument(d Document) error {
	if fresh := NewDocument(d.Article, d.Text); fresh.Size != d.Size || fresh.TextHash != d.TextHash {
		return Errorf(Invalid, "the text of article %q was altered: it has %d bytes and the hash %s, want %d and %s", d.ID, fresh.Size, fresh.TextHash, d.Size, d.TextHash)
	}
	return firstError(checkRevision(d.Revision), checkKey("article", string(d.ID)), d.Validate())
}

// heads reads articles without their texts: these follow from size and hash.
func (r *restorer) heads(ctx context.Context, ids []ArticleID) ([]Document, error) {
	articles, err := r.store.Articles(ctx, ids)
	docs := make([]Document, len(articles))
	for i, a := range articles {
		docs[i].Article = a
	}
	return docs, err
}

func (r *restorer) allUsers(ctx context.Context, _ []string) ([]User, error) {
	return r.store.Users(ctx)
}

// atOnce writes objects that need nothing else in one batch.
func atOnce[T any](items []placed[T]) ([][]placed[T], error) {
	if len(items) == 0 {
		return nil, nil
	}
	return [][]placed[T]{items}, nil
}

// actorTies lists the actors that one refers to.
func actorTies(a Actor) []ActorID {
	ids := slices.Clone(a.MemberOf)
	for _, t := range a.SpeaksFor {
		ids = append(ids, t.Body)
	}
	if a.MergedInto != "" {
		ids = append(ids, a.MergedInto)
	}
	return ids
}

// issueTies lists the issues that one refers to.
func issueTies(i Issue) (ids []IssueID) {
	for _, id := range []IssueID{i.PartOf, i.MergedInto} {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// fitWhole divides objects that refer to others of their kind, perhaps in circles, into batches that each refer only to
// themselves, to earlier ones and to what the store holds, and leaves out what refers to nothing.
func fitWhole[T any, K ~string](k *rack[T, K], items []placed[T], ties func(T) []K, current func(map[K]T) Current) ([][]placed[T], error) {
	own, ids, outside := map[K]placed[T]{}, make([]K, len(items)), map[K]bool{}
	for i, item := range items {
		ids[i] = k.id(item.object)
		own[ids[i]] = item
	}
	for _, item := range items {
		for _, id := range ties(item.object) {
			if _, ok := own[id]; !ok {
				outside[id] = true
			}
		}
	}
	known, err := k.held(slices.Sorted(maps.Keys(outside)))
	if err != nil {
		return nil, err
	}
	var batches [][]placed[T]
	for _, group := range components(ids, func(id K) []K { return ties(own[id].object) }) {
		members := make([]placed[T], len(group))
		for i, id := range group {
			members[i] = own[id]
		}
		b := k.batch(objects(members))
		if err := b.checkReferences(current(known)); err != nil {
			for _, m := range members {
				k.r.problem(m.line, "%s", MessageOf(err))
			}
			continue
		}
		for _, m := range members {
			known[k.id(m.object)] = m.object
		}
		if n := len(batches); n > 0 && len(batches[n-1])+len(members) <= restoreObjects {
			batches[n-1] = append(batches[n-1], members...)
		} else {
			batches = append(batches, members)
		}
	}
	return batches, nil
}

// fitToTexts leaves out objects that refer to what is not there, or break a rule in the light of their article's text.
func fitToTexts[T any, K ~string](r *restorer, items []placed[T], k *rack[T, K], article func(T) ArticleID, validate func(T, string) error) ([][]placed[T], error) {
	current, err := r.current(k.batch(objects(items)))
	if err != nil {
		return nil, err
	}
	bad := make([]error, len(items))
	byArticle := map[ArticleID][]int{}
	for i, item := range items {
		b := k.batch([]T{item.object})
		if bad[i] = b.checkReferences(current); bad[i] == nil {
			id := article(item.object)
			byArticle[id] = append(byArticle[id], i)
		}
	}
	for docs, err := range documents(r.ctx, r.store, inOrder(current.Articles)) {
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			for _, i := range byArticle[d.ID] {
				bad[i] = validate(items[i].object, d.Text)
			}
		}
	}
	var good []placed[T]
	for i, item := range items {
		if bad[i] == nil {
			good = append(good, item)
			continue
		}
		r.problem(item.line, "%s %q: %s", k.what, k.id(item.object), MessageOf(bad[i]))
	}
	return atOnce(good)
}

// fitCodings leaves out codings like other objects with places in articles, and those whose codes name what is not there.
func fitCodings(r *restorer, items []placed[Coding]) ([][]placed[Coding], error) {
	var coded Batch
	for _, item := range items {
		coded.Statements = append(coded.Statements, item.object.Codes...)
	}
	current, err := r.current(coded)
	if err != nil {
		return nil, err
	}
	return fitToTexts(r, items, r.codings, func(c Coding) ArticleID { return c.Article }, func(c Coding, text string) error {
		err := c.Validate(text)
		for _, s := range c.Codes {
			err = firstError(err, checkThere(s, "statement "+string(s.ID), current.Actors, current.Issues))
		}
		return err
	})
}

// current reads what a batch refers to.
func (r *restorer) current(b Batch) (Current, error) {
	needs := b.Needs()
	actors, err1 := r.actors.held(needs.Actors)
	issues, err2 := r.issues.held(needs.Issues)
	heads, err3 := r.articles.held(needs.Articles)
	articles := make(map[ArticleID]Article, len(heads))
	for id, d := range heads {
		articles[id] = d.Article
	}
	return Current{Actors: actors, Issues: issues, Articles: articles}, firstError(err1, err2, err3)
}

// inOrder yields articles by id.
func inOrder(articles map[ArticleID]Article) func(func(Article, error) bool) {
	return func(yield func(Article, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(articles)) {
			if !yield(articles[id], nil) {
				return
			}
		}
	}
}
