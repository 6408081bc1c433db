package llm

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Config says which model is asked and how. Codebook, BaseURL and Model are needed; the zero value of the rest is the default.
type Config struct {
	Codebook *codebook.Codebook
	BaseURL  string // of the endpoint, up to and without /chat/completions
	APIKey   string // may be empty where the endpoint wants none
	Model    string

	CacheDir    string        // where answers are kept; empty means nowhere
	Concurrency int           // requests under way at a time; default 4
	Timeout     time.Duration // for one attempt; default 2 minutes
	Attempts    int           // for one request; default 5
	MaxWait     time.Duration // the longest wait between two attempts; default 2 minutes. A longer Retry-After ends the run
	Window      int           // sentences in one request; default 40
	Overlap     int           // of these, repeated from the request before; default 4
	MaxOutput   int           // tokens of one answer; default 4096
	Prices      Prices
	MaxCost     float64 // 0 means no limit; any other needs prices
	Seed        uint64  // of the spread of waits

	Log       *slog.Logger                               // default: none
	Transport http.RoundTripper                          // default: [http.DefaultTransport]
	Sleep     func(context.Context, time.Duration) error // default: waits
}

// Extractor reads articles with a language model. It implements [extract.Extractor] and is safe for concurrent use.
type Extractor struct {
	cfg     Config
	cb      *codebook.Codebook
	matcher *codebook.Matcher
	lexicon *codebook.Lexicon
	issues  map[graph.IssueID]bool
	peace   map[graph.IssueID]bool // issues that can be mediated
	persons map[graph.ActorID]bool
	system  string
	client  *client
	mark    string
}

// New makes an extractor. The error is [graph.Invalid].
func New(cfg Config) (*Extractor, error) {
	cfg.Concurrency = cmp.Or(cfg.Concurrency, 4)
	cfg.Timeout, cfg.Attempts, cfg.MaxWait = cmp.Or(cfg.Timeout, 2*time.Minute), cmp.Or(cfg.Attempts, 5), cmp.Or(cfg.MaxWait, 2*time.Minute)
	cfg.Window, cfg.Overlap, cfg.MaxOutput = cmp.Or(cfg.Window, 40), cmp.Or(cfg.Overlap, 4), cmp.Or(cfg.MaxOutput, 4096)
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Sleep == nil {
		cfg.Sleep = pause
	}
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	schema, err := answerSchema(cfg.Codebook.Issues())
	if err != nil {
		return nil, &graph.Error{Code: graph.Invalid, Message: "the issues cannot be listed for the model", Err: err}
	}
	e := &Extractor{cfg: cfg, cb: cfg.Codebook, matcher: cfg.Codebook.Matcher(), lexicon: cfg.Codebook.Lexicon(), issues: map[graph.IssueID]bool{},
		peace: map[graph.IssueID]bool{}, persons: map[graph.ActorID]bool{}, system: systemPrompt(cfg.Codebook), client: newClient(cfg, schema)}
	for _, i := range e.cb.Issues() {
		e.issues[i.ID] = true
	}
	for _, i := range e.matcher.PeaceIssues() {
		e.peace[i] = true
	}
	for _, a := range e.cb.Actors() {
		e.persons[a.ID] = a.Kind == graph.Person
	}
	e.mark = "llm-" + digest(checksVersion, cfg.Model, e.system, string(schema), countText(cfg.Window, cfg.Overlap, cfg.MaxOutput))[:24] + "-" + e.cb.Fingerprint()
	return e, nil
}

