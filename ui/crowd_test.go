package ui_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowd says for how long the rosters of the crowd test write: "10m"; a few
// seconds where it is not set.
const crowd = "ROSTER_CROWD"

// crowdSize is how many rosters have one database open.
const crowdSize = 20

// crowdKeys change memberships of the team under the cursor, and walk about.
var crowdKeys = []string{"t", "t", "t", "down", "down", "up", "u", "g", "G"}

// Many rosters change one database at once: in the end every screen shows how it
// is, and none has grown.
func TestCrowd(t *testing.T) {
	length := 5 * time.Second
	if text := os.Getenv(crowd); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatalf("%s: %v", crowd, err)
		}
	}
	url := seedServer(t)
	rosters := make([]*terminal, crowdSize)
	for i := range rosters {
		rosters[i] = openTerminal(t, url, ticking)
		rosters[i].want("▸ Preventers")
		rosters[i].goBlind()
		rosters[i].press("enter")
	}
	workTogether(rosters, length/4) // until what is kept is there
	before := use()
	workTogether(rosters, length)
	after := use()
	t.Logf("before: %v, after: %v", before, after)
	if after.exceeds(before) {
		t.Errorf("they grew from %v to %v", before, after)
	}
	fresh := start(t, url)
	fresh.press("enter", "g")
	changes := fresh.other.rows("SELECT count(*) FROM roster_change")[0]
	t.Logf("%s changes", changes)
	if changes == "0" {
		t.Fatal("nothing was changed: this tests nothing")
	}
	want := bare(fresh.text())
	for _, r := range rosters {
		r.press("esc", "enter", "g")
		await(t, func() string {
			if complaint := r.app.lacks(r.sent); complaint != "" {
				return complaint
			}
			if got := bare(joined(r.app.screen())); got != want {
				return "a screen is\n" + got + "\nand one that was just opened\n" + want
			}
			return ""
		})
	}
}

// ticking lets the app's own clock run.
func ticking(s *setup) { s.ui.After = nil }

// workTogether presses random keys in every roster.
func workTogether(rosters []*terminal, length time.Duration) {
	var all sync.WaitGroup
	for i, r := range rosters {
		random := rand.New(rand.NewPCG(uint64(i), uint64(length)))
		all.Go(func() {
			for end := time.Now().Add(length); time.Now().Before(end); {
				r.press(crowdKeys[random.IntN(len(crowdKeys))])
				time.Sleep(time.Duration(50+random.IntN(100)) * time.Millisecond) // a person, ten times a second
			}
		})
	}
	all.Wait()
}

// bare returns a screen without the lines that say what was done on it, and
// without what stands out.
func bare(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	return strings.NewReplacer("✓", " ", "↻", " ").Replace(strings.Join(lines[1:len(lines)-2], "\n"))
}
