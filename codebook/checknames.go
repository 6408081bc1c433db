package codebook

// Alike reports whether two different words, in their normal form, may be spellings of one name: they sound the same and
// differ in at most half of their letters, or differ by one letter (two in words of nine letters and more). Words of fewer than five letters must sound the same, and
// the first sound is always the same.
func Alike(a, b string) bool {
	if a == b || len(a) < 4 || len(b) < 4 {
		return false
	}
	ka, kb := soundKey(a), soundKey(b)
	if ka == kb {
		limit := max(len(a), len(b)) / 2
		return len(ka) >= 4 && distance(a, b, limit) <= limit
	}
	if ka[1:2] != kb[1:2] || len(a) < 5 || len(b) < 5 {
		return false
	}
	limit := 1
	if min(len(a), len(b)) >= 9 {
		limit = 2
	}
	return distance(a, b, limit) <= limit
}
