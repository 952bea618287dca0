//go:build !linux

package pgtest

import (
	"errors"
	"testing"
)

// Kill ends the server and all its processes as a failing machine would. Here it
// can't, and ends the test.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	unavailable(t, errors.New("the processes of a server are found on Linux only: it can't be killed here"))
}
