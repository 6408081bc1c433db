package codebook

import "testing"

func TestNames(t *testing.T) {
	if !WomansName("Angela Merkel") || WomansName("Lindsey Graham") || WomansName("") {
		t.Error("women: want Angela and not Lindsey")
	}
	for word, want := range map[string]bool{"david": true, "angela": true, "virginia": false, "french": false} {
		if GivenName(word) != want {
			t.Errorf("%s is a given name: got %v, want %v", word, !want, want)
		}
	}
	for name, want := range map[string]bool{"Xi Jinping": true, "Ban Ki-moon": true, "Ann Lee": false, "Xi": false} {
		if FamilyFirst(name) != want {
			t.Errorf("%s begins with the family name: got %v, want %v", name, !want, want)
		}
	}
}