func (cfg Config) validate() error {
	u, err := url.Parse(cfg.BaseURL)
	switch {
	case cfg.Codebook == nil:
		return graph.Errorf(graph.Invalid, "the language model needs a codebook")
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.User != nil:
		return graph.Errorf(graph.Invalid, "the address of the language model is none: want https://host/v1, without user, password or query")
	case cfg.Model == "":
		return graph.Errorf(graph.Invalid, "no language model is named")
	case cfg.Window < 2 || cfg.Overlap < 0 || cfg.Overlap >= cfg.Window || cfg.MaxOutput < 1 || cfg.Concurrency < 1 || cfg.Attempts < 1 || cfg.Timeout < 0 || cfg.MaxWait < 0:
		return graph.Errorf(graph.Invalid, "a setting of the language model is out of range: windows want 2 sentences or more and less overlap than that, numbers want 1 or more")
	case cfg.MaxCost < 0 || cfg.Prices.Input < 0 || cfg.Prices.Output < 0:
		return graph.Errorf(graph.Invalid, "prices and the limit on costs cannot be negative")
	case cfg.MaxCost > 0 && cfg.Prices == (Prices{}):
		return graph.Errorf(graph.Invalid, "a limit on costs needs prices")
	}
	return nil
}

// Fingerprint names the model, what it is told and how, the checks, and the codebook.
func (e *Extractor) Fingerprint() string { return e.mark }

// Report says what was done so far.
func (e *Extractor) Report() Report { return e.client.meter.read() }

// Extract reads one document. The error is the context's; [graph.Unavailable] where no document can be read any more,
// because the endpoint does not answer or the limit on costs is reached; [graph.Invalid] where it is this document alone.
// What the model said and the checks refused is among the omissions.
func (e *Extractor) Extract(ctx context.Context, doc extract.Document) (extract.Extraction, error) {
	a := e.open(doc)
	var out extract.Extraction
	for _, w := range windows(len(a.sentences), e.cfg.Window, e.cfg.Overlap) {
		part, err := a.read(ctx, w)
		if err != nil {
			return extract.Extraction{}, err
		}
		out.Findings = append(out.Findings, part.findings...)
		for _, r := range part.dropped {
			out.Omissions = append(out.Omissions, a.omission(r))
		}
	}
	e.client.meter.note(func(r *Report) { r.Articles++ })
	out.Findings = distinct(out.Findings)
	out.Actors = a.newActors()
	slices.SortStableFunc(out.Omissions, func(x, y extract.Omission) int { return cmp.Compare(x.Start, y.Start) })
	return out, nil
}

// Estimate says what Extract would take for a document, without asking anything. Repairs are not counted.
func (e *Extractor) Estimate(doc extract.Document) Estimate {
	sentences := split(doc.Text)
	est := Estimate{Articles: 1}
	for _, w := range windows(len(sentences), e.cfg.Window, e.cfg.Overlap) {
		q := e.question(doc, sentences, w)
		if _, ok := e.client.cache.get(e.client.key(q)); ok {
			est.Cached++
			continue
		}
		est.Requests++
		size := len(e.client.schema)
		for _, m := range q {
			size += len(m.text)
		}
		est.Tokens.add(Tokens{int64(size / bytesPerToken), int64(answerTokens + tokensPerSentence*w.size())})
	}
	est.Cost = e.cfg.Prices.Of(est.Tokens)
	return est
}

// order is the order of findings: that of the text.
func order(x, y extract.Finding) int {
	a, b := x.Statement, y.Statement
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Stance, b.Stance))
}

// distinct puts findings in order and leaves out those that say what another on the same words says.
func distinct(in []extract.Finding) []extract.Finding {
	slices.SortStableFunc(in, order)
	var out []extract.Finding
	for _, f := range in {
		if !slices.ContainsFunc(out, func(o extract.Finding) bool { return sameClaim(o, f) && placeOf(o).overlaps(placeOf(f)) }) {
			out = append(out, f)
		}
	}
	return out
}

func placeOf(f extract.Finding) span { return span{f.Statement.Start, f.Statement.End} }

// sameClaim reports whether two findings give one holder one stance on one issue.
func sameClaim(x, y extract.Finding) bool {
	return sameTopic(x, y) && x.Statement.Stance == y.Statement.Stance
}

// sameTopic reports whether two findings are of one holder on one issue.
func sameTopic(x, y extract.Finding) bool {
	a, b := x.Statement, y.Statement
	return a.Issue == b.Issue && a.Holder == b.Holder && (a.Holder != "" || a.HolderText == b.HolderText)
}
