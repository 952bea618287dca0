package data_test

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// proxy stands between a roster and its server, counts how often the one waits
// for the other, and cuts them off from each other.
type proxy struct {
	listener net.Listener
	server   string
	mu       sync.Mutex
	trips    int
	asked    map[net.Conn]bool // the client spoke last
	open     []net.Conn
	hushed   bool                               // what the server says is lost
	heed     func(said []byte, server net.Conn) // called with what the client says, before it is handed on
}

// proxyTo returns a relay to the server of a database, and the URL that leads
// through it.
func proxyTo(t testing.TB, database string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &proxy{listener: listener, server: u.Host, asked: map[net.Conn]bool{}}
	go r.serve()
	t.Cleanup(func() {
		listener.Close()
		r.cut()
	})
	u.Host = listener.Addr().String()
	return r, u.String()
}

func (r *proxy) serve() {
	for {
		client, err := r.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", r.server)
		if err != nil {
			client.Close()
			continue
		}
		r.mu.Lock()
		r.open = append(r.open, client, server)
		r.mu.Unlock()
		go r.pass(client, server, client, true)
		go r.pass(client, client, server, false)
	}
}

// pass hands on what one side says.
func (r *proxy) pass(of, to, from net.Conn, asks bool) {
	defer to.Close()
	buffer := make([]byte, 1<<16)
	for {
		n, err := from.Read(buffer)
		r.mu.Lock()
		if n > 0 && asks && !r.asked[of] {
			r.trips++
		}
		r.asked[of] = asks
		heed, lost := r.heed, r.hushed && !asks
		r.mu.Unlock()
		if heed != nil && asks {
			heed(buffer[:n], to)
		}
		if n > 0 && !lost {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// count returns how many round trips do makes.
func (r *proxy) count(do func()) int {
	r.mu.Lock()
	before := r.trips
	r.mu.Unlock()
	do()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.trips - before
}

// listen has heed called with what the client says, nil for no more.
func (r *proxy) listen(heed func(said []byte, server net.Conn)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heed = heed
}

// hush loses what the server says, until the connections are cut.
func (r *proxy) hush() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hushed = true
}

// cut breaks all connections.
func (r *proxy) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hushed = false
	for _, c := range r.open {
		c.Close()
	}
	r.open = nil
}
