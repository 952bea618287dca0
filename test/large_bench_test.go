//go:build unix

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"roster/internal/bigroster/largetest"
)

// BenchmarkLarge is the program as people run it, on a large roster: see
// docs/performance.md.
func BenchmarkLarge(b *testing.B) {
	b.Run("seed/FirstPaint", func(b *testing.B) { benchmarkFirstPaint(b, sample(b)) })
	largetest.Each(b, string(read(b, "schema.sql")), func(b *testing.B, path string) {
		b.Run("FirstPaint", func(b *testing.B) { benchmarkFirstPaint(b, path) })
		b.Run("Memory", func(b *testing.B) { benchmarkMemory(b, path) })
		if largetest.Heroes(b, path) >= 20_000 { // else there are no pages to turn
			b.Run("Bytes", func(b *testing.B) { benchmarkBytes(b, path) })
		}
	})
}

// benchmarkFirstPaint is what a user waits for after typing "roster
// database.db": from starting the process to the first rows on the screen.
func benchmarkFirstPaint(b *testing.B, path string) {
	var watch largetest.Stopwatch
	for range 20 {
		roster := start(b, path)
		roster.waitFor("rows of the right pane", func() bool { return roster.shows("▹ ", "● active") || roster.shows("▹ ", "◐ training") })
		watch.Took("start", time.Since(roster.began))
		roster.quit()
	}
	watch.Report(b)
}

// benchmarkMemory walks through all the heroes, page by page, and reports the
// memory that is resident after it.
func benchmarkMemory(b *testing.B, path string) {
	heroes := largetest.Heroes(b, path)
	roster := startAt(b, pty.Winsize{Cols: 120, Rows: 40}, path)
	roster.press("2")
	roster.wait("─ 1 of " + grouped(heroes))
	roster.press("G")
	last := fmt.Sprintf("%s of %s", grouped(heroes), grouped(heroes))
	roster.wait(last)
	roster.press("g")
	roster.wait(" 1 of ")
	begun := time.Now()
	const together = 50 // pages that are asked for before the rows are waited for
	page := roster.rowsOnScreen()
	for at := int64(1); at+together*page < heroes; {
		roster.press(strings.Repeat("\x1b[6~", together))
		at += together * page
		roster.wait(" " + grouped(at) + " of ")
	}
	roster.press("G")
	roster.wait(last)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(time.Since(begun).Seconds(), "walk-s")
	b.ReportMetric(float64(resident(b, roster.cmd.Process.Pid))/1024, "resident-MB")
	roster.quit()
}

// rowsOnScreen presses a page key at the first row and back, and returns how far
// that leads.
func (p *terminal) rowsOnScreen() int64 {
	p.t.Helper()
	p.press("\x1b[6~")
	var at int64
	p.waitFor("another position", func() bool {
		for _, line := range p.lines() {
			if _, after, found := strings.Cut(line, "─ "); found && strings.Contains(after, " of ") {
				if _, err := fmt.Sscanf(after, "%d of", &at); err == nil && at > 1 {
					return true
				}
			}
		}
		return false
	})
	p.press("g")
	p.wait("─ 1 of ")
	return at - 1
}

// grouped writes a number as roster does.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// resident returns the memory of a process that is resident, in kB; 0 on a system
// that does not tell.
func resident(b *testing.B, pid int) int {
	b.Helper()
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == "VmRSS:" {
			kB, err := strconv.Atoi(fields[1])
			if err != nil {
				b.Fatal(err)
			}
			return kB
		}
	}
	return 0
}

// benchmarkBytes reports how much is written to the terminal for a cursor move
// and for a page, at 120x40.
func benchmarkBytes(b *testing.B, path string) {
	roster := inRoster(b, path)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(roster.written("j", 2, 1, 20), "move-B")
	b.ReportMetric(roster.written("\x1b[6~", 55, 34, 5), "page-B")
	roster.quit()
}
