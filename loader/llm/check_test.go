package llm

import (
	"strings"
	"testing"
)

const report = `Chile opposes the fishing quota, which its neighbours agreed last week.

“We will never accept catch limits on our coast,” Rosa Vidal told reporters. The Fishers’ Union welcomed the fishing quota – and asked for more.

Peru criticised Bolivia over the fishing quota. Bolivia was condemned by Peru for its boats.
Tomas Gray, who speaks for nobody, said the fishing quota was "a fair deal". Moira Pell, Peru's deputy fisheries minister, charged that Bolivia wants to end the fishing quota.
Bolivia offered to mediate in talks on the border between Chile and Peru. Opponents of Peru rejected the fishing quota. A market trader called catch limits unjust.`

// What is accepted, in which form, and what is refused for which reason. Each record is the only one of an answer, and the
// repair round gives it again.
func TestChecks(t *testing.T) {
	cases := []struct {
		name   string
		record map[string]any
		want   string // a finding
		reason Reason // of the refusal
	}{
		{"exact", rec("Chile", "opposes", "quota", "Chile opposes the fishing quota", 1), `chile opposes quota "Chile opposes the fishing quota"`, ""},
		{"plain quotation mark for a curly one", rec("Fishers' Union", "supports", "quota", "The Fishers' Union welcomed the fishing quota - and", 3),
			`fishers-union supports quota "The Fishers’ Union welcomed the fishing quota – and"`, ""},
		{"a letter wrong", rec("Chile", "opposes", "quota", "Chile opposes the fishing quota, which its neigbours agreed last week", 1),
			`chile opposes quota "Chile opposes the fishing quota, which its neighbours agreed last week"`, ""},
		{"a negation lost", rec("Chile", "supports", "quota", "We will accept catch limits on our coast,” Rosa Vidal told reporters. The Fishers’ Union welcomed the fishing quota – and asked for more", 2), "", ReasonEvidence},
		{"invented", rec("Chile", "opposes", "quota", "Chile said it would fight the quota in court", 1), "", ReasonEvidence},
		{"glued together", rec("Chile", "opposes", "quota", "Chile opposes ... last week", 1), "", ReasonEvidence},
		{"a word cut in two", rec("Chile", "opposes", "quota", "hile opposes the fishing quot", 1), "", ReasonEvidence},
		{"one word", rec("Chile", "opposes", "quota", "opposes", 1), "", ReasonLength},
		{"nothing", rec("Chile", "opposes", "quota", " ", 1), "", ReasonLength},
		{"the whole report", rec("Chile", "opposes", "quota", report, 1), "", ReasonLength},
		{"unknown issue", rec("Chile", "opposes", "whaling", "Chile opposes the fishing quota", 1), "", ReasonIssue},
		{"unknown stance", rec("Chile", "hates", "quota", "Chile opposes the fishing quota", 1), "", ReasonStance},
		{"sentence 99", rec("Chile", "opposes", "quota", "Chile opposes the fishing quota", 99), "", ReasonSentence},
		{"sentence 0", rec("Chile", "opposes", "quota", "Chile opposes the fishing quota", 0), "", ReasonSentence},
		{"holder not there", rec("Ecuador", "opposes", "quota", "Chile opposes the fishing quota", 1), "", ReasonHolder},
		{"holder empty", rec("", "opposes", "quota", "Chile opposes the fishing quota", 1), "", ReasonHolder},
		{"pronoun", rec("We", "opposes", "quota", "never accept catch limits", 2), "", ReasonPronoun},
		{"officer as holder", rec("Rosa Vidal", "opposes", "quota", "never accept catch limits", 2), `chile opposes quota "never accept catch limits" speaker=rosa-vidal`, ""},
		{"body and speaker", rec("Chile", "opposes", "quota", "never accept catch limits", 2, "speaker_mention", "Rosa Vidal"),
			`chile opposes quota "never accept catch limits" speaker=rosa-vidal`, ""},
		{"speaker not there", rec("Chile", "opposes", "quota", "never accept catch limits", 2, "speaker_mention", "Elena Brock"), "", ReasonSpeaker},
		{"quotation without a speaker", rec("Peru", "opposes", "quota", "never accept catch limits", 2), "", ReasonQuotation},
		{"object of a verb", rec("Bolivia", "opposes", "quota", "Peru criticised Bolivia over the fishing quota", 4), "", ReasonDirection},
		{"subject of a passive", rec("Bolivia", "opposes", "quota", "was condemned by Peru for its boats", 5), "", ReasonDirection},
		{"subject of a verb", rec("Peru", "supports", "quota", "Peru criticised Bolivia over the fishing quota", 4), `peru supports quota "Peru criticised Bolivia over the fishing quota"`, ""},
		{"person for nobody", rec("Tomas Gray", "supports", "quota", `the fishing quota was "a fair deal"`, 6), `tomas-gray supports quota "the fishing quota was \"a fair deal\""`, ""},
		{"relayed by a body", rec("Bolivia", "opposes", "quota", "wants to end the fishing quota", 7, "reported_by_mention", "Peru"),
			`bolivia opposes quota "wants to end the fishing quota" by=[peru]`, ""},
		{"mediation", rec("Bolivia", "mediates", "border-talks", "offered to mediate in talks on the border", 8),
			`bolivia mediates border-talks "offered to mediate in talks on the border" parties=[chile peru]`, ""},
		{"a party mediates", rec("Peru", "mediates", "border-talks", "talks on the border between Chile and Peru", 8), "", ReasonMediation},
		{"mediation of a quota", rec("Bolivia", "mediates", "quota", "offered to mediate in talks on the border", 8), "", ReasonMediation},
		{"mediation where there is none", rec("Chile", "mediates", "border-talks", "Chile opposes the fishing quota", 1), "", ReasonMediation},
		{"opponents of an actor", rec("Opponents of Peru", "opposes", "quota", "rejected the fishing quota", 9), `~Opponents of Peru opposes quota "rejected the fishing quota"`, ""},
		{"unknown holder", rec("A market trader", "opposes", "quota", "called catch limits unjust", 10), `~A market trader opposes quota "called catch limits unjust"`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, always(ans(c.record)))
			e, _ := newExtractor(t, s, nil)
			x := extractOK(t, e, report)
			if got := strings.TrimSpace(lines(x)); got != c.want {
				t.Errorf("got  %s\nwant %s\n%v", got, c.want, x.Omissions)
			}
			r := e.Report()
			if c.reason == "" {
				if r.Accepted != 1 || len(r.Dropped) != 0 || len(s.requests()) != 1 {
					t.Errorf("%+v", r)
				}
				return
			}
			if len(r.Dropped) != 1 || r.Dropped[0] != (Count{c.reason, 1}) || r.Requests != 2 || len(x.Omissions) != 1 {
				t.Errorf("want one refusal for %q after a second round: %+v", c.reason, r)
			}
			if all := s.requests(); len(all) == 2 && !strings.Contains(all[1].last(), "because: ") {
				t.Errorf("the second round does not say what was wrong: %s", all[1].last())
			}
		})
	}
}

