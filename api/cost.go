package api

// defaultPage is how many items a list gives where the query does not say.
const defaultPage = 50

// fewItems is how many items a list without page size is taken to have.
const fewItems = 3

// cost is how many objects the answer to a field can have at most, by the page sizes asked for. It stops counting above limit.
func cost(f *field, inherited, limit int) int {
	size, handDown := f.size(inherited)
	most := 0
	for _, kids := range f.kids {
		sum := 1
		for _, k := range kids {
			if k.kids != nil {
				sum += cost(k, handDown, limit)
			}
			if sum > limit {
				break
			}
		}
		most = max(most, sum)
	}
	return min(size*most, limit+1)
}

// size tells how many objects the field gives, and the page size that its fields inherit: that of a connection counts for
// its edges and nodes.
func (f *field) size(inherited int) (size, handDown int) {
	page := 0
	if f.def.Arguments.ForName("first") != nil {
		page = defaultPage
		for _, name := range []string{"first", "last"} {
			if n, ok := f.args[name].(int); ok {
				page = max(n, 0)
			}
		}
	}
	list := f.def.Type.Elem != nil
	switch ids, given := f.args["ids"].([]any); {
	case list && given:
		return len(ids), 0
	case list && page > 0:
		return page, 0
	case list && inherited > 0:
		return inherited, 0
	case list && f.on == "Answer":
		return defaultPage, 0
	case list:
		return fewItems, 0
	}
	return 1, page
}

// totalCost adds up the cost of the root fields.
func totalCost(roots []*field, limit int) int {
	sum := 0
	for _, f := range roots {
		if f.kids != nil && f.name != "__schema" && f.name != "__type" {
			sum += cost(f, 0, limit)
		}
	}
	return sum
}

// references counts the actors and issues that arguments name, each of which has to be looked up.
func references(fields []*field) int {
	n := 0
	for _, f := range fields {
		for _, v := range f.args {
			n += referencesIn(v)
		}
		for _, kids := range f.kids {
			n += references(kids)
		}
	}
	return n
}

func referencesIn(v any) int {
	n := 0
	switch x := v.(type) {
	case []any:
		for _, item := range x {
			n += referencesIn(item)
		}
	case map[string]any:
		if len(x) == 1 && (x["id"] != nil || x["key"] != nil || x["name"] != nil) {
			return 1
		}
		for _, item := range x {
			n += referencesIn(item)
		}
	}
	return n
}
