package pgtest

import (
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Delayed returns the URL of a database by which everything that is said, in either
// direction, arrives a delay later, as from a server far away.
func Delayed(t testing.TB, database string, delay time.Duration) string {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	link := &slowLink{server: u.Host, delay: delay}
	go link.serve(listener)
	t.Cleanup(func() {
		listener.Close()
		link.cut()
	})
	u.Host = listener.Addr().String()
	return u.String()
}

// slowLink is a connection to a server with a delay.
type slowLink struct {
	server string
	delay  time.Duration
	mu     sync.Mutex
	open   []net.Conn
}

func (l *slowLink) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", l.server)
		if err != nil {
			client.Close()
			continue
		}
		l.mu.Lock()
		l.open = append(l.open, client, server)
		l.mu.Unlock()
		go l.carry(server, client)
		go l.carry(client, server)
	}
}

// carry forwards data from one side to the other. Later data does not wait for earlier data to
// arrive.
func (l *slowLink) carry(to, from net.Conn) {
	type said struct {
		bytes []byte
		due   time.Time
	}
	way := make(chan said, 1<<10)
	go func() {
		defer to.Close()
		for s := range way {
			time.Sleep(time.Until(s.due))
			if _, err := to.Write(s.bytes); err != nil {
				from.Close()
			}
		}
	}()
	defer close(way)
	for {
		buffer := make([]byte, 1<<14)
		n, err := from.Read(buffer)
		if n > 0 {
			way <- said{buffer[:n], time.Now().Add(l.delay)}
		}
		if err != nil {
			return
		}
	}
}

// cut ends all connections.
func (l *slowLink) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, conn := range l.open {
		conn.Close()
	}
}
