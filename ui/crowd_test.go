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

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/internal/pgtest"
	"roster/ui"
)

// crowd says for how long the rosters of the crowd test write: "10m"; a few
// seconds where it is not set.
const crowd = "ROSTER_CROWD"

// crowdSize is how many rosters have one database open.
const crowdSize = 20

// logsOfCrowd is what the statement logs of all of them come to hold, in MB, and what
// differs from one moment to another.
const logsOfCrowd = 4 * crowdSize

// crowdKeys change memberships of the team under the cursor, and walk about.
var crowdKeys = []string{"t", "t", "t", "down", "down", "pgdown", "up", "pgup", "u", "g", "G"}

// crowdTeam is a team of so many that two rosters are seldom at the same member.
const crowdTeam = `INSERT INTO hero SELECT i, 'Hero ' || i, 'secret ' || i, i % 90 FROM generate_series(10, 1009) AS i;
	INSERT INTO heroteamlink SELECT 2, i, i % 3 = 0 FROM generate_series(10, 1009) AS i`

// Many rosters change one database at once: in the end every screen shows how it
// is, and none has grown.
func TestCrowd(t *testing.T) {
	length := 4 * time.Second
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
	members := make([]*member, crowdSize)
	for i := range members {
		members[i] = join(t, url, fmt.Sprintf("roster%d@base", i))
		members[i].screen()
		members[i].press("enter")
	}
	fresh := start(t, url)
	fresh.press("enter")
	workTogether(members, length/4) // until what is kept is there
	wantAlike(t, members, fresh)
	before, made := use(), countChanges(fresh)
	workTogether(members, length)
	wantAlike(t, members, fresh)
	more := countChanges(fresh) - made
	await(t, func() string {
		after := use() // what still reads what others did last is over soon
		if after.goroutines > before.goroutines+crowdSize || after.heap > before.heap+logsOfCrowd {
			return fmt.Sprintf("they grew from %v to %v", before, after)
		}
		t.Logf("before: %v, after %d changes in %v: %v", before, more, length, after)
		return ""
	})
	if made == 0 || more == 0 {
		t.Error("nothing was changed: this tests nothing")
	}
}

// member is one of many rosters that run at once. It draws only when it is asked:
// each would have a machine of its own.
type member struct {
	t     *testing.T
	app   *ui.App
	inbox chan tea.Msg
	ended chan struct{}
}

// drawn asks a member for its screen, once it has all its answers.
type drawn chan string

// join runs a roster on a database until the test ends.
func join(t *testing.T, path, actor string) *member {
	t.Helper()
	s := newSetup(t, func(s *setup) { s.data.Actor, s.ui.After = actor, nil })
	m := &member{t: t, app: ui.New(mustOpen(t, path, s.data), s.ui), inbox: make(chan tea.Msg, 100), ended: make(chan struct{})}
	m.run(m.app.Init())
	var loop sync.WaitGroup
	loop.Go(m.loop)
	t.Cleanup(func() { close(m.ended); loop.Wait() })
	m.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	return m
}

// send gives the member a message, unless it has ended.
func (m *member) send(msg tea.Msg) {
	select {
	case m.inbox <- msg:
	case <-m.ended:
	}
}

func (m *member) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { m.send(cmd()) }()
	}
}

func (m *member) loop() {
	var asked []drawn
	for {
		select {
		case <-m.ended:
			return
		case msg := <-m.inbox:
			switch msg := msg.(type) {
			case nil:
			case tea.BatchMsg:
				for _, cmd := range msg {
					m.run(cmd)
				}
			case drawn:
				asked = append(asked, msg)
			default:
				_, cmd := m.app.Update(msg)
				m.run(cmd)
			}
		}
		if len(asked) > 0 && !m.app.Awaited() {
			asked[0] <- ansi.Strip(m.app.View().Content)
			asked = asked[1:]
		}
	}
}

// press presses keys, without waiting.
func (m *member) press(keys ...string) {
	for _, key := range keys {
		m.send(keyOf(m.t, key))
	}
}

// screen returns what the member shows once it has all its answers.
func (m *member) screen() string {
	m.t.Helper()
	reply := make(drawn, 1)
	m.send(reply)
	select {
	case text := <-reply:
		return text
	case <-time.After(patience):
		m.t.Fatal("a roster waits for the database for ever")
		return ""
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
func wantAlike(t *testing.T, members []*member, fresh *driver) {
	t.Helper()
	for _, key := range []string{"esc", "esc", "esc", "1", "g", "enter", "g"} {
		for _, m := range members {
			m.screen() // a question may have come up
			m.press(key)
		}
	}
	for _, m := range members {
		await(t, func() string {
			got, want := bare(m.screen()), bare(fresh.text())
			if got == want {
				return ""
			}
			fresh.press("R")
			return "a screen is\n" + got + "\nand one that was just read\n" + want
		})
	}
}

// workTogether presses random keys in every roster, each when the answer to the last
// one is there.
func workTogether(members []*member, length time.Duration) {
	var all sync.WaitGroup
	for i, m := range members {
		random := rand.New(rand.NewPCG(uint64(i), uint64(length)))
		all.Go(func() {
			for end := time.Now().Add(length); time.Now().Before(end); {
				m.press(crowdKeys[random.IntN(len(crowdKeys))])
				m.screen()
				time.Sleep(time.Duration(20+random.IntN(40)) * time.Millisecond) // what a person in a hurry takes
			}
		})
	}
	all.Wait()
}

// bare returns a screen without the lines that say what was done on it, and
// without what stands out.
func bare(screen string) string {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.NewReplacer("✓", " ", "↻", " ").Replace(strings.Join(lines[1:len(lines)-2], "\n"))
}
