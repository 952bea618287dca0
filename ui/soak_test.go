package ui_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/internal/testenv"
)

// soakDuration says for how long the soak test runs: "1h"; three seconds if it is not set.
const soakDuration = "ROSTER_SOAK"

// soakKeys are the keys of the random person but for the help, in which enter may
// find how to quit.
var soakKeys = slices.DeleteFunc(slices.Clone(randomKeys), func(key string) bool { return key == "?" })

// boundedWrites are the writes of another program that a roster takes for hours:
// it does not grow by them, and nothing comes to refer to what is gone.
var boundedWrites = []string{
	"UPDATE heroteamlink SET is_training = 1 - is_training WHERE hero_id %% 7 = %[1]d %% 7",
	"DELETE FROM heroteamlink WHERE hero_id = 1 + %[1]d %% 3",
	"INSERT OR IGNORE INTO heroteamlink SELECT t.id, h.id, 1 FROM team AS t, hero AS h WHERE t.id = 1 + %[1]d %% 2 AND h.id = 1 + %[1]d %% 9",
	"UPDATE hero SET name = 'renamed %[1]d' WHERE id = 1 + %[1]d %% 5",
}

// Someone presses random keys for as long as it takes, while another program
// writes: the app goes on, the file is sound, and memory and goroutines stay what
// they were.
func TestSoak(t *testing.T) {
	length := testenv.Duration(t, soakDuration, 3*time.Second)
	path := manyFile(t)
	e := openTerminal(t, path, func(s *setup) { s.ui.After = nil })
	e.want("▸ Crowd")
	e.goBlind()
	o := openOther(t, path)
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() { writeOn(t, o, stop) })
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	pressOn(e, random, length/4) // until what is kept is there
	before := measureUsage()
	pressOn(e, random, length)
	close(stop)
	writer.Wait()
	await(t, func() string {
		after := measureUsage() // what the last keys asked for ends soon
		if after.exceeds(before) {
			return fmt.Sprintf("it grew from %v to %v", before, after)
		}
		t.Logf("before: %v, after %d keys: %v", before, e.sent, after)
		return ""
	})
	if got := o.rows("PRAGMA integrity_check")[0]; got != "ok" {
		t.Errorf("integrity check: %s", got)
	}
	if got := o.rows("PRAGMA foreign_key_check"); len(got) > 0 {
		t.Errorf("foreign key check: %s", got)
	}
}

// writeOn writes until it is told to stop.
func writeOn(t *testing.T, o other, stop chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(20 * time.Millisecond):
		}
		if _, err := o.db.Exec(fmt.Sprintf(boundedWrites[n%len(boundedWrites)], n)); err != nil {
			t.Error(err)
			return
		}
	}
}

// goBlind makes the terminal draw nothing any more: it would keep every line that
// it scrolls away.
func (e *terminal) goBlind() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.blind = true
}

// pressOn presses random keys, as fast as they are taken.
func pressOn(e *terminal, random *rand.Rand, length time.Duration) {
	e.t.Helper()
	for end := time.Now().Add(length); time.Now().Before(end); {
		for range 50 {
			e.press(soakKeys[random.IntN(len(soakKeys))])
		}
		await(e.t, func() string { return e.app.lacks(e.sent) })
	}
}

// usage is what the process uses.
type usage struct {
	goroutines     int
	heap, resident uint64 // in MB; resident is 0 where the system does not say
}

func (u usage) String() string {
	return fmt.Sprintf("%d goroutines, %d MB heap, %d MB resident", u.goroutines, u.heap, u.resident)
}

// exceeds reports whether it is more than what was used before, and more than what
// differs from one moment to another.
func (u usage) exceeds(before usage) bool {
	return u.goroutines > before.goroutines+10 || u.heap > before.heap*5/4+8 || u.resident > before.resident*5/4+32
}

func measureUsage() usage {
	runtime.GC()
	runtime.GC() // what finalizers let go of, too
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u := usage{goroutines: runtime.NumGoroutine(), heap: m.HeapAlloc >> 20}
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		if pages, err := strconv.ParseUint(strings.Fields(string(text))[1], 10, 64); err == nil {
			u.resident = pages * uint64(os.Getpagesize()) >> 20
		}
	}
	return u
}
