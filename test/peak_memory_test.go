//go:build unix

package test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// peakMeasured is the variable that makes these tests run a command and say how much
// memory it took.
const peakMeasured = "ROSTER_TEST_PEAK"

// peakOf runs a command to its end, and returns how many megabytes of memory it had at
// most. Its standard output is not kept. A small process starts it: Linux counts the
// memory of the process that starts a program as the program's.
func peakOf(t testing.TB, cmd *exec.Cmd) (got result, most int64) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	measured := exec.Command(self, cmd.Args...)
	measured.Dir, measured.Env = cmd.Dir, append(cmd.Env, peakMeasured+"=1")
	got = finish(t, measured)
	most, err = strconv.ParseInt(strings.TrimSpace(got.out), 10, 64)
	if err != nil {
		t.Fatalf("no memory was measured: %v, said %q", err, got.said)
	}
	return got, most
}

// measurePeak runs a command, says on standard output how many megabytes it took, and
// returns its exit code.
func measurePeak(args []string) int {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		return broken("%s did not run: %v", args[0], err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return broken("the memory of %s is not known here", args[0])
	}
	fmt.Println(usage.Maxrss >> 10)
	return cmd.ProcessState.ExitCode()
}
