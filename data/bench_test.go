package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"testing"

	"roster/data/intent"
	"roster/data/model"
)

// spiderBoyIn is what the user sees of Spider-Boy in Preventers.
var spiderBoyIn = []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(2)}, Team: "Preventers", Hero: "Spider-Boy"}}

// BenchmarkToggle turns a membership there and back, as a key press does: a
// plan and its change, an iteration.
func BenchmarkToggle(b *testing.B) {
	s := mustOpen(b, seeded(b))
	training := true
	for b.Loop() {
		training = !training
		must(b, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(training)})
	}
}

// BenchmarkLook looks what other programs did, as the app does twice a second.
func BenchmarkLook(b *testing.B) {
	s := mustOpen(b, seeded(b))
	for b.Loop() {
		mustLook(b, s, false)
	}
}

// BenchmarkToggleDriver issues the transaction of a toggle directly, with the
// same pragmas: what it costs at least.
func BenchmarkToggleDriver(b *testing.B) {
	path := seeded(b)
	query := url.Values{
		"mode": {"rw"}, "_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "foreign_keys(1)", "trusted_schema(0)", "synchronous(EXTRA)", "cache_size(-8192)", "secure_delete(FAST)"},
	}
	db := other(b, (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String())
	training := true
	for n := 0; b.Loop(); n++ {
		if err := toggle(b.Context(), db, n, training); err != nil {
			b.Fatal(err)
		}
		training = !training
	}
}

// toggle turns Spider-Boy's membership of Preventers, and writes the history.
func toggle(ctx context.Context, db *sql.DB, n int, was bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{"UPDATE heroteamlink SET is_training = $1 WHERE team_id = $2 AND hero_id = $3 AND is_training = $4", []any{!was, 2, 2, was}},
		{"UPDATE roster_change SET state = $1 WHERE actor = $2 AND state = $3", []any{"dropped", "ana@base", "undone"}},
		{
			"INSERT INTO roster_change (token, at, actor, label, state, count, edits) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			[]any{
				fmt.Sprintf("%032d", n), "2026-11-22T12:00:01.000000Z", "ana@base", "Spider-Boy: training → active in Preventers", "done", 1,
				`{"v":1,"columns":{"heroteamlink":["team_id","hero_id","is_training"]},"names":[["team",2,"Preventers"],["hero",2,"Spider-Boy"]],"edits":[{"t":"heroteamlink","b":[2,2,1],"a":[2,2,0]}]}`,
			},
		},
		{"DELETE FROM roster_change WHERE id <= $1", []any{n - 10000}},
	} {
		if _, err := tx.ExecContext(ctx, s.sql, s.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
