package ask

import (
	"regexp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// parser reads questions with the names of one graph.
type parser struct {
	book   *codebook.Codebook
	actors []graph.Actor
	issues []graph.Issue
}

// span is a part of the question that names an actor or an issue.
type span struct {
	start, end int
	actor      graph.Actor
	issue      graph.Issue
	against    bool // the words point against the issue: "lifting the embargo"
	partial    bool // only a part of what the issue is called
}

// A form recognises one kind of question by its skeleton: the question in lower case, with A for each actor, I for each issue.
var forms = []struct {
	kind Kind
	form *regexp.Regexp
}{
	{Reports, regexp.MustCompile(`^(what|how) (does|did|do|has|have|is|was) A (saying|say|said|claim|charge|charging|allege|alleging|report|reporting|assert|accuse)\S* (of |about |that |what |the )*A( |$)`)},
	{Reports, regexp.MustCompile(`^(who|whom|which \S+) (does|did|do|has|have) A (accuse|accused|blame|blamed)\b`)},
	{Changed, regexp.MustCompile(`\b(change|changes|changed|changing|shifted|shift|reversed|turned|switched|flipped|u-turn)\b`)},
	{Said, regexp.MustCompile(`^(what|how) .*\bA\b.*\b(say|says|said|saying|tell|told|state|stated|declare|declared)\b`)},
	{Position, regexp.MustCompile(`^(what|where|how|which|when) .*\bA\b.*\b(stand|stands|stood|see|sees|saw|think|thinks|feel|feels|view|views)\b`)},
	{Position, regexp.MustCompile(`\b(position|positions|stance|stances|view|views|line|attitude|opinion)\b.*\bA\b|\bA\b.*\b(position|positions|stance|stances|view|views|line|attitude|opinion)\b`)},
	{Whether, regexp.MustCompile(`^(does|did|do|is|was|are|were|has|have|had|will|would|can|could|doesn't|didn't|isn't) (the )?A\b`)},
	{What, regexp.MustCompile(`^(what|which issues|which issue|which) (does|did|do|is|was|are|were|has|have|else does) (the )?A\b`)},
	{Who, regexp.MustCompile(`\b(who|whom|whose|which|what|list|show|name)\b`)},
}

// stanceWords are the words with which questions commonly name a stance, by their stems, looked at before the lexicon: there
// "no position" and "not decided" must not be taken for their parts.
var stanceWords = []struct {
	stance graph.Stance
	words  *regexp.Regexp
}{
	{graph.Undecided, regexp.MustCompile(`\b(undecided|neutral|lukewarm|unsure|hesita|ambivalent|noncommittal|non-committal|on the fence|no position|not decided|abstain|waver)\w*`)},
	{graph.Mediates, regexp.MustCompile(`\b(mediat|broker|arbitrat|go-between|good offices|facilitat)\w*`)},
	{graph.Opposes, regexp.MustCompile(`\b(oppos|against|reject|refus|condemn|denounc|critici|resist|block|object|veto|disagree|anti|disapprov|rule[sd]? out|warn)\w*`)},
	{graph.Supports, regexp.MustCompile(`\b(support|back|favou?r|in favou?r of|endors|approv|defend|advocat|agree|for\b|pro\b|call(ed|s|ing)? for|demand|urg|want|push|champion)\w*`)},
}

// grammar are words of a question that say nothing by themselves.
var grammar = regexp.MustCompile(`\b(who|whom|whose|which|what|where|how|when|does|did|do|is|was|are|were|has|have|had|be|been|will|would|can|could|the|a|an|on|of|to|in|at|by|about|that|this|and|or|its|it|their|his|her|s|not|t|never|any|all|there|position|positions|stance|stances|view|views|line|attitude|opinion|mind|sides?|stand|stands|stood|see|sees|saw|think|thinks|feel|feels|change|changes|changed|changing|shifted|shift|reversed|turned|switched|flipped|u-turn|say|says|said|saying|tell|told|state|stated|declare|declared|claim|claims|charge|charges|allege|alleges|report|reports|accuse|accused|accuses|blame|blamed|assert|asserts|list|show|name|countries|country|states|actors?|governments?|groups?|parties|party|people|persons?|organi[sz]ations?|bodies|nations?|one|ones|me|please|openly|publicly|ever|still|now|currently|else|issues?|question|idea|towards?|regarding|concerning|as|from|with|between|doesn|didn|isn|offer|offers|offered|tried|tries|try|want|wants|seems?|seemed)\b`)

var (
	nameMark    = regexp.MustCompile(`\b[AI]\b`)
	notWord     = regexp.MustCompile(`[^\pL\pN'’-]+`)
	negation    = regexp.MustCompile(`\b(not|n't|never|doesn't|didn't|isn't)\b`)
	contraction = regexp.MustCompile(`^(what|who|where|how)'s\b`)
	oneOf       = regexp.MustCompile(`\b(or|and)\b`)
	place       = regexp.MustCompile(`\b(in|inside|within) (the )?A\b`)
)

// parse reads a question; what it cannot read is a [*NotUnderstood].
func (p *parser) parse(text string) (Question, error) {
	rest, from, to, err := takeDates(text)
	if err != nil {
		return Question{}, err
	}
	q := Question{Text: text, From: from, To: to}
	actors := p.actorSpans(rest)
	kind, ok := kindOf(skeletonOf(rest, actors))
	spans := p.spans(rest, actors, kind)
	skeleton := skeletonOf(rest, spans)
	plain := nameMark.ReplaceAllString(skeleton, " ")
	if !ok {
		_, plain = p.takeStances(plain, Who, false)
		return q, p.notUnderstood(leftOver(plain))
	}
	q.Kind = kind
	against := false
	for _, s := range spans {
		if s.issue.ID != "" {
			q.Issues = appendIssue(q.Issues, s.issue)
			against = against || s.against
		}
	}
	q.Actors = p.subjects(kind, skeleton, spans)
	q.Stances, plain = p.takeStances(plain, kind, against)
	return p.finish(q, leftOver(plain))
}

// leftOver gives the words that none of the above accounts for.
func leftOver(plain string) string {
	var left []string
	for word := range strings.FieldsSeq(notWord.ReplaceAllString(grammar.ReplaceAllString(plain, " "), " ")) {
		if word = strings.Trim(word, "'’-"); word != "" {
			left = append(left, word)
		}
	}
	return strings.Join(left, " ")
}

func appendIssue(issues []graph.Issue, i graph.Issue) []graph.Issue {
	if slices.ContainsFunc(issues, func(o graph.Issue) bool { return o.ID == i.ID }) {
		return issues
	}
	return append(issues, i)
}

// finish checks that the question has what its kind needs.
func (p *parser) finish(q Question, left string) (Question, error) {
	if q.Kind == Reports && len(q.Actors) > 0 {
		q.Reporter, q.Actors = q.Actors[0], q.Actors[1:]
	}
	if q.Kind == Whether && len(q.Stances) == 0 {
		return q, p.notUnderstood(left)
	}
	if q.Kind == What && len(q.Issues) > 0 {
		q.Kind = Whether // "what does Russia oppose" names no issue
	}
	needsActor := q.Kind == Position || q.Kind == Whether || q.Kind == What || q.Kind == Said
	needsIssue := q.Kind == Whether || q.Kind == Who && !slices.Contains(q.Stances, graph.Mediates)
	switch {
	case left != "", needsActor && len(q.Actors) == 0, needsIssue && len(q.Issues) == 0, q.Kind == Reports && q.Reporter.ID == "":
		return q, p.notUnderstood(left)
	}
	return q, nil
}

func kindOf(skeleton string) (Kind, bool) {
	for _, f := range forms {
		if f.form.MatchString(skeleton) {
			return f.kind, true
		}
	}
	return "", false
}

// takeStances finds the stances that a question names, and gives the question without their words.
func (p *parser) takeStances(plain string, kind Kind, against bool) ([]graph.Stance, string) {
	if !kind.namesStance() {
		return nil, plain
	}
	negated, whole := negation.MatchString(plain), plain
	var out []graph.Stance
	for _, w := range stanceWords {
		if w.words.MatchString(plain) {
			out = append(out, w.stance)
			plain = w.words.ReplaceAllString(plain, " ")
		}
	}
	if len(out) > 1 && !oneOf.MatchString(whole) {
		return nil, whole // "opposes mediation": two stances that are no alternatives
	}
	if len(out) == 0 {
		for _, cue := range p.book.Lexicon().Cues(plain) {
			if !slices.Contains(out, cue.Stance) {
				out = append(out, cue.Stance)
			}
			plain = plain[:cue.Start] + strings.Repeat(" ", cue.End-cue.Start) + plain[cue.End:]
		}
	}
	if against {
		for i, s := range out {
			out[i] = s.Reverse()
		}
	}
	if negated && kind == Who && len(out) == 1 && out[0] == graph.Supports {
		out = []graph.Stance{graph.Opposes, graph.Undecided}
	}
	slices.SortFunc(out, func(a, b graph.Stance) int { return slices.Index(graph.Stances, a) - slices.Index(graph.Stances, b) })
	return out, plain
}

// subjects picks the actors that the question is about; a place ("in Libya") is none.
func (p *parser) subjects(kind Kind, skeleton string, spans []span) []graph.Actor {
	if kind == Who {
		return nil
	}
	places := map[int]bool{} // by number among the actors
	for _, m := range place.FindAllStringIndex(skeleton, -1) {
		places[strings.Count(skeleton[:m[0]], "A")] = true
	}
	var out []graph.Actor
	n := 0
	for _, s := range spans {
		if s.actor.ID == "" {
			continue
		}
		if !places[n] && !slices.ContainsFunc(out, func(a graph.Actor) bool { return a.ID == s.actor.ID }) {
			out = append(out, s.actor)
		}
		n++
	}
	if kind == Said || kind == Reports {
		return out
	}
	for i, a := range out { // a person in office stands for the body
		if len(a.SpeaksFor) > 0 {
			if body, ok := p.actor(a.SpeaksFor[0].Body); ok {
				out[i] = body
			}
		}
	}
	return out
}

// skeletonOf puts A and I for names, drops punctuation and turns the rest to lower case.
func skeletonOf(text string, spans []span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(strings.ToLower(text[at:s.start]))
		if s.actor.ID != "" {
			b.WriteString(" A ")
		} else {
			b.WriteString(" I ")
		}
		at = s.end
	}
	b.WriteString(strings.ToLower(text[at:]))
	skeleton := strings.NewReplacer("’", "'", "?", " ", "!", " ", ".", " ", ",", " ", "\"", " ").Replace(b.String())
	skeleton = regexp.MustCompile(`\bA\s+('s|s'|')(\s|$)`).ReplaceAllString(skeleton, "A ")
	skeleton = strings.Join(strings.Fields(skeleton), " ")
	return contraction.ReplaceAllString(skeleton, "$1 is")
}
