package ui_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
	"roster/ui"
)

// BenchmarkLarge is what a user feels of a large roster: see
// docs/performance.md.
func BenchmarkLarge(b *testing.B) {
	largetest.Each(b, schema(b), func(b *testing.B, path string) {
		for _, window := range [][2]int{{120, 40}, {300, 100}} {
			b.Run(fmt.Sprintf("Frame/%dx%d", window[0], window[1]), func(b *testing.B) { benchmarkFrame(b, path, window[0], window[1]) })
		}
		benchmarkWalks(b, "Keys/", path)
		b.Run("Cold", func(b *testing.B) { benchmarkCold(b, path) })
		b.Run("DeleteLargestTeam", func(b *testing.B) { benchmarkStall(b, path) })
		b.Run("Writer", func(b *testing.B) {
			defer keepWriting(b, path)()
			benchmarkWalks(b, "", path)
		})
	})
}

// BenchmarkServedLarge is what a user feels of a large roster on PostgreSQL: see
// docs/shared.md.
func BenchmarkServedLarge(b *testing.B) {
	largetest.EachPostgres(b, schema(b), func(b *testing.B, url string) { benchmarkWalks(b, "Keys/", url) })
}

// benchmarkWalks takes every walk, and then tells of the keys of all of them together.
func benchmarkWalks(b *testing.B, group, path string) {
	var all largetest.Stopwatch
	for _, w := range walks() {
		b.Run(group+w.name, func(b *testing.B) { all.Join(benchmarkKeys(b, path, w)) })
	}
	b.Run(group+"Everywhere", func(b *testing.B) {
		for b.Loop() { // what is told is how long the keys took
			all.Report(b)
		}
	})
}

// BenchmarkLargeUnindexed is what a user feels who declined the indexes.
func BenchmarkLargeUnindexed(b *testing.B) {
	for _, heroes := range largetest.Sizes(b) {
		b.Run(largetest.Name(heroes), func(b *testing.B) {
			path := largetest.Plain(b, schema(b), generate.Fit(heroes))
			for _, w := range walks()[:6] {
				w.keys, w.presses = []string{"g", "G", "t"}, 100
				b.Run(w.name, func(b *testing.B) { benchmarkKeys(b, path, w) })
			}
		})
	}
}

// benchmarkFrame is a cursor move among the heroes, and the drawing of the screen
// after it. There are enough of them in every roster to fill it. Aim: under 0.5 ms
// at 120x40, under 1 ms at 300x100, and the same for every size of the database.
func benchmarkFrame(b *testing.B, path string, width, height int) {
	d := start(b, path, size(width, height), at(1, model.NumberID(1)))
	d.press("g", "pgdown", "pgdown")
	keys := []tea.KeyPressMsg{keyOf(b, "down"), keyOf(b, "up")}
	for b.Loop() {
		var watch largetest.Stopwatch
		for i := range 1000 {
			start := time.Now()
			d.app.Update(keys[i%2])
			d.app.View()
			watch.Took("frame", time.Since(start))
		}
		watch.Report(b)
	}
}

// at begins in a view, at a row of it.
func at(view int, row model.ID) func(*setup) {
	return func(s *setup) {
		state := ui.State{View: view, Views: make([]ui.ViewState, 5), NoIndexes: true}
		state.Views[view].Row = row
		s.ui.State = state
	}
}

// walk is a walk by chance through one part of roster.
type walk struct {
	name  string
	view  int
	row   model.ID
	begin []string // keys that lead there
	keys  []string // what is pressed, beside moving

	presses int // how many keys; 0 for 500
}

var everywhere = []string{"g", "G", "s", "S", "f", "filter"}

