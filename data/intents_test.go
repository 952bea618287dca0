package data_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// seedMember is a membership of the seed as the user sees it.
func seedMember(team, hero model.ID) model.MembershipRef {
	teams := map[model.ID]string{id(1): "Z-Force", id(2): "Preventers"}
	heroes := map[model.ID]string{id(1): "Deadpond", id(2): "Spider-Boy", id(3): "Rusty-Man"}
	return model.MembershipRef{LinkKey: model.LinkKey{TeamID: team, HeroID: hero}, Team: teams[team], Hero: heroes[hero]}
}

// Every action, applied, undone, redone and undone again, leaves the very bytes.
func TestUndoAndRedoRestoreRows(t *testing.T) { engines(t, testUndoAndRedoRestoreRows) }

func testUndoAndRedoRestoreRows(t *testing.T) {
	actions := []struct {
		name, label string
		intent      intent.Intent
	}{
		{"assign one", "Rusty-Man joins Z-Force in training", intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training}},
		{"assign, one of them a member already", "Rusty-Man joins Z-Force as active", intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3)), seedMember(id(1), id(1))}, Standing: model.Active}},
		{"remove one", "Deadpond leaves Z-Force", intent.Remove{Members: []model.MembershipRef{seedMember(id(1), id(1))}}},
		{"remove several", "3 heroes leave Preventers", intent.Remove{Members: []model.MembershipRef{seedMember(id(2), id(3)), seedMember(id(2), id(1)), seedMember(id(2), id(2))}}},
		{"delete a hero", "Deadpond deleted, with 2 memberships", intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(1), Name: "Deadpond"}}}},
		{"delete heroes", "2 heroes deleted, with 3 memberships", intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(3), Name: "Rusty-Man"}, {ID: id(2), Name: "Spider-Boy"}}}},
		{"delete a team", "Preventers deleted, with 3 memberships", intent.DeleteTeams{Teams: []model.Team{{ID: id(2), Name: "Preventers"}}}},
		{"rename a team", "Z-Force: now called X-Force, headquarters Moon", intent.EditTeam{
			Shown: model.Team{ID: id(1), Name: "Z-Force", Headquarters: "Sister Margaret's Bar"},
			Typed: model.Team{ID: id(1), Name: "X-Force", Headquarters: " Moon "},
		}},
		{"edit a hero", "Rusty-Man: another secret name, no age", intent.EditHero{
			Shown: model.Hero{ID: id(3), Name: "Rusty-Man", SecretName: "Tommy Sharp", Age: model.Years(48)},
			Typed: model.Hero{ID: id(3), Name: "Rusty-Man", SecretName: "Thomas"},
		}},
		{"create", "Everything new", intent.Create{
			Label: "Everything new",
			Teams: []model.Team{{Name: "New", Headquarters: "Here"}}, Heroes: []model.Hero{{Name: "Newcomer", SecretName: "Nobody"}},
			Links: []intent.NewLink{{Team: intent.Created(0), Hero: intent.Created(0), Standing: model.Active}, {Team: intent.Existing(id(1)), Hero: intent.Created(0), Standing: model.Training}},
		}},
	}
	for _, action := range actions {
		t.Run(action.name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			s := mustOpen(t, path)
			before := dump(t, db)
			change := must(t, s, action.intent)
			if change.Label != action.label {
				t.Errorf("label %q, want %q", change.Label, action.label)
			}
			after := dump(t, db)
			if after == before {
				t.Fatal("the change changed nothing")
			}
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
			mustRedo(t, s, change.ID)
			mustEqual(t, dump(t, db), after)
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// On the dirty database every hero and every team is deleted and brought back,
// further columns, odd values and dangling links included.
func TestUndoRestoresDirtyRows(t *testing.T) {
	path := copyOf(t, "dirty.db")
	db := other(t, path)
	s := mustOpen(t, path)
	before := dump(t, db)
	heroes, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	teams, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var intents []intent.Intent
	for _, hero := range heroes.Rows {
		intents = append(intents, intent.DeleteHeroes{Heroes: []model.Hero{hero}})
	}
	for _, team := range teams.Rows {
		intents = append(intents, intent.DeleteTeams{Teams: []model.Team{team}})
	}
	refused := 0
	for i, intent := range intents {
		p, err := s.Plan(t.Context(), intent)
		if err != nil && strings.Contains(err.Error(), "does not exist, but has a membership here") {
			refused++
			continue
		}
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		change, err := s.Apply(t.Context(), p.Change)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if dump(t, db) == before {
			t.Fatalf("%d: nothing was deleted", i)
		}
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
	}
	if refused != 3 {
		t.Errorf("%d deletions were refused, want those of the three that have a dangling membership", refused)
	}
	for _, hero := range heroes.Rows {
		t.Run(fmt.Sprintf("edit hero %v", hero.ID), func(t *testing.T) {
			typed := hero
			typed.Age = model.Years(33)
			change := must(t, s, intent.EditHero{Shown: hero, Typed: typed})
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// What a confirmation says follows from a removal.
func TestPreview(t *testing.T) { engines(t, testPreview) }

func testPreview(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	for _, test := range []struct {
		name   string
		intent intent.Intent
		want   string
	}{
		{"the only active one leaves", intent.Remove{Members: []model.MembershipRef{seedMember(id(1), id(1))}},
			"Deadpond's membership of Z-Force | 1 | leaves Z-Force with no one active"},
		{"a trainee leaves", intent.Remove{Members: []model.MembershipRef{seedMember(id(1), id(2))}}, "Spider-Boy's membership of Z-Force | 1 | "},
		{"one of two active ones leaves", intent.Remove{Members: []model.MembershipRef{seedMember(id(2), id(3))}}, "Rusty-Man's membership of Preventers | 1 | "},
		{"a hero goes", intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(1), Name: "Deadpond"}}},
			"Deadpond id:1 | 2 | leaves Z-Force with no one active"},
		{"a team goes", intent.DeleteTeams{Teams: []model.Team{{ID: id(1), Name: "Z-Force"}}}, "Z-Force id:1 | 2 | "},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := s.Plan(t.Context(), test.intent)
			if err != nil {
				t.Fatal(err)
			}
			preview, err := s.Preview(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%s | %d | %s", strings.Join(preview.Names, ", "), preview.Links, strings.Join(preview.Follows, ", "))
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// rusty is the hero that the edits are about.
var rusty = model.Hero{ID: id(3), Name: "Rusty-Man", SecretName: "Tommy Sharp", Age: model.Years(48)}

// edited returns the edit of one field of rusty.
func edited(change func(*model.Hero)) intent.EditHero {
	typed := rusty
	change(&typed)
	return intent.EditHero{Shown: rusty, Typed: typed}
}

// Two people who edit different fields both win; the second one of the same
// field is told what it is now.
func TestConcurrentEdits(t *testing.T) { engines(t, testConcurrentEdits) }

func testConcurrentEdits(t *testing.T) {
	older := edited(func(h *model.Hero) { h.Age = model.Years(49) })
	for _, test := range []struct{ name, statement, want string }{
		{"another field", "UPDATE hero SET secret_name = 'Tom' WHERE id = 3", ""},
		{"the same field", "UPDATE hero SET age = 50 WHERE id = 3",
			`Nothing was changed: Rusty-Man has changed since: age is now "50".`},
		{"the hero is gone", "DELETE FROM heroteamlink WHERE hero_id = 3; DELETE FROM hero WHERE id = 3",
			"Nothing was changed: Rusty-Man no longer exists."},
	} {
		for _, moment := range []string{"before the plan", "after the plan"} {
			t.Run(test.name+" "+moment, func(t *testing.T) {
				path := copyOf(t, "sqlmodel.db")
				db := other(t, path)
				s := mustOpen(t, path)
				if moment == "before the plan" {
					mustExec(t, db, test.statement)
				}
				p, err := s.Plan(t.Context(), older)
				if moment == "after the plan" {
					mustExec(t, db, test.statement)
				}
				before := dump(t, db)
				if err == nil {
					_, err = s.Apply(t.Context(), p.Change)
				}
				if test.want != "" {
					mustConflict(t, db, before, err, test.want)
				} else if err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// What people type is checked, and a wrong field names its rule.
func TestEditsAreValidated(t *testing.T) { engines(t, testEditsAreValidated) }

func testEditsAreValidated(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	s := mustOpen(t, path)
	before := dump(t, db)
	for _, test := range []struct {
		name   string
		intent intent.Intent
		want   string
	}{
		{"empty name", edited(func(h *model.Hero) { h.Name = "  " }), "Name is empty"},
		{"long name", edited(func(h *model.Hero) { h.Name = strings.Repeat("x", 201) }), "Name has 201 characters"},
		{"control character", edited(func(h *model.Hero) { h.SecretName = "a\tb" }), "Secret name has a control character"},
		{"age abc", edited(func(h *model.Hero) { h.Age.Text = "abc" }), `Age "abc" is not a whole number`},
		{"age -1", edited(func(h *model.Hero) { h.Age.Text = "-1" }), `Age "-1" is not a whole number`},
		{"age 151", edited(func(h *model.Hero) { h.Age.Text = "151" }), `Age "151" is not a whole number`},
		{"age 4.5", edited(func(h *model.Hero) { h.Age.Text = "4.5" }), `Age "4.5" is not a whole number`},
		{"new team without a name", intent.Create{Teams: []model.Team{{Headquarters: "A"}}}, "Name is empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := s.Plan(t.Context(), test.intent)
			if model.ErrorCode(err) != model.Invalid || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			mustEqual(t, dump(t, db), before)
		})
	}
}

// A membership that is added while a deletion is being confirmed stops it, whether the
// database would refuse, end the membership too, or leave it behind.
func TestLinkAddedToADeletedHero(t *testing.T) { engines(t, testLinkAddedToADeletedHero) }

func testLinkAddedToADeletedHero(t *testing.T) {
	for name, keys := range map[string]string{
		"keys": "", "keys that cascade": ", FOREIGN KEY (hero_id) REFERENCES hero (id) ON DELETE CASCADE, FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE",
		"no keys": ", CHECK (TRUE)",
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			if keys != "" {
				mustExec(t, db, "CREATE TABLE heroteamlink2 (team_id INTEGER NOT NULL, hero_id INTEGER NOT NULL, is_training BOOLEAN NOT NULL, PRIMARY KEY (team_id, hero_id)"+keys+`);
					INSERT INTO heroteamlink2 SELECT * FROM heroteamlink; DROP TABLE heroteamlink; ALTER TABLE heroteamlink2 RENAME TO heroteamlink`)
			}
			s := mustOpen(t, path)
			made := recruit(t, s, "A")
			for name, delete := range map[string]change.Change{
				"Rusty-Man": planned(t, s, intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(3), Name: "Rusty-Man"}}}),
				"Z-Force":   planned(t, s, intent.DeleteTeams{Teams: []model.Team{{ID: id(1), Name: "Z-Force"}}}),
			} {
				mustExec(t, db, "INSERT INTO heroteamlink VALUES (1, 3, TRUE)")
				before := dump(t, db)
				_, err := s.Apply(t.Context(), delete)
				mustConflict(t, db, before, err, "Nothing was changed: "+name+" still has memberships.")
				mustExec(t, db, "DELETE FROM heroteamlink WHERE team_id = 1 AND hero_id = 3")
			}
			mustExec(t, db, "INSERT INTO heroteamlink SELECT 1, max(id), TRUE FROM hero")
			before := dump(t, db)
			_, err := s.Undo(t.Context(), made.Ref())
			mustConflict(t, db, before, err, "Nothing was changed: A still has memberships.")
		})
	}
}

// One change further down is undone on its own, as a new change, where its rows
// still are what it left.
func TestRevert(t *testing.T) { engines(t, testRevert) }

func testRevert(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	s := mustOpen(t, path)
	older := must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active})
	between := dump(t, db)
	newer := must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(2))}, Standing: model.Training})
	undone := must(t, s, intent.Revert{Change: older.Ref()})
	if want := "Undo: Deadpond: training → active in Preventers"; undone.Label != want {
		t.Errorf("label %q, want %q", undone.Label, want)
	}
	if got := strings.Join(lines(t, db, "SELECT CASE WHEN is_training THEN 1 ELSE 0 END FROM heroteamlink WHERE team_id = 2 ORDER BY hero_id"), ""); got != "110" {
		t.Errorf("flags %s, want 110", got)
	}
	mustUndo(t, s, undone.ID)
	mustUndo(t, s, newer.ID)
	mustEqual(t, dump(t, db), between)

	mustExec(t, db, "UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 2 AND hero_id = 1")
	before := dump(t, db)
	p, err := s.Plan(t.Context(), intent.Revert{Change: older.Ref()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), p.Change)
	mustConflict(t, db, before, err, "Nothing was changed: Deadpond's membership of Preventers has changed since: now training.")
}

