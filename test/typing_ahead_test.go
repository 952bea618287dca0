//go:build unix

package test

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"roster/internal/pgtest"
	"roster/internal/testenv"
)

// typedBurst is what a user types in one go in the roster of the Preventers, and what must
// come of it.
type typedBurst struct {
	keys  string
	shows []string // on one line
	links string   // of the link table, afterwards
}

// sampleLinks are the memberships of the sample.
const sampleLinks = "1,1,0 1,2,1 2,1,1 2,2,0 2,3,0"

func bursts() map[string]typedBurst {
	return map[string]typedBurst{
		"FilterAndToggle":         {"/Rusty\rt", []string{"Rusty-Man: active → training in Preventers"}, "1,1,0 1,2,1 2,1,1 2,2,0 2,3,1"},
		"MatrixFilterAndToggle":   {"3/Rusty\rt", []string{"Rusty-Man: active → training in Preventers"}, "1,1,0 1,2,1 2,1,1 2,2,0 2,3,1"},
		"StatusFilterAndToggle":   {"fft", []string{"Rusty-Man: active → training in Preventers"}, "1,1,0 1,2,1 2,1,1 2,2,0 2,3,1"},
		"LastRowAndToggle":        {"Gt", []string{"Spider-Boy: active → training in Preventers"}, "1,1,0 1,2,1 2,1,1 2,2,1 2,3,0"},
		"ToggleTwice":             {"tt", []string{"Deadpond: active → training in Preventers"}, sampleLinks},
		"ToggleMoveToggle":        {"tjt", []string{"Rusty-Man: active → training in Preventers"}, "1,1,0 1,2,1 2,1,0 2,2,0 2,3,1"},
		"PickTwo":                 {"\x1b[Hhja" + "Rusty\t\x15Deadp\t\r", []string{"Rusty-Man joins Z-Force in training", "1 row already active"}, "1,1,0 1,2,1 1,3,1 2,1,1 2,2,0 2,3,0"},
		"PickAndMove":             {"hjaRusty\rj", []string{"Rusty-Man joins Z-Force in training"}, "1,1,0 1,2,1 1,3,1 2,1,1 2,2,0 2,3,0"},
		"AnswerBeforeItsQuestion": {"dy", []string{"Remove from the team?"}, sampleLinks},
		"AnswerInTheSameBurst":    {"\x01tA", []string{"Toggle training"}, sampleLinks},
	}
}

// What is typed in one go means what it means when it is typed slowly.
func TestTypedAhead(t *testing.T) {
	t.Parallel()
	for name, b := range bursts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			roster := start(t, path)
			roster.enterPreventers()
			roster.press(b.keys)
			roster.wait(b.shows...)
			wantLinks(t, open(t, path), b.links)
			roster.press("\x03")
			roster.wantExit(0)
		})
	}
}

// So it does on a server that is far away.
func TestTypedAheadOfAServer(t *testing.T) {
	t.Parallel()
	for _, delay := range []time.Duration{50, 100, 200} {
		t.Run(fmt.Sprint(delay), func(t *testing.T) {
			t.Parallel()
			_, url := ownServer(t, pgtest.Options{})
			db, err := sql.Open("pgx", url)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			far := pgtest.Delayed(t, url, delay*time.Millisecond/2)
			for name, b := range bursts() {
				roster := start(t, far)
				roster.enterPreventers()
				roster.press(b.keys)
				roster.wait(b.shows...)
				if got := memberships(t, db); got != b.links {
					t.Errorf("%s: the memberships are %s, not %s", name, got, b.links)
				}
				roster.press("\x03")
				roster.wantExit(0)
				if err := pgtest.Exec(url, "DROP TABLE IF EXISTS roster_change; DROP TABLE heroteamlink, hero, team;"+read(t, sqlmodel)); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// The key acts on the row that the filter leaves, every time.
func TestFilterAndToggle(t *testing.T) {
	t.Parallel()
	path := sample(t)
	db := open(t, path)
	roster := start(t, path)
	roster.enterPreventers()
	for i := range testenv.Rounds(10, 100) {
		now := []string{"active → training", "training → active"}[i%2]
		roster.press("/Rusty\rt")
		roster.wait("Rusty-Man: " + now + " in Preventers")
		wantLinks(t, db, []string{"1,1,0 1,2,1 2,1,1 2,2,0 2,3,1", sampleLinks}[i%2])
		roster.press("\x1b")
		roster.wait("Deadpond", "◐ training")
	}
	roster.press("\x03")
	roster.wantExit(0)
}

func wantLinks(t testing.TB, db *sql.DB, want string) {
	t.Helper()
	if got := memberships(t, db); got != want {
		t.Errorf("the memberships are %s, not %s", got, want)
	}
}

// memberships returns the memberships, in order: team, hero, in training.
func memberships(t testing.TB, db *sql.DB) string {
	t.Helper()
	return ask(t, db, `SELECT string_agg(link, ' ') FROM (
		SELECT team_id || ',' || hero_id || ',' || CASE WHEN is_training THEN 1 ELSE 0 END AS link
		FROM heroteamlink ORDER BY team_id, hero_id) AS links`)
}
