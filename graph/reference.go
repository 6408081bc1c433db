package graph

// eachReference calls back for every id that an object of the batch refers to, with the name of that object.
func (b *Batch) eachReference(actor func(ActorID, string), issue func(IssueID, string), article func(ArticleID, string)) {
	for _, a := range b.Actors {
		for _, id := range actorTies(a) {
			actor(id, "actor "+string(a.ID))
		}
	}
	for _, i := range b.Issues {
		for _, id := range issueTies(i) {
			issue(id, "issue "+string(i.ID))
		}
	}
	for _, c := range b.Codings {
		article(c.Article, "coding "+string(c.ID))
	}
	for _, s := range b.Statements {
		from := "statement " + string(s.ID)
		article(s.Article, from)
		issue(s.Issue, from)
		for _, id := range s.actors() {
			actor(id, from)
		}
	}
}

// actors lists every actor that the statement refers to.
func (s *Statement) actors() []ActorID {
	var ids []ActorID
	for _, id := range append(append([]ActorID{s.Holder, s.Speaker}, s.ReportedBy...), s.Parties...) {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// checkReferences makes sure that what the batch refers to is there, and is not gone.
func (b *Batch) checkReferences(cur Current) error {
	actors, issues, articles := own(b.Actors, actorID), own(b.Issues, issueID), own(b.Articles, func(d Document) ArticleID { return d.ID })
	var err error
	refer := func(from, kind, id string, exists, gone bool) {
		switch {
		case err != nil:
		case !exists:
			err = Errorf(Invalid, "%s refers to %s %q, which does not exist", from, kind, id)
		case gone:
			err = Errorf(Conflict, "%s refers to %s %q, which was merged into another or withdrawn: read it and name what it is now", from, kind, id)
		}
	}
	b.eachReference(
		func(id ActorID, from string) {
			a, ok := current(id, actors, cur.Actors)
			refer(from, "actor", string(id), ok, a.Gone())
		},
		func(id IssueID, from string) {
			i, ok := current(id, issues, cur.Issues)
			refer(from, "issue", string(id), ok, i.Gone())
		},
		func(id ArticleID, from string) {
			_, stored := cur.Articles[id]
			_, ok := articles[id]
			refer(from, "article", string(id), ok || stored, false)
		})
	return err
}

// own gives the objects of a batch by their ids.
func own[K comparable, T any](items []T, key func(T) K) map[K]T {
	m := make(map[K]T, len(items))
	for _, item := range items {
		m[key(item)] = item
	}
	return m
}

// current gives an object as a batch makes it, else as it is stored.
func current[K comparable, T any](id K, own, stored map[K]T) (item T, ok bool) {
	if item, ok = own[id]; ok {
		return item, true
	}
	item, ok = stored[id]
	return item, ok
}

// checkGone makes sure that nothing refers to what the batch says is gone.
func (b *Batch) checkGone(cur Current) error {
	const message = "statements or others of its kind refer to %s %q: change them first"
	for _, a := range b.Actors {
		if a.Gone() && cur.Referred[ObjectID{ActorObject, string(a.ID)}] {
			return Errorf(Conflict, message, ActorObject, a.ID)
		}
	}
	for _, i := range b.Issues {
		if i.Gone() && cur.Referred[ObjectID{IssueObject, string(i.ID)}] {
			return Errorf(Conflict, message, IssueObject, i.ID)
		}
	}
	return nil
}
