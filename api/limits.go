package api

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Limits bound what one request, one client and the server as a whole may take. A zero field takes the value of
// [DefaultLimits].
type Limits struct {
	// One request.
	Body               int           // bytes of a POST body
	URL                int           // bytes of the query string of a GET
	Tokens             int           // lexical tokens of the document
	Depth              int           // nesting of fields, through fragments
	IntrospectionDepth int           // the same below __schema and __type
	Fields             int           // fields after expansion of fragments
	RootFields         int           // fields at the top of one operation, after expansion
	Mutations          int           // the same for a mutation
	Operations         int           // operations of the document
	Fragments          int           // fragments of the document
	Directives         int           // directives of the document
	Aliases            int           // aliases of the document
	Page               int           // items of one page of a list
	Cost               int           // objects that the answer may have at most, by the page sizes asked for
	Errors             int           // errors in one reply
	List               int           // items of one list in the variables
	Nesting            int           // nesting of the variables
	Names              int           // actors and issues that one request may name
	Wants              int           // lists and kinds of objects that one root field may read
	Reply              int           // bytes of one reply
	Time               time.Duration // for one request, or for one event of a subscription
	LongTime           time.Duration // the same for a request that merges or undoes: that can move thousands of statements

	// One subscription.
	Events int // events that may wait for its reader before that counts as too slow

	// One client: the user of a token, or who brings none from one address (of IPv6, one network of 64 bits).
	Requests int // requests in a second over a longer time; NoLimit for as many as come
	Burst    int // requests at once
	Streams  int // subscriptions at the same time

	// The server.
	Running     int // operations executed at the same time
	Subscribers int // subscriptions at the same time
}

// NoLimit as [Limits.Requests] lets any number of requests through.
const NoLimit = -1

// DefaultLimits gives the limits that the server ships with.
func DefaultLimits() Limits {
	return Limits{
		Body: 64 << 10, URL: 8 << 10, Tokens: 4000, Depth: 15, IntrospectionDepth: 20, Fields: 1000, RootFields: 20,
		Mutations: 5, Operations: 10, Fragments: 50, Directives: 50, Aliases: 50, Page: 100, Cost: 20_000, Errors: 20,
		List: 1000, Nesting: 50, Names: 50, Wants: 60, Reply: 10 << 20, Time: 5 * time.Second, LongTime: 50 * time.Second, Events: 2000,
		Requests: 100, Burst: 300, Streams: 10, Running: 64, Subscribers: 100,
	}
}

// setting is one limit under the name by which it is configured: a number, or a time.
type setting struct {
	name   string
	number *int
	span   *time.Duration
}

func (l *Limits) settings() []setting {
	return []setting{
		{"body", &l.Body, nil}, {"url", &l.URL, nil}, {"tokens", &l.Tokens, nil}, {"depth", &l.Depth, nil},
		{"introspection-depth", &l.IntrospectionDepth, nil}, {"fields", &l.Fields, nil}, {"root-fields", &l.RootFields, nil},
		{"mutations", &l.Mutations, nil}, {"operations", &l.Operations, nil}, {"fragments", &l.Fragments, nil},
		{"directives", &l.Directives, nil}, {"aliases", &l.Aliases, nil}, {"page", &l.Page, nil}, {"cost", &l.Cost, nil},
		{"errors", &l.Errors, nil}, {"list", &l.List, nil}, {"nesting", &l.Nesting, nil}, {"names", &l.Names, nil},
		{"wants", &l.Wants, nil}, {"reply", &l.Reply, nil}, {"time", nil, &l.Time}, {"long-time", nil, &l.LongTime}, {"events", &l.Events, nil}, {"requests", &l.Requests, nil}, {"burst", &l.Burst, nil},
		{"streams", &l.Streams, nil}, {"running", &l.Running, nil}, {"subscribers", &l.Subscribers, nil},
	}
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	from := d.settings()
	for i, to := range l.settings() {
		if to.number != nil {
			*to.number = cmp.Or(*to.number, *from[i].number)
		} else {
			*to.span = cmp.Or(*to.span, *from[i].span)
		}
	}
	return l
}

// String writes all limits as [Limits.UnmarshalText] reads them, those that are zero with their defaults.
func (l Limits) String() string {
	l = l.withDefaults()
	var parts []string
	for _, s := range l.settings() {
		switch {
		case s.span != nil:
			parts = append(parts, s.name+"="+s.span.String())
		case *s.number == NoLimit:
			parts = append(parts, s.name+"=none")
		default:
			parts = append(parts, s.name+"="+strconv.Itoa(*s.number))
		}
	}
	return strings.Join(parts, ",")
}

// UnmarshalText reads limits from a text such as "cost=50000,time=10s,requests=none"; those that it does not name stay as they are.
func (l *Limits) UnmarshalText(text []byte) error {
	for part := range strings.SplitSeq(string(text), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		if err := l.set(strings.TrimSpace(name), strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}

func (l *Limits) set(name, value string) (err error) {
	var names []string
	for _, s := range l.settings() {
		if names = append(names, s.name); s.name != name {
			continue
		}
		switch {
		case s.span != nil:
			if *s.span, err = time.ParseDuration(value); err != nil || *s.span <= 0 {
				return fmt.Errorf("limit %s: %q is not a time above zero: want one such as 10s", name, value)
			}
		case s.number == &l.Requests && value == "none":
			l.Requests = NoLimit
		default:
			if *s.number, err = strconv.Atoi(value); err != nil || *s.number <= 0 {
				return fmt.Errorf("limit %s: %q is not a number above zero", name, value)
			}
		}
		return nil
	}
	return fmt.Errorf("there is no limit %q: want NAME=NUMBER, with commas between, of %s", name, strings.Join(names, ", "))
}
