package api_test

import (
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"stancegraph/api"
)

// FuzzRequest sends any document with any variables: no panic, no internal error, no long wait, and always JSON.
func FuzzRequest(f *testing.F) {
	for _, query := range attacks {
		if len(query) < 2000 {
			f.Add(query, "")
		}
	}
	f.Add(missionQuery, `{"a":null}`)
	f.Add(`query($w:StatementFilter,$f:Int){statements(where:$w,first:$f){edges{cursor node{...A}}}} fragment A on Statement{id holder{...B}} fragment B on Node{id}`,
		`{"w":{"actor":{"name":"Norland"},"stance":"OPPOSES","from":"2021"},"f":3}`)
	f.Add(`mutation($i:ReviewInput!){review(input:$i){statements{id}}}`, `{"i":{"decisions":[{"statement":"x","revision":1,"status":"ACCEPTED"}]}}`)
	h := fill(f, sqlite(f)).handler(f, api.Options{})
	f.Fuzz(func(t *testing.T, query, variables string) {
		body := map[string]any{"query": query}
		if json.Valid([]byte(variables)) {
			body["variables"] = json.RawMessage(variables)
		}
		b, err := json.Marshal(body)
		if err != nil || !utf8.ValidString(variables) {
			t.Skip("JSON cannot carry it")
		}
		started := time.Now()
		w := post(h, string(b), "token of ann")
		if w.Code >= 500 || !json.Valid(w.Body.Bytes()) || time.Since(started) > 3*time.Second {
			t.Errorf("%d after %v: %.300s", w.Code, time.Since(started), w.Body)
		}
		var reply struct {
			Errors []struct{ Extensions struct{ Code string } }
		}
		if json.Unmarshal(w.Body.Bytes(), &reply) == nil {
			for _, e := range reply.Errors {
				if e.Extensions.Code == "INTERNAL" || e.Extensions.Code == "" {
					t.Errorf("%s", w.Body)
				}
			}
		}
	})
}
