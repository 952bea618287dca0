package data_test

import (
	"fmt"
	"testing"
	"time"

	"roster/data"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
)

// sinceFile returns a copy of the tutorial's roster whose memberships have the field.
func sinceFile(t testing.TB, column, kind string) string {
	t.Helper()
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "ALTER TABLE "+qualifiedName(t, "heroteamlink")+" ADD COLUMN "+column+" "+kind)
	return path
}

// at is an option of mustOpen: a clock that stands.
func at(now time.Time) func(*data.Options) {
	return func(o *data.Options) { o.Now = func() time.Time { return now } }
}

// noon is a moment that has the same date wherever the test runs.
var noon = time.Date(2026, 3, 4, 12, 30, 0, 0, time.UTC)

// mustSince compares what a membership has in the field.
func mustSince(t testing.TB, s *data.Store, column string, m model.MembershipRef, want string) {
	t.Helper()
	values, err := s.Reader().LinkFields(t.Context(), []model.LinkKey{m.LinkKey})
	if err != nil {
		t.Fatal(err)
	}
	if got := values[m.LinkKey][column].Text; got != want {
		t.Errorf("%s in %s since %q, want %q", m.Hero, m.Team, got, want)
	}
}

// Whatever makes a membership or gives it another standing says since when that is so, in
// the same change; undo brings back the very bytes.
func TestSince(t *testing.T) { engines(t, testSince) }

func testSince(t *testing.T) {
	for column, kind := range map[string]string{"since": "DATE", "joined_at": "TIMESTAMP"} {
		path := sinceFile(t, column, kind)
		want := map[string]string{"DATE": "2026-03-04", "TIMESTAMP": "2026-03-04 12:30:00"}[kind]
		db := other(t, path)
		s := mustOpen(t, path, at(noon), func(o *data.Options) { o.Since = column })
		for name, test := range map[string]struct {
			intent intent.Intent
			member model.MembershipRef
			want   string
		}{
			"graduate":     {intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active}, seedMember(id(2), id(1)), want},
			"already":      {intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(2))}, Standing: model.Active}, seedMember(id(2), id(2)), ""},
			"assign":       {intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training}, seedMember(id(1), id(3)), want},
			"given":        {intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Fields: []field.Typed{{Name: column, Typed: "2020-02-02"}}}, seedMember(id(1), id(3)), "2020-02-02"},
			"another form": {intent.EditMember{Member: seedMember(id(2), id(1)), Shown: model.Training, Typed: model.Active}, seedMember(id(2), id(1)), want},
			"not standing": {intent.EditMember{Member: seedMember(id(2), id(2)), Fields: []field.Typed{{Name: column, Typed: "2021-01-01"}}}, seedMember(id(2), id(2)), "2021-01-01"},
			"create": {intent.Create{Label: "New", Heroes: []model.Hero{{Name: "Newcomer", SecretName: "X"}}, Links: []intent.NewLink{{Team: intent.Existing(id(1)), Hero: intent.Created(0)}}},
				model.MembershipRef{LinkKey: model.LinkKey{TeamID: id(1), HeroID: id(4)}}, want},
		} {
			t.Run(column+" "+name, func(t *testing.T) {
				before := dump(t, db)
				p, err := s.Plan(t.Context(), test.intent)
				if err != nil {
					t.Fatal(err)
				}
				if p.Empty() {
					mustSince(t, s, column, test.member, test.want)
					return
				}
				c, err := s.Apply(t.Context(), p.Change)
				if err != nil {
					t.Fatal(err)
				}
				if made := s.History().Effect(c).Made; len(made) > 0 { // a server gives no id twice
					test.member.HeroID = made[0].ID
				}
				shown := test.want
				if kind == "TIMESTAMP" && len(shown) == len("2026-03-04") {
					shown += " 00:00:00"
				}
				mustSince(t, s, column, test.member, shown)
				after := dump(t, db)
				mustUndo(t, s, c.ID)
				mustEqual(t, dump(t, db), before)
				mustRedo(t, s, c.ID)
				mustEqual(t, dump(t, db), after)
				mustUndo(t, s, c.ID)
			})
		}
	}
}

// Undoing an old change, as a new one, brings back since when it was so.
func TestSinceReverted(t *testing.T) { engines(t, testSinceReverted) }

func testSinceReverted(t *testing.T) {
	path := sinceFile(t, "since", "DATE")
	s := mustOpen(t, path, at(noon))
	member := seedMember(id(2), id(1))
	must(t, s, intent.SetField{Members: []model.MembershipRef{member}, Name: "since", Typed: "2019-05-06"})
	graduated := must(t, s, intent.SetStanding{Members: []model.MembershipRef{member}, Standing: model.Active})
	mustSince(t, s, "since", member, "2026-03-04")
	must(t, s, intent.Revert{Change: graduated.Ref()})
	mustSince(t, s, "since", member, "2019-05-06")
}

