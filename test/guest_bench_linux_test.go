package test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkGuests lets a hundred guests in, and reports what each costs at rest: memory
// that is theirs alone or their part of what they share, and processor time.
//
//	go test ./test -run '^$' -bench BenchmarkGuests -benchtime 1x
func BenchmarkGuests(b *testing.B) {
	const guests, rest = 100, 20 * time.Second
	for b.Loop() {
		db := sample(b)
		var in []*terminal
		for i := range guests {
			in = append(in, start(b, "guest", "--as", fmt.Sprintf("Guest %d", i), "--role", "write", "--db", db))
		}
		for _, p := range in {
			p.wait("▸ Preventers", "2●", "1◐")
		}
		time.Sleep(5 * time.Second) // what was started is over
		before := ticksOf(b, in)
		time.Sleep(rest)
		spent := ticksOf(b, in) - before
		b.ReportMetric(float64(spent)/100/rest.Seconds()/guests*100, "%cpu/guest") // USER_HZ is 100
		b.ReportMetric(float64(proportionalOf(b, in))/1024/guests, "MB/guest")
		for _, p := range in {
			p.press("q")
		}
		for _, p := range in {
			p.waitForEnd()
		}
	}
}

// ticksOf returns the processor time of programs, in clock ticks.
func ticksOf(b *testing.B, in []*terminal) (sum int) {
	b.Helper()
	for _, p := range in {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
		if err != nil {
			b.Fatal(err)
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		for _, text := range fields[11:13] { // utime and stime, see proc(5)
			ticks, err := strconv.Atoi(text)
			if err != nil {
				b.Fatal(err)
			}
			sum += ticks
		}
	}
	return sum
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
