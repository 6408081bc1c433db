package api_test

import (
	"encoding/json"
	"testing"

	"stancegraph/api"
)

const missionQuery = `{ stances(where: {issue: {name: "closing the strait"}, stance: OPPOSES}) {
    nodes { actor { name } first last statements(first: 3) { nodes { quote speaker { name } article { title published } } } } } }`

// BenchmarkMission answers the question of the mission with 46 stance edges, over SQLite, without the network.
func BenchmarkMission(b *testing.B) { benchmark(b, missionQuery) }

// BenchmarkStatements gives a page of 100 statements with actor, speaker, issue and article.
func BenchmarkStatements(b *testing.B) {
	benchmark(b, `{statements(first:100){edges{cursor node{id quote heldOn stance status holder{name} speaker{name} issue{name} article{title published}}}}}`)
}

// BenchmarkTypename is the cost of a request that needs no store.
func BenchmarkTypename(b *testing.B) { benchmark(b, `{__typename}`) }

func benchmark(b *testing.B, query string) {
	f := fill(b, sqlite(b))
	f.crowd(b, 45)
	h := f.handler(b, api.Options{})
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		b.Fatal(err)
	}
	data(b, h, query, nil)
	b.ReportAllocs()
	for b.Loop() {
		if w := post(h, string(body), ""); w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
}
