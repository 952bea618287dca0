package pgtest

import "testing"

// Mode is how a server is stopped.
type Mode string

// The ways to stop a server.
const (
	Fast      Mode = "fast"      // running transactions are rolled back, connections are notified
	Immediate Mode = "immediate" // as in a crash: the next start has to recover
)

// Stop stops the server and waits until it is gone.
func (s *Server) Stop(t testing.TB, how Mode) {
	t.Helper()
	if err := s.run("pg_ctl", "stop", "-D", s.data(), "-m", string(how), "-w", "-t", "60", "-s"); err != nil {
		t.Fatal(err)
	}
}

// StartAgain starts a server that was stopped or killed, on the port that it
// had.
func (s *Server) StartAgain(t testing.TB) {
	t.Helper()
	if err := s.launch(); err != nil {
		t.Fatal(err)
	}
}