// The history lists every change, newest first, and says what each did.
func TestHistoryIsListed(t *testing.T) { engines(t, testHistoryIsListed) }

func testHistoryIsListed(t *testing.T) {
	for name, option := range map[string]func(*data.Options){"in the file": as("ana@base"), "in memory": keepSchema} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, copyOf(t, "sqlmodel.db"), option)
			q := query.Query{List: query.History}
			if p, err := s.History().Changes(t.Context(), q, query.Seek{Limit: 10}); err != nil || len(p.Rows) != 0 {
				t.Fatalf("before the first change: %v, %v", p.Rows, err)
			}
			must(t, s, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active})
			must(t, s, edited(func(h *model.Hero) { h.SecretName = "Thomas" }))
			must(t, s, intent.Remove{Members: []model.MembershipRef{seedMember(id(1), id(2))}})
			p, err := s.History().Changes(t.Context(), q, query.Seek{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var labels []string
			for _, c := range p.Rows {
				labels = append(labels, c.Label)
			}
			want := []string{"Spider-Boy leaves Z-Force", "Rusty-Man: another secret name", "Deadpond: training → active in Preventers"}
			if !slices.Equal(labels, want) {
				t.Errorf("labels %q, want %q", labels, want)
			}
			if n, err := s.Reader().Count(t.Context(), q); err != nil || n != 3 {
				t.Errorf("counted %d, %v", n, err)
			}
			q.Filter = query.Terms("DEADPOND active")
			if p, err = s.History().Changes(t.Context(), q, query.Seek{Limit: 10}); err != nil || len(p.Rows) != 1 {
				t.Errorf("filtered: %d rows, %v", len(p.Rows), err)
			}
			mustDetail(t, s, 2, "Rusty-Man changed secret_name Tommy Sharp>Thomas secret")
			mustDetail(t, s, 1, "Deadpond's membership of Preventers changed is_training training>active")
			mustDetail(t, s, 3, "Spider-Boy's membership of Z-Force removed team Z-Force> hero Spider-Boy> is_training training>")
		})
	}
}

