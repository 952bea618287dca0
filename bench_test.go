//go:build unix

package main

import (
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstPaint is what a person waits for after typing "roster
// database.db": from starting the process to the first rows on the screen. The
// target is under 40 ms.
func BenchmarkFirstPaint(b *testing.B) {
	path := sample(b)
	var total time.Duration
	for b.Loop() {
		roster := start(b, path)
		roster.waitFor("rows", func() bool { return strings.Contains(roster.raw(), "◐ training") })
		total += time.Since(roster.began)
		roster.quit()
	}
	b.ReportMetric(total.Seconds()*1000/float64(b.N), "ms/op")
	b.ReportMetric(0, "ns/op") // would count quitting too
}
