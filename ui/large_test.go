package ui_test

import (
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
	"roster/ui"
)

// sizeable returns a roster that is offered indexes.
func sizeable(t testing.TB) string {
	t.Helper()
	return builtOnce(t, "sizeable.db", func(path string) {
		if err := generate.Write(t.Context(), path, schema(t), generate.Fit(25_000)); err != nil {
			t.Fatal(err)
		}
	})
}

// If roster is slow without its indexes it asks for them, once the rows are
// there, and adds them. After that there is nothing to ask.
func TestIndexesAreOffered(t *testing.T) {
	path := sizeable(t)
	d := start(t, path)
	d.want("╭ Make this roster faster?", "without 4 indexes", "A add them", "Amber")
	d.press("A")
	d.wantStatus("4 indexes added: lists are fast now.")
	d.wantDisk("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'roster%'", "4")
	d.press("X")
	d.wantStatus("No index is missing: this roster has them all, or is fast without them.")
	again := start(t, path)
	again.wantNot("faster")
}

// A user who says no is not asked again, but can ask.
func TestIndexesAreDeclined(t *testing.T) {
	path := sizeable(t)
	d := start(t, path)
	d.press("esc")
	d.wantNot("faster")
	d.wantDisk("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'roster%'", "0")
	again := start(t, path, from(d.app.State()))
	again.wantNot("faster")
	again.press(":")
	again.typeText("indexes")
	again.press("enter")
	again.want("╭ Make this roster faster?")
}

// The question takes no keys from a user who is typing: it comes after that. While the
// indexes are added the header says so, and everything goes on.
func TestIndexesComeBehind(t *testing.T) {
	d := start(t, sizeable(t), from(ui.State{NoIndexes: true}))
	d.press("/", "X") // X is typed
	d.wantNot("faster")
	d.press("esc")
	d.hold("X", "X")
	d.wantStatus("roster is still checking which indexes are missing.")
	d.hold("?") // before the answer
	d.drain()
	d.want("╭ Keys")
	d.wantNot("faster")
	d.press("esc")
	d.want("╭ Make this roster faster?")
	d.hold("A")
	d.want("adding indexes 0%")
	d.hold("down", "X")
	d.wantStatus("The indexes are being added.")
	d.drain()
	d.wantStatus("4 indexes added: lists are fast now.")
	d.wantNot("adding indexes")
}

// If nothing may be added, or if that is not worth it, nothing is
// offered.
func TestIndexesAreNotOffered(t *testing.T) {
	for name, d := range map[string]*driver{
		"read-only": start(t, sizeable(t), readOnly), "keep-schema": start(t, sizeable(t), keepSchema), "small": start(t, manyFile(t)),
	} {
		d.wantNot("faster")
		d.press("X")
		if d.status() == "" || strings.Contains(d.text(), "faster") {
			t.Errorf("%s: X does something:\n%s", name, d.text())
		}
	}
}

// crowdIn starts in the roster of the largest team, with timers that are told
// apart.
func crowdIn(t *testing.T, timers *[]tea.Msg) *driver {
	t.Helper()
	d := start(t, sizeable(t), at(0, model.NumberID(generate.Largest)), func(s *setup) {
		s.ui.After = func(_ time.Duration, msg tea.Msg) tea.Cmd {
			*timers = append(*timers, msg)
			return nil
		}
	})
	d.press("enter", "f", "ctrl+a")
	return d
}

// A write that takes its time says how far it is, and esc ends it: then nothing is
// written. What was marked stays marked, and the next time it is done whole.
func TestLongWriteIsCancelled(t *testing.T) {
	var timers []tea.Msg
	d := crowdIn(t, &timers)
	before := d.other.rows("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training")
	d.hold("t")
	d.hold("esc") // not yet that of the write: it clears the filter
	d.press("f", "ctrl+a")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", "0")
	d.press("u")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", before...)
	d.press("f", "f", "f", "ctrl+a")
	d.send(timers[len(timers)-1]) // of a reading, which is over
	d.hold("t")
	d.send(timers[len(timers)-1])
	d.want("Waiting for the database… · esc cancels")
	d.hold("esc")
	d.drain()
	d.wantStatus("Cancelled: nothing was written.")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", before...)
	d.want(before[0][:1] + "," + before[0][1:] + " marked") // more than 1,000
	d.press("t")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", "0")
}

// More than could be undone is not marked at all.
func TestTooManyToMark(t *testing.T) {
	path := newFile(t, "quarter.db", func(o other) {
		o.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 250000) INSERT INTO hero SELECT i, 'Hero ' || i, 'x', NULL FROM n")
	})
	d := start(t, path, from(ui.State{NoIndexes: true}))
	d.press("2", "ctrl+a")
	d.wantStatus("Nothing was marked: you can mark at most 250,000 rows. Filter first.")
	d.wantNot("marked ─")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// A member whose hero does not exist is shown in a crowd too, which is read along
// the names of the heroes: a moment later than the others.
func TestLargeTeamShowsMissingHero(t *testing.T) {
	path := sizeable(t)
	largetest.Index(t, path, schema(t))
	other := openOther(t, path)
	hero := other.rows("SELECT max(hero_id) FROM heroteamlink WHERE team_id = 1")[0]
	other.exec("DELETE FROM hero WHERE id = " + hero)
	d := start(t, path, at(0, model.NumberID(generate.Largest)))
	d.press("enter")
	d.want("no hero " + hero)
	d.press("G", "g")
	d.want("no hero " + hero)
}