func TestPersonsThatTheArticleIntroduces(t *testing.T) {
	relayed := rec("Bolivia", "opposes", "quota", "wants to end the fishing quota", 7, "speaker_mention", "Moira Pell")
	for _, c := range []struct {
		name    string
		person  map[string]any
		want    string
		actors  int
		dropped int
	}{
		{"officer", person("Moira Pell", "deputy fisheries minister", "Peru"), `bolivia opposes quota "wants to end the fishing quota" speaker=moira-pell by=[peru]`, 1, 0},
		{"for nobody", person("Moira Pell", "", nil), `bolivia opposes quota "wants to end the fishing quota" speaker=moira-pell by=[moira-pell]`, 1, 0},
		{"not there", person("Hilda Stone", "minister", "Peru"), `bolivia opposes quota "wants to end the fishing quota"`, 0, 1},
		{"an office, no name", person("deputy fisheries minister", "minister", "Peru"), `bolivia opposes quota "wants to end the fishing quota"`, 0, 1},
		{"for a body far away", person("Moira Pell", "minister", "Fishers’ Union"), `bolivia opposes quota "wants to end the fishing quota" speaker=moira-pell by=[fishers-union]`, 1, 0},
		{"for an unknown body", person("Moira Pell", "minister", "Market traders"), `bolivia opposes quota "wants to end the fishing quota"`, 0, 1},
		{"known already", person("Rosa Vidal", "minister", "Peru"), `bolivia opposes quota "wants to end the fishing quota"`, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _ := newExtractor(t, serve(t, always(withPersons(ans(relayed), c.person))), nil)
			x := extractOK(t, e, report)
			if got := strings.TrimSpace(lines(x)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(x.Actors) != c.actors || len(e.Report().Dropped) != c.dropped {
				t.Errorf("actors %+v, report %+v", x.Actors, e.Report())
			}
		})
	}
	e, _ := newExtractor(t, serve(t, always(withPersons(ans(relayed), person("Moira Pell", "deputy fisheries minister", "Peru")))), nil)
	x := extractOK(t, e, report)
	if a := x.Actors[0]; a.ID != "moira-pell" || len(a.SpeaksFor) != 1 || a.SpeaksFor[0].Body != "peru" || a.SpeaksFor[0].Role != "deputy fisheries minister" {
		t.Errorf("%+v", a)
	}
}

func TestMentions(t *testing.T) {
	e, _ := newExtractor(t, serve(t, always(ans())), nil)
	for _, c := range []struct{ mention, want string }{
		{"Chile", "chile"},
		{"the Chilean government", "chile"},
		{"Chile's foreign ministry", "chile"},
		{"Chilean Foreign Minister Ann Marlow", "chile"},
		{"a spokesman for the Chilean government", ""},
		{"a spokesman for Chile", "chile"},
		{"The president of Chile", "chile"},
		{"Chile's ambassador to Peru", "chile"},
		{"President Rosa Vidal", "chile"},
		{"supporters of Rosa Vidal", ""},
		{"critics of Chile", ""},
		{"Chile's critics", ""},
		{"Chile and Peru", "chile peru"},
		{"Chile, Peru and Bolivia", "chile peru bolivia"},
		{"Chile's war with Peru", ""},
		{"Chilean fishermen", ""},
		{"somebody", ""},
	} {
		a := e.open(doc(c.mention + " spoke."))
		var got []string
		for _, p := range a.resolve(span{0, len(c.mention)}) {
			got = append(got, string(p.body))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q stands for %q, want %q", c.mention, s, c.want)
		}
	}
}

func TestAMentionInsideALongerName(t *testing.T) {
	e, _ := newExtractor(t, serve(t, always(ans())), nil)
	text := "Equatorial Guinea spoke."
	a := e.open(doc(text))
	if got := a.resolve(span{len("Equatorial "), len("Equatorial Guinea")}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