// mustDetail checks what the change with this id did.
func mustDetail(t *testing.T, s *data.Store, id int64, want string) {
	t.Helper()
	change, err := s.History().Stored(t.Context(), change.Ref{ID: id})
	if err != nil {
		t.Fatal(err)
	}
	if got := detailed(s, change); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// detailed returns what a change does, as one text.
func detailed(s *data.Store, change change.Change) string {
	got := ""
	for _, d := range s.History().Details(change, 10) {
		got += d.Who + " " + d.Verb
		for _, f := range d.Fields {
			got += " " + f.Column + " " + f.Before + ">" + f.After
			if f.Secret {
				got += " secret"
			}
		}
	}
	return got
}

// What a change makes is named also before it has an id, and after.
func TestDetailsOfCreation(t *testing.T) { engines(t, testDetailsOfCreation) }

func testDetailsOfCreation(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	w := intent.Create{
		Label: "New team", Teams: []model.Team{{Name: "Avengers", Headquarters: "Tower"}},
		Links: []intent.NewLink{{Team: intent.Created(0), Hero: intent.Existing(id(1)), Standing: model.Training}},
		Names: []model.Name{{Table: "hero", ID: id(1), Name: "Deadpond"}},
	}
	const made = "Avengers added %sname >Avengers headquarters >TowerDeadpond's membership of Avengers added team >Avengers hero >Deadpond is_training >training"
	if got, want := detailed(s, planned(t, s, w)), fmt.Sprintf(made, ""); got != want {
		t.Errorf("planned: got %q, want %q", got, want)
	}
	mustDetail(t, s, must(t, s, w).ID, fmt.Sprintf(made, "id >3 "))
}

// The standings of a part of the matrix.
func TestStandings(t *testing.T) { engines(t, testStandings) }

func testStandings(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	got, err := s.Reader().Standings(t.Context(), ids(1, 2), ids(1, 2, 99))
	if err != nil {
		t.Fatal(err)
	}
	want := map[model.LinkKey]model.Standing{
		{TeamID: id(1), HeroID: id(1)}: model.Active, {TeamID: id(1), HeroID: id(2)}: model.Training,
		{TeamID: id(2), HeroID: id(1)}: model.Training, {TeamID: id(2), HeroID: id(2)}: model.Active,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
