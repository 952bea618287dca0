package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"roster/internal/pgtest"
)

// BenchmarkIdle reports what a roster costs with nothing to do: processor time, and bytes
// written to the terminal, on a file and on a server.
//
//	go test ./test -run '^$' -bench BenchmarkIdle -benchtime 1x
func BenchmarkIdle(b *testing.B) {
	b.Run("file", func(b *testing.B) {
		for b.Loop() {
			rest(b, sample(b))
		}
	})
	b.Run("server", func(b *testing.B) {
		for b.Loop() {
			_, url := ownServer(b, pgtest.Options{})
			rest(b, url)
		}
	})
}

// rest opens rosters on a database and leaves them alone.
func rest(b *testing.B, database string) {
	const rosters = 5
	var open []*terminal
	for range rosters {
		open = append(open, start(b, database))
	}
	for _, p := range open {
		p.wait("Deadpond", "◐ training")
	}
	written := func() (n int) {
		for _, p := range open {
			n += len(p.raw())
		}
		return n
	}
	var before int
	b.ReportMetric(percentAtRest(b, open, func() { before = written() })/rosters, "%cpu/roster")
	b.ReportMetric(float64(written()-before), "bytes")
	for _, p := range open {
		p.press("q")
	}
	for _, p := range open {
		p.waitForEnd()
	}
}

// percentAtRest returns the processor time of programs while nothing is pressed, in percent
// of a core. settled is called when what they did at their start is over.
func percentAtRest(b *testing.B, open []*terminal, settled func()) float64 {
	b.Helper()
	const start, measured = 5 * time.Second, 20 * time.Second
	time.Sleep(start)
	settled()
	before := processorTime(b, open)
	time.Sleep(measured)
	return 100 * float64(processorTime(b, open)-before) / float64(measured)
}

// processorTime returns how long programs ran until now.
// https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
func processorTime(b *testing.B, open []*terminal) (sum time.Duration) {
	b.Helper()
	for _, p := range open {
		threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", p.cmd.Process.Pid))
		if err != nil || len(threads) == 0 {
			b.Fatal("no threads in /proc", err)
		}
		for _, thread := range threads {
			stat, err := os.ReadFile(thread)
			if err != nil {
				b.Fatal(err)
			}
			n, err := strconv.Atoi(strings.Fields(string(stat))[0])
			if err != nil {
				b.Fatal(err)
			}
			sum += time.Duration(n)
		}
	}
	return sum
}
