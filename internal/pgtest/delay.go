package pgtest

import (
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Delayed returns a URL of a database on which all traffic, in either direction, arrives after
// a delay, as from a distant server.
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
	type packet struct {
		bytes []byte
		due   time.Time
	}
	packets := make(chan packet, 1<<10)
	go func() {
		defer to.Close()
		for p := range packets {
			time.Sleep(time.Until(p.due))
			if _, err := to.Write(p.bytes); err != nil {
				from.Close()
			}
		}
	}()
	defer close(packets)
	for {
		buffer := make([]byte, 1<<14)
		n, err := from.Read(buffer)
		if n > 0 {
			packets <- packet{buffer[:n], time.Now().Add(l.delay)}
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
