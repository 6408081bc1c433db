package codebook

import "strings"

// irregular lists past tense and participles of irregular verbs, and odd plurals, by their base form.
var irregular = func() map[string][]string {
	const table = `be:is,are,was,were,been,being,am|have:has,had,having|do:does,did,done,doing|go:goes,went,gone,going|say:says,said,saying
give:gave,given|take:took,taken|make:made|come:came|get:got,gotten,getting|see:saw,seen|know:knew,known|think:thought|find:found|tell:told
become:became|leave:left|feel:felt|bring:brought|begin:began,begun,beginning|keep:kept|hold:held|write:wrote,written|stand:stood|hear:heard
let:let,letting|mean:meant|set:set,setting|meet:met|pay:paid|sit:sat,sitting|speak:spoke,spoken|lie:lied,lying|lead:led|grow:grew,grown
lose:lost|fall:fell,fallen|send:sent|build:built|understand:understood|draw:drew,drawn|break:broke,broken|spend:spent|cut:cut,cutting
rise:rose,risen|drive:drove,driven|buy:bought|wear:wore,worn|choose:chose,chosen|seek:sought|fight:fought|throw:threw,thrown|forbid:forbade,forbidden
catch:caught|deal:dealt|win:won,winning|forget:forgot,forgotten|lay:laid|sell:sold|shut:shut,shutting|strike:struck|put:put,putting
withdraw:withdrew,withdrawn|overthrow:overthrew,overthrown|undergo:underwent|uphold:upheld|withhold:withheld|shrink:shrank,shrunk|arise:arose
quit:quit,quitting|hit:hit,hitting|bid:bid,bidding|split:split,splitting|spread:spread|shed:shed,shedding|rid:rid|rethink:rethought|teach:taught
stick:stuck|swear:swore,sworn|tear:tore,torn|undertake:undertook,undertaken|foresee:foresaw,foreseen|freeze:froze,frozen|steal:stole,stolen
shoot:shot|bleed:bled|feed:fed|flee:fled|fly:flew,flown|run:ran,running|ride:rode,ridden|hide:hid,hidden|bite:bit,bitten|show:shown,showed
step:stepped,stepping|drop:dropped,dropping|stop:stopped,stopping|ban:banned,banning|back:backed|plan:planned,planning|slap:slapped,slapping
cancel:cancelled,canceled,cancelling,canceling|veto:vetoes,vetoed,vetoing
pan:panned,panning|rap:rapped,rapping|blur:blurred|bar:barred,barring|balk:balked|curb:curbed|jam:jammed|trap:trapped
topple:toppled|shun:shunned,shunning|spur:spurred,spurring|beg:begged,begging|let:let|rein:reined
wed:wedded|tip:tipped,tipping|swap:swapped|man:men|woman:women|child:children|person:people|foot:feet|crisis:crises|thesis:theses|means:means
bind:bound|cling:clung|dig:dug|forgo:forgone|grind:ground|lend:lent|mistake:mistook,mistaken|repay:repaid|shake:shook,shaken|shine:shone|sink:sank,sunk
sleep:slept|slide:slid|spring:sprang|sting:stung|sweep:swept|swing:swung|wake:woke,woken|wind:wound|wage:waged|hail:hailed|rout:routed|trim:trimmed,trimming
hamper:hampered|ship:shipped,shipping|rid:rid,ridding|outlaw:outlawed|speed:sped,speeded|sidestep:sidestepped,sidestepping|broadcast:broadcast`
	m := make(map[string][]string)
	for _, line := range strings.Split(strings.ReplaceAll(table, "\n", "|"), "|") {
		base, forms, _ := strings.Cut(line, ":")
		m[base] = append(m[base], strings.Split(forms, ",")...)
	}
	return m
}()

// Plurals gives the singular and plural of a noun; of several words only the last changes.
func Plurals(noun string) []string {
	head, last := cutLast(noun)
	return []string{noun, head + pluralOf(last)}
}

func pluralOf(w string) string {
	if f, ok := irregular[w]; ok && len(f) == 1 && (strings.HasSuffix(f[0], "en") || strings.HasSuffix(f[0], "es") || f[0] == "feet" || f[0] == "people") {
		return f[0]
	}
	return addS(w)
}

func addS(w string) string {
	switch {
	case endsInAny(w, "s", "x", "z", "ch", "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// VerbForms gives the forms of a verb; of several words only the first changes, as in "step down".
func VerbForms(verb string) []string {
	first, rest, _ := strings.Cut(verb, " ")
	if rest != "" {
		rest = " " + rest
	}
	var out []string
	for _, f := range verbForms(first) {
		out = append(out, f+rest)
	}
	return out
}

func verbForms(w string) []string {
	forms := []string{w}
	odd := irregular[w]
	forms = append(forms, odd...)
	if w != "be" && w != "have" && w != "do" {
		forms = append(forms, addS(w), gerund(w))
	}
	if len(odd) == 0 {
		forms = append(forms, past(w))
	}
	return forms
}

func gerund(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !endsInAny(w, "ee", "oe", "ye"):
		return w[:len(w)-1] + "ing"
	}
	return doubled(w) + "ing"
}

func past(w string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case strings.HasSuffix(w, "y") && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ied"
	}
	return doubled(w) + "ed"
}

// doubling are longer verbs that double their last letter, as "stop" does.
var doubling = wordSet(`abhor acquit allot annul concur confer control debar demur deter dispel embed emit entrap excel incur infer kidnap occur omit
outstrip patrol permit recommit remit resubmit scrub shred shrug squat strap strip transmit transfer unplug worship commit submit admit rebut prefer refer defer
rebel repel compel propel expel impel equip regret extol snub slam scrap`)

// doubled doubles the last letter of a short word such as "stop", and of the longer ones that are stressed on their end.
func doubled(w string) string {
	n := len(w)
	if doubling[w] {
		return w + w[n-1:]
	}
	if n < 3 || n > 4 || isVowel(w[n-1]) || !isVowel(w[n-2]) || isVowel(w[n-3]) || strings.IndexByte("wxy", w[n-1]) >= 0 {
		return w
	}
	if n == 4 && isVowel(w[0]) {
		return w
	}
	return w + w[n-1:]
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

func endsInAny(w string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

func cutLast(s string) (head, last string) {
	i := strings.LastIndexByte(s, ' ') + 1
	return s[:i], s[i:]
}

// stem is a crude root of a word, for words that no sense class lists: inflection and the commonest endings go.
func stem(w string) string {
	for _, end := range []string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "als", "ed", "es", "er", "al", "s", "e", "y"} {
		if base, ok := strings.CutSuffix(w, end); ok && len(base) >= 4 {
			if n := len(base); base[n-1] == base[n-2] && !isVowel(base[n-1]) && base[n-1] != 's' && base[n-1] != 'l' {
				base = base[:n-1]
			}
			return base
		}
	}
	return w
}
