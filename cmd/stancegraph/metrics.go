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
	registry *prometheus.Registry
	seconds  *prometheus.HistogramVec
	errors   *prometheus.CounterVec
}

// newMetrics makes the metrics of a server whose graph is in the given kind of store.
func newMetrics(s graph.Store, kind string, log *slog.Logger) *metrics {
	store := prometheus.Labels{"store": kind}
	m := &metrics{registry: prometheus.NewRegistry(),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "stancegraph_request_seconds", ConstLabels: store,
			Help:    "Time that GraphQL requests took, by operation (query, mutation, refused) and first root field.",
			Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}}, []string{"operation", "field"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "stancegraph_errors_total", ConstLabels: store,
			Help: "Errors in GraphQL replies, by code."}, []string{"code"}),
	}
	m.registry.MustRegister(m.seconds, m.errors, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		&statementGauge{store: s, log: log, desc: prometheus.NewDesc("stancegraph_statements", "Statements in the graph, by status.", []string{"status"}, store)})
	return m
}

// done is told of every request.
func (m *metrics) done(d api.Done) {
	m.seconds.WithLabelValues(d.Operation, d.Field).Observe(d.Took.Seconds())
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
