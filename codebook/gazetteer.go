package codebook

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"

	"github.com/goccy/go-yaml"

	"stancegraph/graph"
)

//go:embed gazetteer.yaml leaders.yaml lexicon
var data embed.FS

// gazetteer is the built-in knowledge of states and bodies.
type gazetteer struct {
	States []state  `yaml:"states"`
	Bodies []body   `yaml:"bodies"`
	Masks  []string `yaml:"masks"`
	byID   map[graph.ActorID]Actor
}

type state struct {
	ID         graph.ActorID `yaml:"id"`
	ISO        string        `yaml:"iso"`
	Name       string        `yaml:"name"`
	Aliases    []string      `yaml:"aliases"`
	Adjectives []string      `yaml:"adjectives"`
	People     []string      `yaml:"people"`
	Capital    string        `yaml:"capital"`
	Seats      []string      `yaml:"seats"`
}

type body struct {
	ID         graph.ActorID `yaml:"id"`
	Name       string        `yaml:"name"`
	Kind       graph.Kind    `yaml:"kind"`
	Aliases    []string      `yaml:"aliases"`
	Adjectives []string      `yaml:"adjectives"`
	Capital    string        `yaml:"capital"`
}

// loadGazetteer reads the embedded file once.
var loadGazetteer = sync.OnceValues(func() (*gazetteer, error) {
	raw, err := data.ReadFile("gazetteer.yaml")
	if err != nil {
		return nil, &graph.Error{Code: graph.Internal, Message: "the built-in gazetteer is missing", Err: err}
	}
	g := &gazetteer{byID: map[graph.ActorID]Actor{}}
	if err := yaml.Unmarshal(raw, g); err != nil {
		return nil, &graph.Error{Code: graph.Internal, Message: "the built-in gazetteer is not readable", Err: err}
	}
	for _, s := range g.States {
		g.byID[s.ID] = Actor{ID: s.ID, Name: s.Name, Kind: graph.State, Aliases: s.Aliases}
	}
	for _, b := range g.Bodies {
		g.byID[b.ID] = Actor{ID: b.ID, Name: b.Name, Kind: b.Kind, Aliases: b.Aliases}
	}
	return g, nil
})

func (g *gazetteer) actor(id graph.ActorID) (Actor, bool) {
	a, ok := g.byID[id]
	return a, ok
}

// vocabularyDigest is a hash of all embedded data files.
var vocabularyDigest = sync.OnceValue(func() string {
	sum := sha256.New()
	fs.WalkDir(data, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			raw, _ := data.ReadFile(path)
			sum.Write([]byte(path))
			sum.Write(raw)
		}
		return nil
	})
	return hex.EncodeToString(sum.Sum(nil))
})
