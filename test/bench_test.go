//go:build unix

package test

import (
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstPaint is what a user waits for after typing "roster
// database.db": from starting the process to the first rows on the screen. The
// target is under 40 ms.
func BenchmarkFirstPaint(b *testing.B) {
	path := sample(b)
	var total time.Duration
	for b.Loop() {
		roster := start(b, path)
		roster.waitFor("rows of the right pane", func() bool { return roster.shows("▹ ", "● active") || roster.shows("▹ ", "◐ training") })
		total += time.Since(roster.began)
		roster.quit()
	}
	b.ReportMetric(total.Seconds()*1000/float64(b.N), "ms/op")
	b.ReportMetric(0, "ns/op") // would count quitting too
}

// BenchmarkOneLine is what a script waits for: a command that writes, from
// starting the process to its end. The target is under 30 ms.
func BenchmarkOneLine(b *testing.B) {
	d := newWorkspace(b)
	active := false
	for b.Loop() {
		command := map[bool]string{true: "graduate", false: "train"}[active]
		if out, said, code := d.run(command, "Spider-Boy", "Preventers"); code != 0 || !strings.Contains(out, "→") {
			b.Fatalf("exit %d, printed %q, said %q", code, out, said)
		}
		active = !active
	}
}
