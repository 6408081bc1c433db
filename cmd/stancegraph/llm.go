package main

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
	"stancegraph/loader/llm"
)

// extractorFlags say how statements are found: by the rules, which need nothing, by a language model, or by both.
type extractorFlags struct {
	Extractor   string        `enum:"rules,llm,both" default:"rules" help:"How statements are found: rules, llm (a language model) or both."`
	Scorecard   string        `placeholder:"FILE" help:"Weigh readings by the points in this file instead of the built-in ones (see eval --fit)."`
	Model       string        `env:"STANCEGRAPH_MODEL" placeholder:"NAME" group:"Language model" help:"The model to ask."`
	URL         string        `name:"llm-url" env:"OPENAI_BASE_URL" placeholder:"URL" group:"Language model" help:"An endpoint that speaks the OpenAI chat protocol (OpenAI's own)."`
	Key         string        `name:"llm-key" env:"OPENAI_API_KEY" placeholder:"KEY" group:"Language model" help:"Its key; better set in the environment."`
	Cache       string        `placeholder:"DIR" group:"Language model" help:"Where answers are kept (the user's cache folder)."`
	NoCache     bool          `group:"Language model" help:"Keep no answers and use none."`
	Concurrency int           `default:"4" group:"Language model" help:"Requests under way at a time (${default})."`
	Timeout     time.Duration `default:"2m" group:"Language model" help:"Time for one request (${default})."`
	PriceInput  price         `env:"STANCEGRAPH_PRICE_INPUT" placeholder:"N" group:"Language model" help:"What a million tokens to the model cost."`
	PriceOutput price         `env:"STANCEGRAPH_PRICE_OUTPUT" placeholder:"N" group:"Language model" help:"What a million tokens from the model cost."`
	MaxCost     price         `placeholder:"N" group:"Language model" help:"Stop before more than this is spent; needs the prices."`
	Estimate    bool          `group:"Language model" help:"Say what reading would take, and stop."`
}

// openaiURL is the endpoint where there is a key and no address.
const openaiURL = "https://api.openai.com/v1"

// price is an amount of money. Nothing is zero, as NAME= in a .env file means it.
type price float64

// UnmarshalText reads a decimal number.
func (p *price) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	if s == "" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0 && v < 1e9) {
		return fmt.Errorf("%q is no price: want a number such as 0.15", s)
	}
	*p = price(v)
	return nil
}

// finder is the extractor that was chosen, and how it is run.
type finder struct {
	extract.Extractor
	methods []string
	workers int // articles at a time
	batch   int // articles stored at a time; 0 leaves it to the loader
	model   *llm.Extractor
	flags   extractorFlags
	log     io.Writer
}

// scorecard gives the points by which readings are weighed.
func (f extractorFlags) scorecard() (extract.Scorecard, error) {
	if f.Scorecard == "" {
		return extract.BuiltinScorecard(), nil
	}
	text, err := os.ReadFile(f.Scorecard)
	if err != nil {
		return extract.Scorecard{}, &graph.Error{Code: graph.NotFound, Message: "cannot read scorecard " + f.Scorecard, Err: err}
	}
	card, err := extract.ParseScorecard(string(text))
	if err != nil {
		return extract.Scorecard{}, graph.Errorf(graph.Invalid, "%s: %v", f.Scorecard, err)
	}
	return card, nil
}

// rules is the extractor that needs nothing.
func rules(book *codebook.Codebook, stderr io.Writer) finder {
	return finder{Extractor: extract.New(book), methods: []string{graph.MethodRules}, workers: runtime.GOMAXPROCS(0), log: stderr}
}

// choose makes the extractor.
func (f extractorFlags) choose(book *codebook.Codebook, stderr io.Writer) (finder, error) {
	card, err := f.scorecard()
	if err != nil {
		return finder{}, err
	}
	out := rules(book, stderr)
	out.Extractor, out.flags = extract.New(book).WithScorecard(card), f
	if f.Extractor == "rules" {
		return out, nil
	}
	cfg, err := f.config(book, stderr)
	if err != nil {
		return finder{}, err
	}
	if out.model, err = llm.New(cfg); err != nil {
		return finder{}, err
	}
	out.workers, out.batch = cfg.Concurrency, 2*cfg.Concurrency
	if f.Extractor == "both" {
		out.Extractor, out.methods = llm.Both{Rules: out.Extractor, Model: out.model}, llm.Methods
	} else {
		out.Extractor, out.methods = out.model, []string{graph.MethodModel}
	}
	return out, nil
}

// config reads the settings of the model, and reports all that is wrong with them together.
func (f extractorFlags) config(book *codebook.Codebook, stderr io.Writer) (llm.Config, error) {
	var problems []string
	problem := func(wrong bool, what string) {
		if wrong {
			problems = append(problems, what)
		}
	}
	dir, err := f.cacheFolder()
	problem(f.Model == "", "name the model with STANCEGRAPH_MODEL or --model")
	problem(f.URL == "" && f.Key == "", "set OPENAI_API_KEY, or OPENAI_BASE_URL to an endpoint that wants no key")
	problem(f.MaxCost > 0 && f.PriceInput == 0 && f.PriceOutput == 0, "--max-cost needs STANCEGRAPH_PRICE_INPUT and STANCEGRAPH_PRICE_OUTPUT, or --price-input and --price-output")
	problem(f.Concurrency < 1 || f.Concurrency > 256, "--concurrency: want 1 to 256")
	problem(f.Timeout <= 0, "--timeout: want a duration such as 90s")
	problem(err != nil, "there is no cache folder here: name one with --cache, or give --no-cache")
	if len(problems) > 0 {
		return llm.Config{}, graph.Errorf(graph.Invalid, "the language model cannot be used:\n  %s", strings.Join(problems, "\n  "))
	}
	return llm.Config{Codebook: book, BaseURL: cmp.Or(f.URL, openaiURL), APIKey: f.Key, Model: f.Model, CacheDir: dir, Concurrency: f.Concurrency, Timeout: f.Timeout,
		Prices: llm.Prices{Input: float64(f.PriceInput), Output: float64(f.PriceOutput)}, MaxCost: float64(f.MaxCost), Seed: 1,
		Log: slog.New(slog.NewTextHandler(stderr, nil))}, nil
}

// cacheFolder gives where answers are kept; nothing for nowhere.
func (f extractorFlags) cacheFolder() (string, error) {
	if f.NoCache || f.Cache != "" {
		return map[bool]string{false: f.Cache}[f.NoCache], nil
	}
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(base, "stancegraph", "llm"), nil
}
