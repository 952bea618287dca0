//go:build unix

package test

import (
	"testing"
	"time"

	"roster/internal/bigroster/largetest"
	"roster/internal/pgtest"
)

// BenchmarkSeenElsewhere is what a user waits for until what a colleague does is
// on the own screen, from the colleague's key on. The target is under 200 ms.
func BenchmarkSeenElsewhere(b *testing.B) {
	url := pgtest.Filled(b, pgtest.C, sqlmodel)
	first, second := start(b, url), start(b, url)
	first.enterPreventers()
	second.enterPreventers()
	states := []string{"● active", "◐ training"}
	var watch largetest.Stopwatch
	for n := 0; b.Loop(); n++ {
		began := time.Now()
		first.press("t")
		second.wait("▸ Deadpond", states[n%2])
		watch.Took("elsewhere", time.Since(began))
		first.wait("▸ Deadpond", states[n%2]) // its key is answered
	}
	watch.Report(b)
}
