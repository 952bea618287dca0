package data_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"roster/data"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/pgtest"
)

// postgresOnly runs a test on PostgreSQL.
func postgresOnly(t *testing.T, test func(*testing.T)) {
	t.Parallel()
	t.Run(onPostgres+string(pgtest.CUTF), test)
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// Connections that were cut are replaced, and no one notices.
func TestConnectionsCut(t *testing.T) { postgresOnly(t, testConnectionsCut) }

func testConnectionsCut(t *testing.T) {
	relay, url := proxyTo(t, copyOf(t, "sqlmodel.db"))
	s := mustOpen(t, url)
	training := true
	for range 5 {
		relay.cut()
		if roster := members(t, s, id(2)); len(roster) != 3 {
			t.Fatalf("the roster has %d members", len(roster))
		}
		relay.cut()
		must(t, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(training)})
		training = !training
	}
}

// A server that is gone is said to be, and what is asked of it when it is back is
// answered.
func TestServerGone(t *testing.T) { postgresOnly(t, testServerGone) }

func testServerGone(t *testing.T) {
	server := pgtest.Start(t, pgtest.Options{Durable: true})
	url := server.Database(t, pgtest.C)
	s := mustOpen(t, url, create)
	must(t, s, data.Seed())
	seen, stop := startWatching(t, s)
	defer stop()
	eventually(t, "the first look", func() bool { return seen.changes.Load() > 0 })
	server.Stop(t, pgtest.Immediate)
	p, err := s.Plan(t.Context(), intent.SetStanding{Members: spiderBoyIn, Standing: model.Active})
	mustBeDown(t, err)
	_, err = s.Reader().Members(t.Context(), query.Query{List: query.Members, Of: id(2)}, query.Seek{Limit: 10})
	mustBeDown(t, err)
	_, err = s.Apply(t.Context(), p.Change)
	mustBeDown(t, err)
	eventually(t, "the watch sees that it is down", func() bool { return seen.down.Load() > 0 })
	before := seen.changes.Load() // the watch may see it before the test does
	server.StartAgain(t)
	eventually(t, "the watch sees that it is back", func() bool { return seen.changes.Load() > before })
	must(t, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.Active})
}

func mustBeDown(t testing.TB, err error) {
	t.Helper()
	if model.ErrorCode(err) != model.Unavailable || strings.Contains(err.Error(), "SQLSTATE") {
		t.Errorf("got %v, want that the server can't be reached", err)
	}
}

// watchCounts is what a watch sees.
type watchCounts struct{ changes, down atomic.Int64 }

// startWatching watches a store until it is stopped.
func startWatching(t testing.TB, s *data.Store) (*watchCounts, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var seen watchCounts
	var all sync.WaitGroup
	all.Go(func() {
		for ctx.Err() == nil {
			changed, err := s.Watch(ctx)
			switch {
			case ctx.Err() != nil:
			case model.ErrorCode(err) == model.Unavailable:
				seen.down.Add(1)
			case err != nil:
				t.Errorf("watching: %v", err)
			case changed:
				seen.changes.Add(1)
			}
		}
	})
	return &seen, func() { cancel(); all.Wait() }
}

// What one roster writes the others hear of at once, and it does not hear of
// itself. What other programs write is seen a little later.
func TestPostgresWatch(t *testing.T) { postgresOnly(t, testPostgresWatch) }

func testPostgresWatch(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	one, two := mustOpen(t, path), mustOpen(t, path, as("ben@base"))
	atOne, stopOne := startWatching(t, one)
	defer stopOne()
	atTwo, stopTwo := startWatching(t, two)
	defer stopTwo()
	eventually(t, "both listen", func() bool { return atOne.changes.Load() > 0 && atTwo.changes.Load() > 0 })
	db := other(t, path)
	mustExec(t, db, "UPDATE hero SET age = 7 WHERE id = 1")
	eventually(t, "both see another program", func() bool { return atOne.changes.Load() > 1 && atTwo.changes.Load() > 1 })
	quiet, before := atOne.changes.Load(), atTwo.changes.Load()
	for n := range 3 {
		must(t, one, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(n%2 == 0)})
	}
	eventually(t, "the other one hears", func() bool { return atTwo.changes.Load() > before })
	must(t, two, intent.SetStanding{Members: spiderBoyIn, Standing: model.Training})
	eventually(t, "the one hears", func() bool { return atOne.changes.Load() > quiet })
	if n := atOne.changes.Load() - quiet; n > 2 {
		t.Errorf("it saw %d changes, and there was one of others", n)
	}
}

// Its own changes are nothing to be seen, not even where no one listens.
func TestPostgresLook(t *testing.T) { postgresOnly(t, testPostgresLook) }

