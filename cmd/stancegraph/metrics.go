package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"stancegraph/api"
	"stancegraph/graph"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what Prometheus reads at /metrics.
type metrics struct {
	registry   *prometheus.Registry
	labels     prometheus.Labels // of everything that is ours
	seconds    *prometheus.HistogramVec
	operations *prometheus.HistogramVec
	store      *prometheus.HistogramVec
	statements prometheus.Counter
	documents  *prometheus.CounterVec
	errors     *prometheus.CounterVec
	names      names
}

// buckets are the seconds that latencies are sorted by.
var buckets = []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}

// newMetrics makes the metrics of a server whose graph is in the given kind of store.
func newMetrics(s graph.Store, kind string, log *slog.Logger) *metrics {
	store := prometheus.Labels{"store": kind}
	histogram := func(name, help string, by ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, ConstLabels: store, Buckets: buckets}, by)
	}
	counter := func(name, help string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Name: name, Help: help, ConstLabels: store}
	}
	m := &metrics{registry: prometheus.NewRegistry(), labels: store, names: names{},
		seconds:    histogram("stancegraph_request_seconds", "Time that GraphQL requests took, by operation (query, mutation, subscription for each event, refused) and first root field.", "operation", "field"),
		operations: histogram("stancegraph_operation_seconds", "Time that GraphQL requests took, by the name of the operation; the first hundred names, then other.", "name"),
		store:      histogram("stancegraph_store_seconds", "Time that the store took for what one request read, by operation.", "operation"),
		statements: prometheus.NewCounter(counter("stancegraph_store_statements_total", "Statements put to the store to read.")),
		documents:  prometheus.NewCounterVec(counter("stancegraph_documents_total", "Documents of requests, by where they came from: parsed, cached, trusted."), []string{"source"}),
		errors:     prometheus.NewCounterVec(counter("stancegraph_errors_total", "Errors in GraphQL replies, by code; RATE_LIMITED are requests that came too often."), []string{"code"}),
	}
	m.registry.MustRegister(m.seconds, m.operations, m.store, m.statements, m.documents, m.errors, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		&statementGauge{store: s, log: log, desc: prometheus.NewDesc("stancegraph_statements", "Statements in the graph, by status.", []string{"status"}, store)})
	return m
}

// countSubscribers shows how many subscriptions are open.
func (m *metrics) countSubscribers(count func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "stancegraph_subscribers", Help: "Subscriptions that are open.", ConstLabels: m.labels},
		func() float64 { return float64(count()) }))
}

// names keeps the number of label values bounded, whatever clients call their operations.
type names struct {
	mu   sync.Mutex
	seen map[string]bool
}

const mostNames = 100

// label gives the name of an operation, or other where there are too many.
func (n *names) label(name string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	if !n.seen[name] && len(n.seen) >= mostNames {
		return "other"
	}
	n.seen[name] = true
	return name
}

// done is told of every request.
func (m *metrics) done(d api.Done) {
	m.seconds.WithLabelValues(d.Operation, d.Field).Observe(d.Took.Seconds())
	if d.Name != "" {
		m.operations.WithLabelValues(m.names.label(d.Name)).Observe(d.Took.Seconds())
	}
	if d.Statements > 0 {
		m.store.WithLabelValues(d.Operation).Observe(d.Store.Seconds())
		m.statements.Add(float64(d.Statements))
	}
	if d.Document != "" {
		m.documents.WithLabelValues(d.Document).Inc()
	}
	for _, code := range d.Codes {
		m.errors.WithLabelValues(code).Inc()
	}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// statementGauge counts the statements when it is read, and not again for a while.
type statementGauge struct {
	store graph.Store
	log   *slog.Logger
	desc  *prometheus.Desc

	mu      sync.Mutex
	counted time.Time
	totals  map[graph.Status]int
}

// countFor is how long counts are kept. Counting reads an index from end to end.
const countFor = time.Minute

func (g *statementGauge) Describe(out chan<- *prometheus.Desc) { out <- g.desc }

func (g *statementGauge) Collect(out chan<- prometheus.Metric) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if time.Since(g.counted) > countFor {
		totals, err := g.count()
		if err != nil {
			g.log.Warn("the statements cannot be counted for the metrics", "error", err)
			out <- prometheus.NewInvalidMetric(g.desc, err)
			return
		}
		g.totals, g.counted = totals, time.Now()
	}
	for _, status := range graph.Statuses {
		out <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, float64(g.totals[status]), string(status))
	}
}

func (g *statementGauge) count() (map[graph.Status]int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	totals := map[graph.Status]int{}
	for _, status := range graph.Statuses {
		found, err := g.store.FindStatements(ctx, graph.StatementQuery{Where: graph.StatementFilter{Statuses: []graph.Status{status}}, Page: graph.Page{Limit: 1, Total: true}})
		if err != nil {
			return nil, err
		}
		totals[status] = found[0].Total
	}
	return totals, nil
}
