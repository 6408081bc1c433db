package extract

import (
	"slices"
	"testing"

	"github.com/jdkato/prose/tag"
)

// TestTaggerIsSteady holds that equal sums of weights, and sums in another order, do not change a part of speech.
func TestTaggerIsSteady(t *testing.T) {
	weights := map[string]map[string]float64{
		"bias":     {"NN": 0.1},
		"i word x": {"VB": 0.7, "NN": 0.6}, // together 0.7 both ways, but for the last digit
	}
	classes := []string{"VB", "NN"}
	steady(weights, classes)
	tagger := tag.NewTrainedPerceptronTagger(tag.NewAveragedPerceptron(weights, map[string]string{}, classes))
	want := tagger.Tag([]string{"x", "x"})
	for range 200 {
		if got := tagger.Tag([]string{"x", "x"}); !slices.Equal(got, want) {
			t.Fatalf("got %v, then %v", want, got)
		}
	}
	if a, b := weights["bias"]["VB"], weights["bias"]["NN"]-0.1; a == 0 || a-b < classGrain/2 && b-a < classGrain/2 {
		t.Errorf("biases %g and %g: want different ones", a, b)
	}
}
