package api

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// Every limit has a name to configure it by, a default, and comes back from its text.
func TestLimitsAreConfigured(t *testing.T) {
	var l Limits
	for _, s := range l.settings() {
		if s.number != nil {
			*s.number = 7
		} else {
			*s.span = 7 * time.Second
		}
	}
	v := reflect.ValueOf(l)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s cannot be configured", v.Type().Field(i).Name)
		}
		if reflect.ValueOf(DefaultLimits()).Field(i).IsZero() {
			t.Errorf("%s has no default", v.Type().Field(i).Name)
		}
	}
	var again Limits
	if err := again.UnmarshalText([]byte(l.String())); err != nil || again != l {
		t.Errorf("%s came back as %s: %v", l, again, err)
	}
	var some Limits
	if err := some.UnmarshalText([]byte(" cost = 50000, time=10s,requests=none,")); err != nil || some != (Limits{Cost: 50_000, Time: 10 * time.Second, Requests: NoLimit}) {
		t.Errorf("%+v %v", some, err)
	}
	if text := some.String(); !strings.Contains(text, "requests=none") || !strings.Contains(text, "page=100") {
		t.Error(text)
	}
	for text, want := range map[string]string{"cost": "above zero", "cost=-1": "above zero", "time=0s": "such as 10s", "nope=1": "subscribers", "page=none": "above zero"} {
		if err := new(Limits).UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
