package api

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// throttledClients is how many clients are remembered, those heard of last.
const throttledClients = 10_000

// throttle bounds how often each client may ask.
type throttle struct {
	every   rate.Limit
	burst   int
	clients *lru.Cache[string, *rate.Limiter]
}

// newThrottle gives nil, which lets everybody through, where there is no limit.
func newThrottle(l Limits) (*throttle, error) {
	if l.Requests == NoLimit {
		return nil, nil
	}
	clients, err := lru.New[string, *rate.Limiter](throttledClients)
	return &throttle{rate.Limit(l.Requests), l.Burst, clients}, err
}

// admit refuses a request of a client that has asked too often.
func (t *throttle) admit(client string) error {
	if t == nil {
		return nil
	}
	limiter, known := t.clients.Get(client)
	if !known {
		limiter = rate.NewLimiter(t.every, t.burst)
		if earlier, raced, _ := t.clients.PeekOrAdd(client, limiter); raced {
			limiter = earlier
		}
	}
	turn := limiter.Reserve()
	wait := turn.Delay()
	if wait == 0 {
		return nil
	}
	turn.Cancel()
	return &tooOften{wait}
}

// tooOften refuses a client for a while.
type tooOften struct{ wait time.Duration }

func (e *tooOften) Error() string {
	return "too many requests: try again in " + e.seconds() + " s"
}

func (e *tooOften) seconds() string { return strconv.Itoa(int(math.Ceil(e.wait.Seconds()))) }

// clientAddress tells where a request came from: behind proxies that we know, the last address that is none of theirs.
func clientAddress(r *http.Request, proxies []netip.Prefix) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := at.Addr().Unmap()
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(forwarded) - 1; i >= 0 && within(addr, proxies); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(forwarded[i]))
		if err != nil {
			break
		}
		addr = next.Unmap()
	}
	return addr.String()
}

func within(addr netip.Addr, networks []netip.Prefix) bool {
	for _, n := range networks {
		if n.Contains(addr) {
			return true
		}
	}
	return false
}

// network gives what counts as one client among addresses: of IPv6 the network, for everybody has many addresses there.
func network(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil || addr.Is4() {
		return address
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