// So does an import, whether it is kept for undo or not. What the file gives counts.
func TestSinceImported(t *testing.T) { engines(t, testSinceImported) }

func testSinceImported(t *testing.T) {
	for _, kept := range []int{0, 1} {
		t.Run(fmt.Sprint(kept), func(t *testing.T) {
			s := mustOpen(t, sinceFile(t, "since", "DATE"), at(noon), func(o *data.Options) { o.MaxKept = kept })
			d := s.NewDraft()
			teams := []importer.Entity{d.Team(importer.Entry{Line: 1, Name: importer.Just("Z-Force")}), d.Team(importer.Entry{Line: 2, Name: importer.Just("Preventers")})}
			given, err := d.GiveCell("heroteamlink", "since", "2001-01-01")
			if err != nil {
				t.Fatal(err)
			}
			hero := func(name string) importer.Entity {
				return d.Hero(importer.Entry{Line: 3, Name: importer.Just(name), Text: importer.Just("X")})
			}
			d.Link(3, teams[1], hero("Deadpond"), model.Active)
			d.Link(4, teams[1], hero("Rusty-Man"), model.Active, given)
			d.Link(5, teams[0], hero("Rusty-Man"), model.Training)
			d.Link(6, teams[0], hero("Spider-Boy"), model.Training, given)
			d.Link(7, teams[1], hero("Spider-Boy"), model.Active)
			p := importPlan(t, s, importer.Import{Draft: d})
			if p.Change.Kept() != (kept == 0) {
				t.Fatalf("kept is %t", p.Change.Kept())
			}
			if _, err := s.ApplyImport(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			mustSince(t, s, "since", seedMember(id(2), id(1)), "2026-03-04")
			mustSince(t, s, "since", seedMember(id(2), id(3)), "2001-01-01")
			mustSince(t, s, "since", seedMember(id(1), id(3)), "2026-03-04")
			mustSince(t, s, "since", seedMember(id(1), id(2)), "2001-01-01")
			mustSince(t, s, "since", seedMember(id(2), id(2)), "")
		})
	}
}

// Adding the field fills it from the history, as far as that goes; what is not known
// stays empty.
func TestSinceFilled(t *testing.T) { engines(t, testSinceFilled) }

func testSinceFilled(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	days := []time.Time{noon, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 2), noon.AddDate(0, 0, 3), noon.AddDate(0, 0, 4)}
	now := 0
	s := mustOpen(t, path, func(o *data.Options) { o.Now = func() time.Time { return days[now] } })
	must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training})
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(1), id(2))}, Standing: model.Active})
	now = 1
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Active})
	now = 2
	undone := must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training})
	mustUndo(t, s, undone.ID)
	now = 3
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active})
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(2))}, Standing: model.Training})
	mustExec(t, other(t, path), "UPDATE "+qualifiedName(t, "heroteamlink")+" SET is_training = TRUE WHERE hero_id = 1") // past roster
	now = 4
	if _, err := s.AddField(t.Context(), field.New{Table: "heroteamlink", Name: "since", Type: "date"}); err != nil {
		t.Fatal(err)
	}
	mustSince(t, s, "since", seedMember(id(1), id(3)), "2026-03-05")
	mustSince(t, s, "since", seedMember(id(1), id(2)), "2026-03-04")
	mustSince(t, s, "since", seedMember(id(2), id(2)), "2026-03-07")
	mustSince(t, s, "since", seedMember(id(2), id(1)), "")
	mustSince(t, s, "since", seedMember(id(2), id(3)), "")
	last, err := s.History().NextUndo(t.Context())
	if err != nil || last.Label != "since of 3 memberships, from the history" {
		t.Errorf("%q %v", last.Label, err)
	}
	mustUndo(t, s, last.ID)
	mustSince(t, s, "since", seedMember(id(1), id(3)), "")
}

// A change that was too large to be kept ends what the history knows.
func TestSinceFilledInPart(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, at(noon), func(o *data.Options) { o.MaxKept = 1 })
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active})
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(2)), seedMember(id(2), id(3))}, Standing: model.Training})
	must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(1), id(2))}, Standing: model.Active})
	if _, err := s.AddField(t.Context(), field.New{Table: "heroteamlink", Name: "since", Type: "datetime"}); err != nil {
		t.Fatal(err)
	}
	mustSince(t, s, "since", seedMember(id(1), id(2)), "2026-03-04 12:30:00")
	mustSince(t, s, "since", seedMember(id(2), id(2)), "")
	mustSince(t, s, "since", seedMember(id(2), id(1)), "")
}