func walks() []walk {
	return []walk{
		{name: "Teams", view: 0, keys: everywhere},
		{name: "LargestTeam", view: 0, row: model.NumberID(generate.Largest), begin: []string{"enter"}, keys: append([]string{"t", "open"}, everywhere...)},
		{name: "LargeTeam", view: 0, row: model.NumberID(generate.Large), begin: []string{"enter"}, keys: append([]string{"t", "open"}, everywhere...)},
		{name: "ClusteredTeam", view: 0, row: model.NumberID(generate.Clustered), begin: []string{"enter"}, keys: append([]string{"t", "open"}, everywhere...)},
		{name: "UsualTeam", view: 0, row: model.NumberID(generate.Usual), begin: []string{"enter"}, keys: append([]string{"t", "open"}, everywhere...)},
		{name: "Heroes", view: 1, keys: everywhere},
		{name: "HeroTeams", view: 1, row: model.NumberID(500), begin: []string{"enter"}, keys: append([]string{"t", "open"}, everywhere...)},
		{name: "Matrix", view: 2, keys: append([]string{"across", "t"}, everywhere...)},
		{name: "Training", view: 3, keys: []string{"g", "G", "s", "S", "filter"}},
		{name: "Trainees", view: 3, row: model.NumberID(generate.Largest), begin: []string{"enter"}, keys: []string{"g", "G", "s", "S", "filter", "t", "open"}},
		{name: "History", view: 4, keys: []string{"g", "G", "filter"}},
	}
}

// benchmarkKeys walks by chance, pressing a key as soon as the rows of the one
// before are there, but no faster than a key that is held down. It returns how long they
// took, in the last of its rounds.
func benchmarkKeys(b *testing.B, path string, w walk) (watch largetest.Stopwatch) {
	for b.Loop() {
		watch = largetest.Stopwatch{}
		l := startLive(b, path, at(w.view, w.row))
		for _, key := range w.begin {
			l.key(key)
		}
		r := rand.New(rand.NewPCG(1, uint64(w.view)))
		for range cmp.Or(w.presses, 500) {
			l.step(r, w, &watch)
		}
		l.end()
		watch.Report(b)
	}
	return watch
}

// live is roster with its commands running beside it, as in a terminal.
type live struct {
	*driver
	b       *testing.B
	store   *data.Store
	msgs    chan tea.Msg
	went    int           // commands that are running
	pressed time.Time     // the last key
	longest time.Duration // that a message took
}

func startLive(b *testing.B, path string, options ...func(*setup)) *live {
	b.Helper()
	s := newSetup(b, append(options, size(120, 40))...)
	s.data.IdleDelay = 3 * time.Millisecond // as the program has it
	store := mustOpen(b, path, s.data)
	l := &live{driver: &driver{t: b, app: ui.New(store, s.ui)}, b: b, store: store, msgs: make(chan tea.Msg, 1000)}
	l.run(l.app.Init())
	l.give(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	l.settle()
	return l
}

func (l *live) give(msg tea.Msg) {
	start := time.Now()
	_, cmd := l.app.Update(msg)
	l.longest = max(l.longest, time.Since(start))
	l.run(cmd)
}

func (l *live) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	l.went++
	go func() { l.msgs <- cmd() }()
}

// receive takes in one answer.
func (l *live) receive(msg tea.Msg) {
	l.went--
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			l.run(cmd)
		}
	default:
		l.give(msg)
	}
}

// settle takes in answers until what was asked for is there.
func (l *live) settle() {
	for l.app.Awaited() {
		l.receive(<-l.msgs)
	}
	l.app.View()
}

// repeat is how often a key comes that is held down: 30 times a second.
const repeat = time.Second / 30

// key presses a key and returns how long it took until the screen could be drawn
// with its rows. It comes no sooner after the last one than that of a key that is
// held down; what was not waited for is taken in meanwhile.
func (l *live) key(name string) time.Duration {
	due := time.NewTimer(repeat - time.Since(l.pressed))
	defer due.Stop()
	for waiting := true; waiting; {
		select {
		case msg := <-l.msgs:
			l.receive(msg)
		case <-due.C:
			waiting = false
		}
	}
	l.pressed = time.Now()
	press := keyOf(l.b, name)
	start := time.Now()
	l.give(press)
	l.settle()
	return time.Since(start)
}

// end waits for everything that is under way.
func (l *live) end() {
	for l.went > 0 {
		l.receive(<-l.msgs)
	}
}

