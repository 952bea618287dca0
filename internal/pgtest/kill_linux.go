package pgtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Kill ends the server and all its processes as a failing machine would, with
// SIGKILL, and waits until they are gone.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if err := s.kill(); err != nil {
		t.Fatal(err)
	}
}

func (s *Server) kill() error {
	lock, err := readPIDFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return err
	}
	// Stopped, it starts no process after they were counted.
	if err := syscall.Kill(lock.pid, syscall.SIGSTOP); err != nil {
		return err
	}
	all, err := children(lock.pid)
	if err != nil {
		return err
	}
	all = append(all, lock.pid)
	for _, pid := range all {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	for _, pid := range all {
		if err := waitGone(pid); err != nil {
			return err
		}
	}
	// No one else would remove the segment if the server is never started again.
	if _, err := unix.SysvShmCtl(lock.segment, unix.IPC_RMID, nil); err != nil {
		return fmt.Errorf("shared memory %d: %w", lock.segment, err)
	}
	socketLock := filepath.Join(s.folder, fmt.Sprintf(".s.PGSQL.%d.lock", s.port))
	return errors.Join(os.Remove(lock.path), os.Remove(socketLock))
}

// pidFile is the contents of postmaster.pid, which a running server writes.
type pidFile struct {
	path    string
	pid     int
	segment int // of shared memory
}

// readPIDFile reads postmaster.pid: the process is in line 1, and the segment in line
// 7 after its key.
func readPIDFile(path string) (pidFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return pidFile{}, err
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 7 {
		return pidFile{}, fmt.Errorf("%s has %d lines", path, len(lines))
	}
	l := pidFile{path: path}
	if _, err := fmt.Sscan(lines[0], &l.pid); err != nil {
		return l, fmt.Errorf("%s: %w", path, err)
	}
	var key int
	if _, err := fmt.Sscan(lines[6], &key, &l.segment); err != nil {
		return l, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}

// children returns the processes that a process started.
func children(parent int) ([]int, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var found []int
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			if _, of := status(pid); of == parent {
				found = append(found, pid)
			}
		}
	}
	return found, nil
}

// status returns the state of a process and its parent; "" and 0 if it is gone.
func status(pid int) (state string, parent int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0
	}
	// The name of the program is in parentheses, and may hold anything.
	if _, err := fmt.Sscan(string(text[strings.LastIndexByte(string(text), ')')+1:]), &state, &parent); err != nil {
		return "", 0
	}
	return state, parent
}

// waitGone waits until a process that was killed is dead.
func waitGone(pid int) error {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if state, _ := status(pid); state == "" || state == "Z" || state == "X" {
			return nil
		}
	}
	return fmt.Errorf("process %d does not die", pid)
}
