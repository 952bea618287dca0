package pgtest

import (
	"errors"
	"os/exec"
	"testing"
)

// watchdogScript waits until its input is closed, by the test or by the system when the process of
// the test is gone. Then it ends the server and removes its folder. The loop ends even if the
// server does not: it can't run without its folder.
const watchdogScript = `
read -r _
if pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null); then
	kill -QUIT "$pid"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
		[ -e "$0/data/postmaster.pid" ] || break
		sleep 0.1
	done
fi
cd /
rm -rf "$0"
`

// startWatchdog starts what ends the server.
func (s *Server) startWatchdog() error {
	s.watchdog = exec.Command("sh", "-c", watchdogScript, s.folder)
	s.prepare(s.watchdog)
	gate, err := s.watchdog.StdinPipe()
	if err != nil {
		return err
	}
	s.watchdogInput = gate
	return s.watchdog.Start()
}

// end ends the server at once, and waits until nothing is left of it.
func (s *Server) end(t testing.TB) {
	t.Helper()
	if err := errors.Join(s.watchdogInput.Close(), s.watchdog.Wait()); err != nil {
		t.Errorf("the throwaway server in %s: %v", s.folder, err)
	}
}
