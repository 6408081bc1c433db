package codebook

import (
	"strings"
	"testing"
)

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

// TestNameClasses holds the form of names.yaml. That every name tells what its kind says is tested in loader/extract.
func TestNameClasses(t *testing.T) {
	seen := map[string]string{}
	for _, c := range nameClasses() {
		if c.About == "" || len(c.Names) == 0 || !strings.Contains(c.Example, capital(c.Names[0])) {
			t.Errorf("class %s: want about, names, and an example with the first name", c.Class)
		}
		if names()[c.Kind] == nil {
			t.Errorf("class %s: unknown kind %q, want woman, man, place or family-first", c.Class, c.Kind)
		}
		for _, n := range c.Names {
			kind := string(c.Kind)
			if c.Kind == NameMan {
				kind = string(NameWoman) // nobody is both
			}
			if other, twice := seen[kind+" "+n]; twice {
				t.Errorf("%s stands in the classes %s and %s", n, other, c.Class)
			}
			seen[kind+" "+n] = c.Class
		}
	}
}
