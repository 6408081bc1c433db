package neo4jstore_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"stancegraph/graph/neo4jstore"
)

// A proxy stands between the driver and the server and breaks connections at will.
type proxy struct {
	listener net.Listener
	server   string
	open     sync.Map // of net.Conn
	away     atomic.Bool
	// cut is what happens to the next commit: 0 nothing, 1 it never arrives, 2 it arrives and the answer is lost.
	cut atomic.Int32
}

// commit is the message COMMIT as Bolt 5 sends it: a chunk of two bytes and the end of the message.
var commit = []byte{0, 2, 0xb0, 0x12, 0, 0}

// through gives the configuration that goes to the same server by way of a proxy.
func through(t *testing.T, c neo4jstore.Config) (neo4jstore.Config, *proxy) {
	t.Helper()
	u, err := url.Parse(c.URI)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, server: u.Host}
	go p.accept()
	t.Cleanup(func() {
		l.Close() //nolint:errcheck // nothing is written to it
		p.breakAll()
	})
	c.URI = "bolt://" + l.Addr().String()
	return c, p
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil || p.away.Load() {
			client.Close() //nolint:errcheck // it is to break
			continue
		}
		p.open.Store(client, true)
		p.open.Store(server, true)
		answers := &atomic.Bool{} // whether answers are swallowed from now on
		go p.pump(server, client, func(data []byte) bool {
			if !bytes.Contains(data, commit) {
				return true
			}
			switch p.cut.Swap(0) {
			case 1:
				return false
			case 2:
				answers.Store(true)
			}
			return true
		})
		go p.pump(client, server, func([]byte) bool { return !answers.Load() })
	}
}

// pump copies from one side to the other until pass says no or either side ends, and then ends both.
func (p *proxy) pump(to, from net.Conn, pass func([]byte) bool) {
	defer to.Close()   //nolint:errcheck // it is to break
	defer from.Close() //nolint:errcheck // it is to break
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil || !pass(buffer[:n]) {
			return
		}
		if _, err := io.Copy(to, bytes.NewReader(buffer[:n])); err != nil {
			return
		}
	}
}

// breakAll breaks all connections.
func (p *proxy) breakAll() {
	p.open.Range(func(conn, _ any) bool {
		conn.(net.Conn).Close() //nolint:errcheck // it is to break
		p.open.Delete(conn)
		return true
	})
}
