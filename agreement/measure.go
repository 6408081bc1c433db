package agreement

// Missing is the value of an observer who did not look at a unit.
const Missing = ""

// Alpha is Krippendorff's alpha for nominal values: 1 where all agree, 0 where they agree as often as by chance, below where less. A
// unit holds a value of each observer, or [Missing]; there can be any number of observers. It is not ok where no unit has two values,
// or all values are the same, so that agreement tells nothing.
//
// Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability, sections B and C: the matrix of coincidences.
func Alpha(units [][]string) (alpha float64, ok bool) {
	totals := map[string]float64{}
	var n, disagreeing float64 // pairable values, and coincidences of unlike ones
	for _, unit := range units {
		counts, m := counted(unit)
		if m < 2 {
			continue
		}
		n += m
		for value, count := range counts {
			totals[value] += count
			disagreeing += count * (m - count) / (m - 1)
		}
	}
	var expected float64 // pairs of unlike values, were values dealt out by chance
	for _, count := range totals {
		expected += count * (n - count)
	}
	if expected == 0 {
		return 0, false
	}
	return 1 - (n-1)*disagreeing/expected, true
}

// counted counts the values of a unit.
func counted(unit []string) (counts map[string]float64, all float64) {
	counts = map[string]float64{}
	for _, value := range unit {
		if value != Missing {
			counts[value]++
			all++
		}
	}
	return counts, all
}

// Kappa is Cohen's kappa of two observers: their agreement beyond that which their own habits would give by chance. Units that one of
// them did not look at are left out. It is not ok where none is left, or chance alone would make them always agree.
//
// Cohen, J. (1960). A Coefficient of Agreement for Nominal Scales. Educational and Psychological Measurement 20, 37–46.
func Kappa(units [][2]string) (kappa float64, ok bool) {
	first, second := map[string]float64{}, map[string]float64{}
	var n, same float64
	for _, u := range units {
		if u[0] == Missing || u[1] == Missing {
			continue
		}
		n++
		first[u[0]]++
		second[u[1]]++
		if u[0] == u[1] {
			same++
		}
	}
	var chance float64 // of agreeing, times n²
	for value, count := range first {
		chance += count * second[value]
	}
	if n == 0 || chance == n*n {
		return 0, false
	}
	return (same*n - chance) / (n*n - chance), true
}
