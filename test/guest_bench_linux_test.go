package test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkGuests lets a hundred guests in, and reports what each costs at rest: memory
// that is theirs alone or their part of what they share, and processor time.
//
//	go test ./test -run '^$' -bench BenchmarkGuests -benchtime 1x
func BenchmarkGuests(b *testing.B) {
	const guests = 100
	for b.Loop() {
		db := sample(b)
		var in []*terminal
		for i := range guests {
			in = append(in, start(b, "guest", "--as", fmt.Sprintf("Guest %d", i), "--role", "write", "--db", db))
		}
		for _, p := range in {
			p.wait("▸ Preventers", "2●", "1◐")
		}
		b.ReportMetric(percentAtRest(b, in, func() {})/guests, "%cpu/guest")
		b.ReportMetric(float64(proportionalOf(b, in))/1024/guests, "MB/guest")
		for _, p := range in {
			p.press("q")
		}
		for _, p := range in {
			p.waitForEnd()
		}
	}
}

// proportionalOf returns how much memory programs have, in KB: what several share counts in parts.
func proportionalOf(b *testing.B, in []*terminal) (sum int) {
	b.Helper()
	for _, p := range in {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", p.cmd.Process.Pid))
		if err != nil {
			b.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				kb, err := strconv.Atoi(strings.Fields(rest)[0])
				if err != nil {
					b.Fatal(err)
				}
				sum += kb
			}
		}
	}
	return sum
}
