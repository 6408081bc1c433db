package extract

import "math"

// calibration maps what the rules make of a reading to how often such readings were right on the annotated development
// articles (docs/extraction.md says when and how it was measured). Between two points it is a straight line.
var calibration = []struct{ raw, right float64 }{
	{0, 0}, {minConfidence, 0.55}, {0.60, 0.62}, {0.70, 0.76}, {0.80, 0.84}, {0.90, 0.90}, {1, 0.95},
}

// calibrated gives the share of statements of this raw confidence that are right, to three digits.
func calibrated(raw float64) float64 {
	for i := 1; i < len(calibration); i++ {
		a, b := calibration[i-1], calibration[i]
		if raw <= b.raw {
			return math.Round(1000*(a.right+(b.right-a.right)*(raw-a.raw)/(b.raw-a.raw))) / 1000
		}
	}
	return calibration[len(calibration)-1].right
}
