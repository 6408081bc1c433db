package web

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/layout"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/spatial/r2"
)

// The picture of the network, in its own units.
const (
	pictureWidth  = 1000
	pictureHeight = 640
	pictureMargin = 60
)

// place lays the network out: the more two actors agree, the nearer they are. The same network always gives the same picture.
func (n *network) place() {
	if len(n.Nodes) == 0 {
		return
	}
	const updates, gravity = 60, 0.04
	g := newSprings(len(n.Nodes))
	for i := range g.weights {
		g.weights[i] = gravity // keeps those together who have nothing in common
	}
	for _, l := range n.Links {
		pull := float64(l.Agree-l.Differ) / float64(l.Agree+l.Differ)
		g.set(l.A, l.B, gravity+max(0, pull))
	}
	eades := layout.EadesR2{Updates: updates, Repulsion: 1, Rate: 0.5 / float64(len(n.Nodes)), Theta: 0, Src: rand.NewPCG(1, 1)}
	optimizer := layout.NewOptimizerR2(g, eades.Update)
	for optimizer.Update() {
	}
	most := 1
	for _, a := range n.Nodes {
		most = max(most, a.Statements)
	}
	spots := make([]r2.Vec, len(n.Nodes))
	for i := range n.Nodes {
		spots[i] = optimizer.Coord2(int64(i))
		n.Nodes[i].R = math.Round(10*(7+13*math.Sqrt(float64(n.Nodes[i].Statements)/float64(most)))) / 10
	}
	fit(spots)
	for range 60 {
		n.keepApart(spots)
	}
	for i, s := range spots {
		n.Nodes[i].X, n.Nodes[i].Y = math.Round(10*s.X)/10, math.Round(10*s.Y)/10
	}
}

// fit stretches places over the picture.
func fit(spots []r2.Vec) {
	low, high := spots[0], spots[0]
	for _, s := range spots {
		low = r2.Vec{X: min(low.X, s.X), Y: min(low.Y, s.Y)}
		high = r2.Vec{X: max(high.X, s.X), Y: max(high.Y, s.Y)}
	}
	along := func(at, low, high, length float64) float64 {
		if high-low < 1e-9 {
			return length / 2
		}
		return pictureMargin + (at-low)/(high-low)*(length-2*pictureMargin)
	}
	for i, s := range spots {
		spots[i] = r2.Vec{X: along(s.X, low.X, high.X, pictureWidth), Y: along(s.Y, low.Y, high.Y, pictureHeight)}
	}
}

// keepApart moves circles a little that would lie on each other, or on each other's names.
func (n *network) keepApart(spots []r2.Vec) {
	for i := range spots {
		for j := range i {
			apart := r2.Sub(spots[i], spots[j])
			want := r2.Vec{X: 70 + n.Nodes[i].R, Y: 22 + n.Nodes[i].R + n.Nodes[j].R}
			over := 1 - math.Hypot(apart.X/want.X, apart.Y/want.Y)
			if over <= 0 {
				continue
			}
			push := r2.Vec{X: 0, Y: want.Y * over / 2}
			if apart.Y < 0 {
				push.Y = -push.Y
			}
			spots[i], spots[j] = inside(r2.Add(spots[i], push)), inside(r2.Sub(spots[j], push))
		}
	}
}

// inside moves a place into the picture.
func inside(s r2.Vec) r2.Vec {
	return r2.Vec{X: min(max(s.X, pictureMargin), pictureWidth-pictureMargin), Y: min(max(s.Y, 30), pictureHeight-40)}
}

// springs is a graph in which everything is tied to everything, more or less. Its nodes come in their order, so that a layout with a
// fixed seed is the same each time.
type springs struct {
	n       int
	nodes   []graph.Node
	weights []float64 // of each two
}

func newSprings(n int) springs {
	g := springs{n, make([]graph.Node, n), make([]float64, n*n)}
	for i := range g.nodes {
		g.nodes[i] = simple.Node(i)
	}
	return g
}

func (g springs) set(a, b int, weight float64) {
	g.weights[a*g.n+b], g.weights[b*g.n+a] = weight, weight
}

func (g springs) Node(id int64) graph.Node { return g.nodes[id] }

func (g springs) Nodes() graph.Nodes { return iterator.NewOrderedNodes(g.nodes) }

// From gives the nodes that follow a node: a layout looks at each two once, and would have to leave out the others by itself.
func (g springs) From(id int64) graph.Nodes { return iterator.NewOrderedNodes(g.nodes[id+1:]) }

func (g springs) HasEdgeBetween(a, b int64) bool { return a != b }

func (g springs) Edge(a, b int64) graph.Edge { return g.WeightedEdge(a, b) }

func (g springs) WeightedEdge(a, b int64) graph.WeightedEdge {
	w, _ := g.Weight(a, b)
	return simple.WeightedEdge{F: simple.Node(a), T: simple.Node(b), W: w}
}

func (g springs) Weight(a, b int64) (float64, bool) { return g.weights[int(a)*g.n+int(b)], a != b }