func testPostgresLook(t *testing.T) {
	server := pgtest.Start(t, pgtest.Options{}) // where no one else makes transactions
	s := mustOpen(t, server.Database(t, pgtest.C), create)
	must(t, s, data.Seed())
	if _, err := s.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		must(t, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(n%2 == 1)})
		mustLook(t, s, false)
	}
	mustExec(t, other(t, s.Path()), "UPDATE hero SET age = 7 WHERE id = 1")
	mustLook(t, s, true)
	mustLook(t, s, false)
}

// A commit whose answer was lost is looked up: it is neither lost nor repeated.
func TestCommitUnanswered(t *testing.T) { postgresOnly(t, testCommitUnanswered) }

func testCommitUnanswered(t *testing.T) {
	toggle := func(s *data.Store) error {
		p, err := s.Plan(t.Context(), intent.SetStanding{Members: spiderBoyIn, Standing: model.Training})
		if err == nil {
			_, err = s.Apply(t.Context(), p.Change)
		}
		return err
	}
	bring := func(s *data.Store) error { // more than the history keeps
		_, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: large(t)}))
		return err
	}
	for _, test := range []struct {
		name    string
		do      func(*data.Store) error
		arrives bool
	}{{"it arrived", toggle, true}, {"it did not arrive", toggle, false}, {"a large import arrived", bring, true}, {"a large import did not", bring, false}} {
		t.Run(test.name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			relay, url := proxyTo(t, path)
			s := mustOpen(t, url, little)
			must(t, s, graduate)
			db := other(t, path)
			loseCommit(t, relay, db, test.arrives)
			err := test.do(s)
			want := []string{"1"}
			if test.arrives {
				want = []string{"2"}
				if err != nil {
					t.Errorf("it is there, but: %v", err)
				}
			} else {
				mustBeDown(t, err)
			}
			if got := lines(t, db, "SELECT count(*) FROM roster_change"); !slices.Equal(got, want) {
				t.Errorf("the history has %s, want %s", got, want)
			}
		})
	}
}

// loseCommit cuts the connection at the next commit, which arrives or not. Its answer
// doesn't.
func loseCommit(t *testing.T, relay *proxy, db *sql.DB, arrives bool) {
	var once sync.Once
	relay.listen(func(said []byte, server net.Conn) {
		if !bytes.Contains(said, []byte("COMMIT")) {
			return
		}
		once.Do(func() {
			if arrives {
				relay.hush()
				if _, err := server.Write(said); err != nil {
					t.Error(err)
				}
				eventually(t, "it is written", func() bool { return lines(t, db, "SELECT count(*) FROM roster_change")[0] == "2" })
			}
			relay.cut()
		})
	})
}

// Several rosters and another program count up the same text: no count is lost,
// whatever the isolation, and all are answered.
func TestPostgresManyWriters(t *testing.T) { postgresOnly(t, testPostgresManyWriters) }

