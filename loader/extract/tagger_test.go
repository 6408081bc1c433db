package extract

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/jdkato/prose/tag"

	"stancegraph"
)

// TestTaggerAsLibrary holds that words get the parts of speech that the library gives them by the same weights, but where two
// are all but equal, which the library decides by chance.
func TestTaggerAsLibrary(t *testing.T) {
	library, own := tag.NewPerceptronTagger(), readTagger()
	words, unlike := 0, 0
	for _, sentence := range exampleSentences(t) {
		got := own.tag(sentence)
		for i, want := range library.Tag(sentence) {
			words++
			if got[i] != want.Tag {
				unlike++
				t.Logf("%s: %s, want %s: %s", want.Text, got[i], want.Tag, strings.Join(sentence, " "))
			}
		}
	}
	if words < 3000 || unlike*2000 > words {
		t.Errorf("%d of %d words unlike the library's", unlike, words)
	}
}

// exampleSentences gives the words of the example articles, a line at a time.
func exampleSentences(t *testing.T) (sentences [][]string) {
	word := regexp.MustCompile(`\w+(?:-\w+)*|[^\w\s]`)
	err := fs.WalkDir(stancegraph.Examples, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".txt" {
			return err
		}
		data, err := fs.ReadFile(stancegraph.Examples, name)
		for _, line := range strings.Split(string(data), "\n") {
			if words := word.FindAllString(line, -1); len(words) > 0 {
				sentences = append(sentences, words)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

// TestTaggerTies holds that of classes with equal sums, added up in any order, the last in order is taken.
func TestTaggerTies(t *testing.T) {
	weights := map[string]map[string]float64{
		"bias":     {"NN": 0.1},
		"i word x": {"VB": 0.7, "NN": 0.6}, // together 0.7 both ways, but for the last digit
	}
	if got := newTagger(weights, nil, []string{"VB", "NN"}).tag([]string{"x", "y"}); got[0] != "VB" || got[1] != "NN" {
		t.Errorf("got %v, want [VB NN]", got)
	}
}
