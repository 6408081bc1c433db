package graphtest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stancegraph/graph"
)

// runner makes the calls of one case.
type runner struct {
	store    graph.Store
	sections map[string]string
}

// call makes one call and words the answer.
func (r *runner) call(ctx context.Context, line string) string {
	f, err := parseFields(line)
	if err != nil || len(f[""]) == 0 {
		return fmt.Sprintf("bad call: %v\n", err)
	}
	args := f[""][1:]
	switch name := f[""][0]; name {
	case "write":
		return r.write(ctx, args...)
	case "get":
		return r.get(ctx, args[0], args[1:])
	case "texts":
		return r.texts(ctx, args)
	case "read":
		return r.readTrees(ctx, args)
	case "facet":
		return r.facet(ctx, graph.FacetQuery{By: graph.Facet(args[0]), Where: filter(f), Limit: f.number("limit", 100)})
	case "search":
		return r.search(ctx, args[0], graph.Search{Of: many[graph.Set](f, "in"), Statuses: many[graph.Status](f, "status"), Page: page(f)})
	case "pairs":
		return slice(pairs(ctx, r.store, graph.PairQuery{Where: filter(f), Contested: slices.Contains(args, "contested"), Page: page(f)}))
	case "codings":
		codings, err := r.store.Codings(ctx, graph.CodingQuery{IDs: many[graph.CodingID](f, "id"), Articles: many[graph.ArticleID](f, "article"), Analyst: f.one("analyst")})
		return objects(codings, err)
	case "meant":
		codings, err := r.store.Codings(ctx, graph.CodingQuery{})
		if err == nil {
			codings, err = graph.Meant(ctx, r.store, codings)
		}
		return objects(codings, err)
	case "check":
		return check(ctx, r.store)
	case "users":
		users, err := r.store.Users(ctx)
		return objects(users, err)
	case "actors":
		return slice(r.store.FindActors(ctx, graph.ActorQuery{Kinds: many[graph.Kind](f, "kind"), Text: f.one("text"),
			MergedInto: many[graph.ActorID](f, "mergedInto"), Gone: slices.Contains(args, "gone"), Page: page(f)}))
	case "issues":
		return slice(r.store.FindIssues(ctx, graph.IssueQuery{PartOf: many[graph.IssueID](f, "partOf"), Text: f.one("text"),
			MergedInto: many[graph.IssueID](f, "mergedInto"), Gone: slices.Contains(args, "gone"), Page: page(f)}))
	case "articles":
		return slice(r.store.FindArticles(ctx, graph.ArticleQuery{Sources: many[string](f, "source"), From: graph.Date(f.one("from")),
			To: graph.Date(f.one("to")), Text: f.one("text"), Page: page(f)}))
	case "revisions":
		typ, id, _ := strings.Cut(f.one("object"), ":")
		return slice(r.store.FindRevisions(ctx, graph.RevisionQuery{Object: graph.ObjectID{Type: graph.ObjectType(typ), ID: id},
			Who: many[string](f, "who"), Actions: many[graph.Action](f, "action"), Page: page(f)}))
	case "statements":
		return groups(r.store.FindStatements(ctx, graph.StatementQuery{Where: filter(f), Scopes: scopes(f), Oldest: slices.Contains(args, "oldest"),
			Unsure: slices.Contains(args, "unsure"), Page: page(f)}))
	case "stances":
		return groups(r.store.FindStances(ctx, graph.StanceQuery{Where: filter(f), Scopes: scopes(f), Page: page(f)}))
	default:
		return "unknown call " + name + "\n"
	}
}

// write writes a batch, several in one transaction. A batch that cannot be read is an error of their sequence.
func (r *runner) write(ctx context.Context, sections ...string) string {
	var receipt graph.Receipt
	b, err := parseBatch(r.sections[sections[0]])
	switch {
	case len(sections) > 1:
		receipt, err = r.store.WriteAll(ctx, func(yield func(graph.Batch, error) bool) {
			for _, section := range sections {
				b, err := parseBatch(r.sections[section])
				if err != nil {
					err = graph.Errorf(graph.Invalid, "bad batch: %v", err)
				}
				if !yield(b, err) {
					return
				}
			}
		})
	case err != nil:
		return "bad batch: " + err.Error() + "\n"
	default:
		receipt, err = r.store.Write(ctx, b)
	}
	if err != nil {
		return failure(err)
	}
	return fmt.Sprintf("created %s\nreplaced %s\n", counts(receipt.Created), counts(receipt.Replaced))
}

// check tells what is wrong with the whole graph.
func check(ctx context.Context, s graph.Store) string {
	var text strings.Builder
	for problem, err := range graph.Check(ctx, s) {
		if err != nil {
			return failure(err)
		}
		text.WriteString(problem + "\n")
	}
	return cmp.Or(text.String(), "sound\n")
}

func counts(c graph.Counts) string {
	text := fmt.Sprintf("actors=%d issues=%d articles=%d statements=%d users=%d revisions=%d", c.Actors, c.Issues, c.Articles, c.Statements, c.Users, c.Revisions)
	if c.Codings > 0 {
		text += fmt.Sprintf(" codings=%d", c.Codings)
	}
	return text
}

func failure(err error) string {
	return fmt.Sprintf("error %s: %s\n", graph.CodeOf(err), graph.MessageOf(err))
}

