package pgtest

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// Standby returns a second server that has everything that this one has, and
// ends with the test. A commit is answered once it is on both.
func (s *Server) Standby(t testing.TB) *Server {
	t.Helper()
	second := own(t)
	if err := second.follow(s); err != nil {
		t.Fatal(err)
	}
	s.Exec(t, Superuser, "ALTER SYSTEM SET synchronous_standby_names = '*'",
		"ALTER SYSTEM SET synchronous_commit = on", "SELECT pg_reload_conf()")
	s.await(t, "SELECT sync_state FROM pg_stat_replication", "sync")
	return second
}

// follow copies a server, and starts the copy as its standby.
func (s *Server) follow(first *Server) error {
	err := s.run("pg_basebackup", "-d", first.SocketURL(Superuser), "-D", s.data(),
		"-R", "-X", "stream", "-c", "fast", "--no-sync")
	if err != nil {
		return err
	}
	if err := s.configure(nil); err != nil {
		return err
	}
	return s.startSomewhere()
}

// Promote makes a standby a server that can be written, and waits until it can.
func (s *Server) Promote(t testing.TB) {
	t.Helper()
	if err := s.run("pg_ctl", "promote", "-D", s.data(), "-w", "-t", "60", "-s"); err != nil {
		t.Fatal(err)
	}
	s.await(t, "SELECT pg_is_in_recovery()", "f")
}

// await asks until the answer is what is wanted.
func (s *Server) await(t testing.TB, query, want string) {
	t.Helper()
	got := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		lines, err := Lines(s.URL(Superuser), query)
		if err != nil {
			t.Fatal(err)
		}
		if got = fmt.Sprint(lines); got == "["+want+"]" {
			return
		}
	}
	t.Fatalf("%s in %s: %s, want %s", query, filepath.Base(s.folder), got, want)
}
