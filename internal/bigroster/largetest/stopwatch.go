package largetest

import (
	"slices"
	"testing"
	"time"
)

// Stopwatch collects how long things took, by what they were.
type Stopwatch struct {
	all  []time.Duration
	each map[string][]time.Duration
}

// Took notes one duration.
func (w *Stopwatch) Took(what string, d time.Duration) {
	w.all = append(w.all, d)
	w.Apart(what, d)
}

// Apart notes one duration that does not count for the whole.
func (w *Stopwatch) Apart(what string, d time.Duration) {
	if w.each == nil {
		w.each = map[string][]time.Duration{}
	}
	w.each[what] = append(w.each[what], d)
}

// Join adds the durations of another stopwatch.
func (w *Stopwatch) Join(other Stopwatch) {
	w.all = append(w.all, other.all...)
	for what, took := range other.each {
		for _, d := range took {
			w.Apart(what, d)
		}
	}
}

// Report reports the median, the 99th percentile and the longest of all, and the
// 99th percentile of each, in milliseconds.
func (w *Stopwatch) Report(b *testing.B) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // the percentiles say it better
	b.ReportMetric(percentile(w.all, 50), "p50-ms")
	b.ReportMetric(percentile(w.all, 99), "p99-ms")
	b.ReportMetric(percentile(w.all, 100), "max-ms")
	for what, took := range w.each {
		b.ReportMetric(percentile(took, 99), what+"-p99-ms")
	}
}

// percentile returns the duration that p in a hundred don't exceed, in
// milliseconds.
func percentile(took []time.Duration, p int) float64 {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	at := (len(took)*p+99)/100 - 1
	return float64(took[max(0, at)].Microseconds()) / 1000
}