func testPostgresManyWriters(t *testing.T) {
	for _, isolation := range []string{"read committed", "repeatable read", "serializable"} {
		t.Run(isolation, func(t *testing.T) {
			t.Parallel()
			path, members := largeTeam(t, rosters)
			db := other(t, path)
			mustExec(t, db, "UPDATE team SET headquarters = '0' WHERE id = 9")
			mustExec(t, db, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = '''||'"+isolation+"'||'''', current_database()); END $$")
			var all sync.WaitGroup
			var conflicts atomic.Int64
			for _, w := range writersOf(t, path, members) {
				all.Go(func() { w.count(t.Context(), &conflicts) })
			}
			all.Wait()
			if got := lines(t, db, "SELECT headquarters FROM team WHERE id = 9")[0]; got != strconv.Itoa(rosters*editsOfEach) {
				t.Errorf("they counted to %s, not to %d", got, rosters*editsOfEach)
			}
			if got := lines(t, db, "SELECT count(*) FROM roster_change WHERE state = 'done'")[0]; got != strconv.Itoa(2*rosters*editsOfEach) {
				t.Errorf("there are %s changes in the history, not %d", got, 2*rosters*editsOfEach)
			}
			if conflicts.Load() == 0 {
				t.Error("no writers were in conflict: this tests nothing")
			}
		})
	}
}

// beginTransaction begins a transaction of another program, and returns what runs statements
// in it.
func beginTransaction(t *testing.T, db *sql.DB) (exec func(string)) {
	t.Helper()
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	exec = func(statement string) {
		t.Helper()
		if _, err := c.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	exec("BEGIN")
	return exec
}

// Two that lock each other out are told apart by the server: the one that it stops
// tries again.
func TestDeadlock(t *testing.T) { postgresOnly(t, testDeadlock) }

func testDeadlock(t *testing.T) {
	path, crowd := largeTeam(t, 2)
	s, db := mustOpen(t, path), other(t, path)
	p, err := s.Plan(t.Context(), intent.SetStanding{Members: crowd, Standing: model.Active})
	if err != nil {
		t.Fatal(err)
	}
	exec := beginTransaction(t, db)
	exec("SET LOCAL deadlock_timeout = '30s'") // the roster is the one that is stopped
	exec("UPDATE heroteamlink SET is_training = TRUE WHERE hero_id = 101")
	done := make(chan error)
	go func() {
		_, err := s.Apply(t.Context(), p.Change)
		done <- err
	}()
	waiting := "SELECT count(*) FROM pg_locks WHERE NOT granted"
	watch := other(t, path)
	eventually(t, "the roster waits", func() bool { return lines(t, watch, waiting)[0] != "0" })
	exec("UPDATE heroteamlink SET is_training = TRUE WHERE hero_id = 100")
	exec("COMMIT")
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A lock that someone keeps is said, after five seconds and not for ever.
func TestLockTimeout(t *testing.T) { postgresOnly(t, testLockTimeout) }

func testLockTimeout(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	exec := beginTransaction(t, db)
	exec("UPDATE heroteamlink SET is_training = is_training")
	p, err := s.Plan(t.Context(), graduate)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), p.Change)
	if model.ErrorCode(err) != model.Locked {
		t.Errorf("got %v, want that it is locked", err)
	}
	exec("ROLLBACK")
	must(t, s, graduate)
}

// What is not wanted any more ends on the server too.
func TestPostgresCancel(t *testing.T) { postgresOnly(t, testPostgresCancel) }

func testPostgresCancel(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	mustExec(t, db, "INSERT INTO hero SELECT i, repeat('x', 2000) || i, 's', NULL FROM generate_series(10, 200000) AS i")
	ctx, cancel := context.WithCancel(t.Context())
	running := "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT h.id%' AND pid <> pg_backend_pid()"
	done := make(chan error)
	go func() {
		_, err := s.Reader().Heroes(ctx, query.Query{List: query.Heroes, Filter: []string{"nobody at all"}}, query.Seek{Limit: 10})
		done <- err
	}()
	eventually(t, "it runs", func() bool { return lines(t, db, running)[0] != "0" })
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	eventually(t, "it has ended", func() bool { return lines(t, db, running)[0] == "0" })
	if roster := members(t, s, id(2)); len(roster) != 3 {
		t.Errorf("then the roster has %d members", len(roster))
	}
}

// What many others told is heard once: to look once for each would take for ever,
// and to keep it all that memory.
func TestManyNotifications(t *testing.T) { postgresOnly(t, testManyNotifications) }

func testManyNotifications(t *testing.T) {
	path, _ := largeTeam(t, 1)
	s := mustOpen(t, path)
	if _, err := s.Watch(t.Context()); err != nil { // it listens from now on
		t.Fatal(err)
	}
	mustExec(t, other(t, path), "SELECT pg_notify('roster', 'somebody ' || i) FROM generate_series(1, 1000) AS i")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second) // less than it listens before it looks
	defer cancel()
	for range 20 {
		if _, err := s.Watch(ctx); errors.Is(err, context.DeadlineExceeded) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
	t.Error("it looks once for each notification")
}

// A membership that someone is about to make while its hero is deleted stops that, also
// where the database would end it with the hero.
func TestLinkAddedDuringDeletion(t *testing.T) { postgresOnly(t, testLinkAddedDuringDeletion) }

func testLinkAddedDuringDeletion(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "ALTER TABLE heroteamlink DROP CONSTRAINT heroteamlink_hero_id_fkey, ADD FOREIGN KEY (hero_id) REFERENCES hero (id) ON DELETE CASCADE")
	s := mustOpen(t, path)
	must(t, s, graduate) // the first change waits for others anyway, to make the history
	change := planned(t, s, intent.DeleteHeroes{Heroes: []model.Hero{rusty}})
	tx, err := other(t, path).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"SET LOCAL session_replication_role = origin", "INSERT INTO heroteamlink VALUES (1, 3, TRUE)"} {
		if _, err := tx.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	defer tx.Rollback()
	applied := make(chan error, 1)
	go func() {
		_, err := s.Apply(t.Context(), change)
		applied <- err
	}()
	eventually(t, "the deletion waits", func() bool {
		if len(applied) > 0 {
			t.Fatalf("it did not wait: %v", <-applied)
		}
		return lines(t, db, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")[0] != "0"
	})
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	before := dump(t, db)
	mustConflict(t, db, before, <-applied, "Nothing was changed: Rusty-Man still has memberships.")
}
