package ui_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/internal/pgtest"
)

// crowd says for how long the rosters of the crowd test write: "10m"; a few
// seconds where it is not set.
const crowd = "ROSTER_CROWD"

// crowdSize is how many rosters have one database open.
const crowdSize = 20

// crowdKeys change memberships of the team under the cursor, and walk about.
var crowdKeys = []string{"t", "t", "t", "down", "down", "pgdown", "up", "pgup", "u", "g", "G"}

// crowdTeam is a team of so many that two rosters are seldom at the same member.
const crowdTeam = `INSERT INTO hero SELECT i, 'Hero ' || i, 'secret ' || i, i % 90 FROM generate_series(10, 1009) AS i;
	INSERT INTO heroteamlink SELECT 2, i, i % 3 = 0 FROM generate_series(10, 1009) AS i`

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
	if err := pgtest.Exec(url, crowdTeam); err != nil {
		t.Fatal(err)
	}
	rosters := make([]*terminal, crowdSize)
	for i := range rosters {
		rosters[i] = openTerminal(t, url, ticking, func(s *setup) { s.data.Actor = fmt.Sprintf("roster%d@base", i) })
		rosters[i].want("▸ Preventers")
		rosters[i].goBlind()
		rosters[i].press("enter")
	}
	fresh := start(t, url)
	fresh.press("enter")
	workTogether(rosters, length/4) // until what is kept is there
	wantAlike(t, rosters, fresh)
	before, made := use(), countChanges(fresh)
	workTogether(rosters, length)
	wantAlike(t, rosters, fresh)
	after, more := use(), countChanges(fresh)-made
	t.Logf("before: %v, after %d changes in %v: %v", before, more, length, after)
	before.goroutines, after.goroutines = before.goroutines/crowdSize, after.goroutines/crowdSize
	if after.exceeds(before) {
		t.Errorf("they grew from %v to %v", before, after)
	}
	if made == 0 || more == 0 {
		t.Error("nothing was changed: this tests nothing")
	}
}

func countChanges(d *driver) int {
	d.t.Helper()
	n, err := strconv.Atoi(d.other.rows("SELECT coalesce(max(id), 0) FROM roster_change")[0])
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

// wantAlike waits until all rosters show what one shows that has just read it.
func wantAlike(t *testing.T, rosters []*terminal, fresh *driver) {
	t.Helper()
	for _, key := range []string{"esc", "esc", "esc", "1", "enter", "g"} {
		for _, r := range rosters {
			await(t, func() string {
				if !r.app.isIdle(r.sent) {
					return "a roster waits for the database:\n" + joined(r.app.screen())
				}
				return ""
			})
			r.press(key)
		}
	}
	for _, r := range rosters {
		await(t, func() string {
			if complaint := r.app.lacks(r.sent); complaint != "" {
				return complaint
			}
			fresh.press("R") // what was wanted last may have been done only now
			if got, want := bare(joined(r.app.screen())), bare(fresh.text()); got != want {
				return "a screen is\n" + got + "\nand one that was just read\n" + want
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
