package data_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/data/snapshot"
)

// empty makes a roster without rows.
func empty(t testing.TB) string {
	t.Helper()
	path := newPath(t)
	mustOpen(t, path, create)
	return path
}

// walk returns what Rosters shows, a line each.
func walk(t testing.TB, s *data.Store) string {
	t.Helper()
	var out []string
	say := func(format string, args ...any) error {
		out = append(out, fmt.Sprintf(format, args...))
		return nil
	}
	err := s.Snapshot(t.Context(), "Test", func(now *snapshot.Snapshot) error {
		return now.Visit(t.Context(), snapshot.Visitor{
			Team: func(t model.Team, n model.Tally, _ []field.Stored) error {
				return say("team %v %s %s %d+%d", t.ID, t.Name, t.Headquarters, n.Active, n.Training)
			},
			Member: func(m snapshot.Member) error {
				return say("member %v %v %s %v %v", m.TeamID, m.Hero.ID, m.Hero.Name, m.Standing == model.Training, m.Missing)
			},
			Dangling:   func(m snapshot.Member) error { return say("lost %v %v", m.TeamID, m.Hero.ID) },
			Unassigned: func(h model.Hero, _ []field.Stored) error { return say("free %v %s %s", h.ID, h.Name, h.Age.Text) },
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// The walk is read in parts; here they are many, with teams that do not exist
// at the ends of some.
func TestRosters(t *testing.T) { engines(t, testRosters) }

func testRosters(t *testing.T) {
	path := empty(t)
	s, db := mustOpen(t, path), other(t, path)
	mustEqual(t, walk(t, s), "")
	mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000) INSERT INTO team SELECT i, 'T'||i, 'H'||i FROM n WHERE i % 7 > 1")
	mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT -9 UNION ALL SELECT i+1 FROM n WHERE i<500) INSERT INTO hero SELECT i, 'N'||i, 'S'||i, nullif(abs(i) % 90, 0) FROM n WHERE i % 11 <> 0")
	mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT -3 UNION ALL SELECT i+1 FROM n WHERE i<1010) INSERT INTO heroteamlink SELECT i, i * j % 301 * 2, i % 3 = 0 FROM n, (SELECT 1 AS j UNION SELECT 5 UNION SELECT 12) AS js WHERE i % 5 <> 0 ON CONFLICT DO NOTHING")
	want := strings.Join(lines(t, db, `
		SELECT line FROM (
			SELECT t.id AS a, -1 AS b, 'team ' || t.id || ' ' || t.name || ' ' || t.headquarters || ' ' ||
				(SELECT count(*) FROM heroteamlink WHERE team_id = t.id AND NOT is_training) || '+' ||
				(SELECT count(*) FROM heroteamlink WHERE team_id = t.id AND is_training) AS line FROM team t
			UNION ALL
			SELECT l.team_id, l.hero_id + 100, CASE WHEN t.id IS NULL THEN 'lost ' || l.team_id || ' ' || l.hero_id ELSE
				'member ' || l.team_id || ' ' || l.hero_id || ' ' || coalesce(h.name, '') || CASE WHEN l.is_training THEN ' true' ELSE ' false' END || CASE WHEN h.id IS NULL THEN ' true' ELSE ' false' END END
				FROM heroteamlink l LEFT JOIN team t ON t.id = l.team_id LEFT JOIN hero h ON h.id = l.hero_id
			UNION ALL
			SELECT 9999, id, 'free ' || id || ' ' || name || ' ' || coalesce(CAST(age AS TEXT), '') FROM hero WHERE id NOT IN (SELECT hero_id FROM heroteamlink)
		) AS described ORDER BY a, b`), "\n")
	for _, part := range []string{"lost -3 ", "lost 1009 ", "free -9 ", " true true", "\nteam 5 T5 H5 0+0"} {
		if !strings.Contains(want, part) {
			t.Fatalf("the roster made for this test has no %q", part)
		}
	}
	if got := walk(t, s); got != want {
		mustEqual(t, got, want)
	}
}

// What is written meanwhile is not in the snapshot.
func TestSnapshotIsOneMoment(t *testing.T) { engines(t, testSnapshotIsOneMoment) }

func testSnapshotIsOneMoment(t *testing.T) {
	path := empty(t) // in WAL mode, where reading lets others write
	s, db := mustOpen(t, path), other(t, path)
	mustExec(t, db, "INSERT INTO team VALUES (1, 'Z-Force', 'Bar')")
	mustExec(t, db, "INSERT INTO hero VALUES (1, 'Deadpond', 'Dive Wilson', NULL)")
	mustExec(t, db, "INSERT INTO heroteamlink VALUES (1, 1, TRUE)")
	var got []string
	say := func(format string, args ...any) error {
		got = append(got, fmt.Sprintf(format, args...))
		return nil
	}
	err := s.Snapshot(t.Context(), "Test", func(now *snapshot.Snapshot) error {
		if err := now.Teams(t.Context(), func(t model.Team, _ []field.Stored) error { return say("%v", t) }); err != nil {
			return err
		}
		mustExec(t, db, "INSERT INTO team VALUES (2, 'Preventers', 'Tower')")
		mustExec(t, db, "INSERT INTO heroteamlink VALUES (2, 1, FALSE)")
		mustExec(t, db, "UPDATE hero SET age = 30")
		if err := now.Heroes(t.Context(), func(h model.Hero, _ []field.Stored) error { return say("%v", h) }); err != nil {
			return err
		}
		return now.Links(t.Context(), func(l snapshot.Link) error { return say("%v %v", l.LinkKey, l.Standing) })
	})
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(got, "\n"), "{1 Z-Force Bar false}\n{1 Deadpond Dive Wilson { false} false}\n{1 1} training")
}

// An error of the caller's comes back as it is, and the store goes on.
func TestSnapshotFails(t *testing.T) { engines(t, testSnapshotFails) }

func testSnapshotFails(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	mine := errors.New("mine")
	for range 5 { // more than there are connections
		err := s.Snapshot(t.Context(), "Test", func(snapshot *snapshot.Snapshot) error {
			return snapshot.Teams(t.Context(), func(model.Team, []field.Stored) error { return mine })
		})
		if !errors.Is(err, mine) || err.Error() != "mine" {
			t.Fatalf("got %v", err)
		}
	}
	if got := len(members(t, s, id(2))); got != 3 {
		t.Errorf("%d members after that, want 3", got)
	}
}
