//go:build unix

package test

import (
	"context"
	"slices"
	"testing"
	"time"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/pgtest"
	"roster/internal/testenv"
)

// recorder changes a roster again and again, whatever becomes of its server, and
// keeps which changes were acknowledged.
type recorder struct {
	t            *testing.T
	store        *data.Store
	end          context.CancelFunc
	ended        chan struct{}
	acknowledged []string // the tokens
	refused      int      // because the server was away; none where it was back before that was given up
}

// record starts a recorder on the roster at a URL.
func record(t *testing.T, url string) *recorder {
	t.Helper()
	store, err := data.Open(t.Context(), url, data.Options{Schema: read(t, "schema.sql"), Actor: "recorder@here"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	r := &recorder{t: t, store: store, end: end, ended: make(chan struct{})}
	go r.work(ctx)
	return r
}

func (r *recorder) work(ctx context.Context) {
	defer close(r.ended)
	for training := false; ctx.Err() == nil; training = !training {
		member := model.MembershipRef{LinkKey: model.LinkKey{TeamID: model.NumberID(2), HeroID: model.NumberID(1)}, Team: "Preventers", Hero: "Deadpond"}
		plan, err := r.store.Plan(ctx, intent.SetStanding{Members: []model.MembershipRef{member}, Standing: model.StandingOf(training)})
		if err == nil && !plan.Empty() {
			var change change.Change
			if change, err = r.store.Apply(ctx, plan.Change); err == nil {
				r.acknowledged = append(r.acknowledged, change.Token)
			}
		}
		switch {
		case err == nil || ctx.Err() != nil:
		case model.ErrorCode(err) == model.Unavailable:
			r.refused++
			time.Sleep(5 * time.Millisecond) // or it would only ask whether the server is back
		default:
			r.t.Errorf("a change was refused: %v", err)
			return
		}
	}
}

// stop stops the recorder, and checks that what was acknowledged is there.
func (r *recorder) stop(url string) {
	r.t.Helper()
	r.end()
	<-r.ended
	if err := r.store.Close(); err != nil {
		r.t.Error(err)
	}
	there, err := pgtest.Lines(url, "SELECT token FROM roster_change")
	if err != nil {
		r.t.Fatal(err)
	}
	slices.Sort(there)
	missing := 0
	for _, token := range r.acknowledged {
		if _, found := slices.BinarySearch(there, token); !found {
			missing++
		}
	}
	r.t.Logf("%d changes acknowledged, %d there, %d refused", len(r.acknowledged), len(there), r.refused)
	if missing > 0 {
		r.t.Errorf("%d changes are missing that were acknowledged", missing)
	}
	if len(r.acknowledged) == 0 {
		r.t.Error("nothing was changed: this tests nothing")
	}
}

// working waits until there are more acknowledged changes on the server than now.
func working(t *testing.T, url string) {
	t.Helper()
	count := func() string {
		lines, err := pgtest.Lines(url, "SELECT coalesce(max(id), 0) FROM roster_change")
		if err != nil {
			return err.Error() // there is no change yet, or no table
		}
		return lines[0]
	}
	first := count()
	for deadline := time.Now().Add(patience); count() == first; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("nothing is changed any more: %s", first)
		}
	}
}

// The server is killed during writes, and comes back: what was acknowledged is
// there.
func TestServerKilledDuringWrites(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{Durable: true})
	r := record(t, url)
	for range testenv.Rounds(1, 3) {
		working(t, url)
		server.Kill(t)
		server.StartAgain(t)
	}
	working(t, url)
	r.stop(url)
}

// Connections are cut during writes: a commit whose answer was lost is looked up.
func TestConnectionsCutDuringWrites(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	r := record(t, url)
	for range testenv.Rounds(10, 50) {
		working(t, url)
		server.Exec(t, pgtest.Superuser, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roster'")
	}
	working(t, url)
	r.stop(url)
}

// The first server dies for good, and its standby takes its place: the program in
// the terminal goes on, and nothing that was acknowledged is missing.
func TestFailover(t *testing.T) {
	t.Parallel()
	first, url := ownServer(t, pgtest.Options{Durable: true})
	second := first.Standby(t)
	name, err := pgtest.Lines(url, "SELECT current_database()")
	if err != nil {
		t.Fatal(err)
	}
	pair := pgtest.Address([]*pgtest.Server{first, second}, name[0], "target_session_attrs=read-write", "connect_timeout=2")
	roster := start(t, pair)
	roster.enterPreventers()
	r := record(t, pair)
	working(t, url)
	first.Kill(t)
	roster.wait("reconnecting")
	second.Promote(t)
	working(t, pair)
	roster.waitFor("no reconnecting", func() bool { return !roster.shows("reconnecting") })
	r.stop(pair)
	roster.press("jt") // Rusty-Man: no one else changes him
	roster.wait("Rusty-Man: active → training in Preventers", "u undoes")
	roster.quit()
}