// step presses one key of a walk, or types a filter and clears it again.
func (l *live) step(r *rand.Rand, w walk, watch *largetest.Stopwatch) {
	moves := map[string][]string{
		"move": {"down", "up"}, "page": {"pgdown", "pgup", "ctrl+d", "ctrl+u"}, "across": {"left", "right"},
	}
	what := []string{"move", "move", "page", "page"}[r.IntN(4)]
	if r.IntN(3) == 0 {
		what = w.keys[r.IntN(len(w.keys))]
	}
	switch what {
	case "filter":
		l.filter(r, watch)
	case "open":
		l.took(watch, what, l.key("enter"))
		l.took(watch, "back", l.key("esc"))
	default:
		key := what
		if among := moves[what]; among != nil {
			key = among[r.IntN(len(among))]
		}
		l.took(watch, name(what), l.key(key))
	}
}

// took notes how long a key took; apart if nothing is like that: all there is
// must be looked at before that is known.
func (l *live) took(watch *largetest.Stopwatch, what string, d time.Duration) {
	if strings.Contains(l.app.View().Content, "matches.") {
		watch.Apart("nowhere", d)
		return
	}
	watch.Took(what, d)
}

// name says what a key does.
func name(key string) string {
	names := map[string]string{"g": "first", "G": "last", "s": "sort", "S": "reverse", "f": "status", "t": "toggle"}
	if what, ok := names[key]; ok {
		return what
	}
	return key
}

// filter types the beginning of a name, and takes it back.
func (l *live) filter(r *rand.Rand, watch *largetest.Stopwatch) {
	l.key("/")
	typed, took := []string{"ma", "st", "el", "wa", "br", "al"}[r.IntN(6)], l.took
	if r.IntN(10) == 0 { // no one's, and the first letter that of the last names alone
		typed, took = "zq", func(watch *largetest.Stopwatch, _ string, d time.Duration) { watch.Apart("nowhere", d) }
	}
	for _, letter := range typed {
		took(watch, "filter", l.key(string(letter)))
	}
	took(watch, "filter", l.key("enter"))
	l.took(watch, "unfilter", l.key("esc"))
}

// benchmarkCold opens roster, goes to a team by chance and pages, with nothing of
// the database in memory.
func benchmarkCold(b *testing.B, path string) {
	heroes := largetest.Heroes(b, path)
	for b.Loop() {
		var watch largetest.Stopwatch
		r := rand.New(rand.NewPCG(2, 0))
		for range 100 {
			view, row := r.IntN(2), 1+r.Int64N(heroes)
			if view == 0 {
				row = 1 + r.Int64N(heroes/100)
			}
			largetest.Forget(b, path)
			start := time.Now()
			l := startLive(b, path, at(view, model.NumberID(row)))
			watch.Took("start", time.Since(start))
			for _, key := range []string{"pgdown", "G", "g", "down", "enter", "pgdown"} {
				watch.Took(name(key), l.key(key))
			}
			l.end()
			if err := l.store.Close(); err != nil {
				b.Fatal(err)
			}
		}
		watch.Report(b)
	}
}

// benchmarkStall deletes the largest team and undoes it, and reports how long the
// screen stood still at most: the longest time that one message took.
func benchmarkStall(b *testing.B, path string) {
	for b.Loop() {
		l := startLive(b, path, at(0, model.NumberID(generate.Largest)))
		start := time.Now()
		l.key("d")
		l.key("y")
		deleted := time.Since(start)
		l.key("u")
		l.end()
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(deleted.Seconds(), "delete-s")
		b.ReportMetric((time.Since(start) - deleted).Seconds(), "undo-s")
		b.ReportMetric(float64(l.longest.Microseconds())/1000, "stall-ms")
	}
}

// keepWriting commits a change every few milliseconds, as another program that
// has the same database open would.
func keepWriting(b *testing.B, path string) (stop func()) {
	b.Helper()
	db := openOther(b, path).db
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r := rand.New(rand.NewPCG(3, 0))
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for ctx.Err() == nil {
			// One that is busy has only to try again.
			_, _ = db.ExecContext(ctx, "UPDATE hero SET age = $1 WHERE id = $2", r.IntN(90), 1+r.IntN(1000))
			select {
			case <-tick.C:
			case <-ctx.Done():
			}
		}
	}()
	return func() { cancel(); <-done }
}