func (r *runner) get(ctx context.Context, typ string, ids []string) string {
	f := fields{"": ids}
	switch typ {
	case "actor":
		items, err := r.store.Actors(ctx, many[graph.ActorID](f, ""))
		return objects(items, err)
	case "issue":
		items, err := r.store.Issues(ctx, many[graph.IssueID](f, ""))
		return objects(items, err)
	case "article":
		items, err := r.store.Articles(ctx, many[graph.ArticleID](f, ""))
		return objects(items, err)
	case "statement":
		items, err := r.store.Statements(ctx, many[graph.StatementID](f, ""))
		return objects(items, err)
	case "revision":
		items, err := r.store.Revisions(ctx, many[graph.RevisionID](f, ""))
		return objects(items, err)
	}
	return "unknown type " + typ + "\n"
}

func objects[T any](items []T, err error) string {
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for _, item := range items {
		text, _ := json.Marshal(item)
		fmt.Fprintf(&b, "%s\n", text)
	}
	if len(items) == 0 {
		return "none\n"
	}
	return b.String()
}

func (r *runner) texts(ctx context.Context, ids []string) string {
	texts, err := r.store.Texts(ctx, many[graph.ArticleID](fields{"": ids}, ""))
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintf(&b, "%s %q\n", id, texts[id])
	}
	return b.String()
}

func page(f fields) graph.Page {
	p := graph.Page{Limit: f.number("limit", 100), Backward: slices.Contains(f[""], "backward"), Total: slices.Contains(f[""], "total")}
	if _, ok := f["after"]; ok {
		p.After = graph.Pos(many[string](f, "after"))
	}
	if _, ok := f["before"]; ok {
		p.Before = graph.Pos(many[string](f, "before"))
	}
	return p
}

func filter(f fields) graph.StatementFilter {
	reports := map[string]graph.Reports{"own": graph.OwnOnly, "only": graph.ReportsOnly}
	return graph.StatementFilter{
		Holders: many[graph.ActorID](f, "holder"), Kinds: many[graph.Kind](f, "kind"), Issues: many[graph.IssueID](f, "issue"),
		Stances: many[graph.Stance](f, "stance"), Statuses: many[graph.Status](f, "status"), Articles: many[graph.ArticleID](f, "article"),
		Sources: many[string](f, "source"), Methods: many[string](f, "method"), Speakers: many[graph.ActorID](f, "speaker"),
		Reporters: many[graph.ActorID](f, "reportedBy"), Naming: many[graph.ActorID](f, "naming"), Reports: reports[f.one("reports")], From: graph.Date(f.one("from")),
		To: graph.Date(f.one("to")), AsOf: graph.Date(f.one("asOf")), Text: f.one("text"),
	}
}

// pairs reads one page of pairs.
func pairs(ctx context.Context, r graph.Reader, q graph.PairQuery) (graph.Slice[graph.Pair], error) {
	found, err := r.Read(ctx, graph.Want{What: q})
	if err != nil {
		return graph.Slice[graph.Pair]{}, err
	}
	return found[0].Pairs[0], nil
}

// facet words the counts of one facet, a line for each value.
func (r *runner) facet(ctx context.Context, q graph.FacetQuery) string {
	found, err := r.store.Read(ctx, graph.Want{What: q})
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for _, v := range found[0].Facets[0].Items {
		fmt.Fprintf(&b, "%s %d\n", v.Value, v.Statements)
	}
	if found[0].Facets[0].More {
		b.WriteString("more\n")
	}
	return cmp.Or(b.String(), "none\n")
}

// scopes reads scopes as "holder:russia,issue:arming".
func scopes(f fields) []graph.Scope {
	var out []graph.Scope
	for _, text := range f["scope"] {
		var s graph.Scope
		for part := range strings.SplitSeq(text, ",") {
			key, value, _ := strings.Cut(part, ":")
			switch key {
			case "holder":
				s.Holder = graph.ActorID(value)
			case "issue":
				s.Issue = graph.IssueID(value)
			case "stance":
				s.Stance = graph.Stance(value)
			case "article":
				s.Article = graph.ArticleID(value)
			}
		}
		out = append(out, s)
	}
	return out
}

func groups[T graphItem](slices []graph.Slice[T], err error) string {
	if err != nil {
		return failure(err)
	}
	if len(slices) == 1 {
		return slice(slices[0], nil)
	}
	var b strings.Builder
	for i, s := range slices {
		fmt.Fprintf(&b, "scope %d\n%s", i+1, slice(s, nil))
	}
	return b.String()
}

type graphItem interface{ Pos() graph.Pos }

// slice words a page: a line for each item, then "more" and the total where they hold.
func slice[T graphItem](s graph.Slice[T], err error) string {
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for _, item := range s.Items {
		switch x := any(item).(type) {
		case graph.StanceEdge:
			fmt.Fprintf(&b, "%s %s %s statements=%d accepted=%d reported=%d articles=%d %s..%s", x.Issue, x.Stance, x.Actor, x.Statements, x.Accepted,
				x.Reported, x.Articles, x.First, x.Last)
			if x.LastOwn != x.Last {
				fmt.Fprintf(&b, " own..%s", x.LastOwn)
			}
			b.WriteString("\n")
		default:
			pos := item.Pos()
			fmt.Fprintf(&b, "%s\n", strings.TrimSpace(pos[len(pos)-1]+" "+pos[0]))
		}
	}
	if s.More {
		b.WriteString("more\n")
	}
	if s.Total >= 0 {
		fmt.Fprintf(&b, "total %d\n", s.Total)
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}
