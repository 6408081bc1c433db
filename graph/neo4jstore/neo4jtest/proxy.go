package neo4jtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"stancegraph/graph/neo4jstore"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Proxy stands between the driver and the server and spoils the network at will.
type Proxy struct {
	tb    testing.TB
	proxy *toxiproxy.Proxy
}

// Through gives a configuration that reaches the same server by way of a proxy.
func Through(tb testing.TB, c neo4jstore.Config) (neo4jstore.Config, *Proxy) {
	tb.Helper()
	u, err := url.Parse(c.URI)
	if err != nil {
		tb.Fatal(err)
	}
	zerolog.SetGlobalLevel(zerolog.Disabled) // some of its toxics log by themselves
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := &Proxy{tb, toxiproxy.NewProxy(server, "neo4j", "127.0.0.1:0", u.Host)}
	p.Return()
	tb.Cleanup(p.proxy.Stop)
	c.URI = "bolt://" + p.proxy.Listen
	return c, p
}

// Leave breaks all connections and takes the server off the network until [Proxy.Return].
func (p *Proxy) Leave() { p.proxy.Stop() }

// Return brings the server back to where it was.
func (p *Proxy) Return() {
	p.tb.Helper()
	if err := p.proxy.Start(); err != nil {
		p.tb.Fatal(err)
	}
}

// Break breaks all connections; new ones can be made.
func (p *Proxy) Break() {
	p.tb.Helper()
	p.Leave()
	p.Return()
}

// Spoil adds a toxic of toxiproxy's to what flows downstream (from the server) or upstream, on connections that are there
// and on new ones, until [Proxy.Heal].
func (p *Proxy) Spoil(toxic, stream string, attributes map[string]any) {
	p.tb.Helper()
	text, err := json.Marshal(map[string]any{"type": toxic, "stream": stream, "attributes": attributes})
	if err == nil {
		_, err = p.proxy.Toxics.AddToxicJson(strings.NewReader(string(text)))
	}
	if err != nil {
		p.tb.Fatal(err)
	}
}

// Heal takes all toxics away, and brings the server back. Connections on which data was lost are broken by it.
func (p *Proxy) Heal() {
	p.tb.Helper()
	p.proxy.Toxics.ResetToxics(context.Background())
	if err := p.proxy.Start(); err != nil && !errors.Is(err, toxiproxy.ErrProxyAlreadyStarted) {
		p.tb.Error(err)
	}
}
