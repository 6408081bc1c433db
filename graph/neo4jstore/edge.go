package neo4jstore

import (
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// growEdges adds the figures of new statements to the edges.
func (w *script) growEdges(grown []graph.StanceEdge) {
	rows := map[graph.Stance][]row{}
	for _, e := range grown {
		r := edgeRow(e.EdgeKey)
		r["statements"], r["accepted"], r["reported"], r["articles"] = e.Statements, e.Accepted, e.Reported, e.Articles
		r["first"], r["last"] = string(e.First), string(e.Last)
		rows[e.Stance] = append(rows[e.Stance], r)
	}
	for _, stance := range graph.Stances {
		add(w, "grow_edges", rows[stance], bolt.Counts{}, string(stance))
	}
}

// refreshEdges counts the touched edges anew and drops those that count nothing.
func (w *script) refreshEdges(touched []graph.EdgeKey) {
	rows := map[graph.Stance][]row{}
	for _, k := range touched {
		rows[k.Stance] = append(rows[k.Stance], edgeRow(k))
	}
	for _, stance := range graph.Stances {
		add(w, "refresh_edges", rows[stance], bolt.Counts{}, string(stance))
		add(w, "drop_edges", rows[stance], bolt.Counts{}, string(stance))
	}
}
