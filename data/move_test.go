package data_test

import (
	"testing"

	"roster/data/intent"
	"roster/data/model"
)

// moveTo wants members of the tutorial's roster to be in one of its teams.
func moveTo(team model.ID, members ...model.MembershipRef) intent.Move {
	return intent.Move{Members: members, To: model.Name{Table: model.TeamTable, ID: team, Name: seedMember(team, id(1)).Team}}
}

// A member who moves keeps the status and the fields, and has a new since. It is one
// change: undo and redo bring back the very bytes.
func TestMove(t *testing.T) { engines(t, testMove) }

func testMove(t *testing.T) {
	path := sinceFile(t, "since", "DATE")
	db := other(t, path)
	mustExec(t, db, "ALTER TABLE "+qualifiedName(t, "heroteamlink")+" ADD COLUMN role TEXT")
	mustExec(t, db, "UPDATE "+qualifiedName(t, "heroteamlink")+" SET role = 'scout', is_training = TRUE WHERE hero_id = 3")
	s := mustOpen(t, path, at(noon))
	before := dump(t, db)
	c := must(t, s, moveTo(id(1), seedMember(id(2), id(3))))
	if want := "Rusty-Man moves from Preventers to Z-Force"; c.Label != want {
		t.Errorf("the change is %q, want %q", c.Label, want)
	}
	mustSince(t, s, "since", seedMember(id(1), id(3)), "2026-03-04")
	mustSince(t, s, "role", seedMember(id(1), id(3)), "scout")
	standings, err := s.Reader().Standings(t.Context(), ids(1, 2), ids(3))
	if err != nil || len(standings) != 1 || standings[seedMember(id(1), id(3)).LinkKey] != model.Training {
		t.Errorf("%v, %v: want one membership, in training", standings, err)
	}
	after := dump(t, db)
	mustUndo(t, s, c.ID)
	mustEqual(t, dump(t, db), before)
	mustRedo(t, s, c.ID)
	mustEqual(t, dump(t, db), after)
	mustUndo(t, s, c.ID)
	mustEqual(t, dump(t, db), before)
	must(t, s, intent.Revert{Change: must(t, s, moveTo(id(1), seedMember(id(2), id(3)))).Ref()})
	mustEqual(t, dump(t, db), before)
}

// Many move as one, and one who can't keeps all where they are.
func TestMoveMany(t *testing.T) { engines(t, testMoveMany) }

func testMoveMany(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	s := mustOpen(t, path)
	mustExec(t, db, "INSERT INTO "+qualifiedName(t, "team")+" (id, name, headquarters) VALUES (3, 'Medics', 'x')")
	before := dump(t, db)
	medics := model.Name{Table: model.TeamTable, ID: id(3), Name: "Medics"}
	c := must(t, s, intent.Move{Members: []model.MembershipRef{seedMember(id(2), id(3)), seedMember(id(2), id(1))}, To: medics})
	if want := "2 heroes move from Preventers to Medics"; c.Label != want {
		t.Errorf("the change is %q, want %q", c.Label, want)
	}
	mustUndo(t, s, c.ID)
	mustEqual(t, dump(t, db), before)

	for want, wanted := range map[string]intent.Intent{
		"Nothing was changed: Spider-Boy is already in Z-Force: to leave Preventers, remove them from it.": moveTo(id(1), seedMember(id(2), id(2)), seedMember(id(2), id(3))),
		"Nothing was changed: Rusty-Man is no longer in Z-Force.":                                          moveTo(id(2), seedMember(id(1), id(3))),
		"Nothing was changed: Spider-Boy can move to Medics from one team only.":                           intent.Move{Members: []model.MembershipRef{seedMember(id(1), id(2)), seedMember(id(2), id(2))}, To: medics},
	} {
		if _, err := s.Plan(t.Context(), wanted); err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	p, err := s.Plan(t.Context(), moveTo(id(2), seedMember(id(2), id(3))))
	if err != nil || !p.Empty() || p.Already[0] != "Rusty-Man is already in Preventers" {
		t.Errorf("%v, %v: want nothing to do", p, err)
	}
	mustEqual(t, dump(t, db), before)

	stale := moveTo(id(1), seedMember(id(2), id(3)))
	stale.To.Name = "X-Force"
	if p, err = s.Plan(t.Context(), stale); err == nil {
		_, err = s.Apply(t.Context(), p.Change)
	}
	if want := `Nothing was changed: team 1 is now "Z-Force", no longer "X-Force".`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	mustEqual(t, dump(t, db), before)
}
