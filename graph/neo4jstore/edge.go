package neo4jstore

import (
	"maps"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// growEdges adds the figures of new statements to the edges.
func (w *script) growEdges(grown []graph.StanceEdge) {
	rows := map[graph.Stance][]row{}
	for _, e := range grown {
		r := edgeFigures(e)
		maps.Copy(r, edgeRow(e.EdgeKey))
		rows[e.Stance] = append(rows[e.Stance], r)
	}
	for _, stance := range graph.Stances {
		add(w, "grow_edges", rows[stance], bolt.Counts{}, string(stance))
	}
}

// refreshEdges counts the touched edges anew and drops those that count nothing.
func (w *script) refreshEdges(touched []graph.EdgeKey) {
	if len(touched) == 0 {
		return
	}
	rows := edgeRows(touched)
	for _, stance := range graph.Stances { // with and without rows: one text is planned, and not one for each choice of stances
		w.addAlways("refresh_edges", rows[stance], string(stance))
		w.addAlways("drop_edges", rows[stance], string(stance))
	}
}

// cutEdges drops edges whatever is in them, and however many there are where one should be.
func (w *script) cutEdges(keys []graph.EdgeKey) {
	rows := edgeRows(keys)
	for _, stance := range graph.Stances {
		add(w, "cut_edges", rows[stance], bolt.Counts{}, string(stance))
	}
}

func edgeRows(keys []graph.EdgeKey) map[graph.Stance][]row {
	rows := map[graph.Stance][]row{}
	for _, k := range keys {
		rows[k.Stance] = append(rows[k.Stance], edgeRow(k))
	}
	return rows
}
