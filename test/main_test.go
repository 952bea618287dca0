//go:build unix

package test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// binary is roster as people run it, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	if where := os.Getenv(panics); where != "" {
		os.Exit(panicking(where))
	}
	if os.Getenv(peakMeasured) != "" {
		os.Exit(measurePeak(os.Args[1:]))
	}
	if signal.Ignored(syscall.SIGHUP) { // as with nohup: the programs that tests start would ignore it too
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	os.Exit(buildAndRun(m))
}

// buildAndRun builds in a folder that other users can reach: some tests run
// roster as one of them.
func buildAndRun(m *testing.M) int {
	folder, err := os.MkdirTemp("", "roster-test-")
	if err != nil {
		return broken("no folder for the program under test: %v", err)
	}
	defer os.RemoveAll(folder)
	if err := os.Chmod(folder, 0o755); err != nil {
		return broken("%v", err)
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		return broken("these tests build roster and need the go tool on the PATH: %v", err)
	}
	if err := os.Chdir(".."); err != nil { // the root of the repository
		return broken("%v", err)
	}
	binary = filepath.Join(folder, "roster")
	if out, err := exec.Command(tool, "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return broken("go build: %v\n%s", err, out)
	}
	// They wait for programs, servers and terminals more than they compute.
	if err := flag.Set("test.parallel", fmt.Sprint(2*runtime.GOMAXPROCS(0))); err != nil {
		return broken("%v", err)
	}
	return m.Run()
}

func broken(format string, args ...any) int {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	return 1
}
