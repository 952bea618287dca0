package data_test

import (
	"errors"
	"strings"
	"testing"

	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
)

// mustBeTaken checks that an error says in which column which value is taken, and that
// nothing was written.
func mustBeTaken(t *testing.T, err error, column, want string) {
	t.Helper()
	e, ok := errors.AsType[*model.Error](err)
	if !ok || e.Code != model.Invalid || e.Field != column || e.Message != want+": nothing was changed." {
		t.Errorf("got  %v\nwant %s, about %q", err, want, column)
	}
}

// What no two rows may share is said with the row that has it, whatever the rule is made
// of; it is never taken for a race.
func TestUniqueValues(t *testing.T) { engines(t, testUniqueValues) }

func testUniqueValues(t *testing.T) {
	deadpond := model.Hero{ID: id(1), Name: "Deadpond", SecretName: "Dive Wilson"}
	rename := func(to string) intent.Intent {
		typed := deadpond
		typed.Name = to
		return intent.EditHero{Shown: deadpond, Typed: typed}
	}
	number := intent.EditMember{Member: seedMember(id(2), id(3)), Shown: model.Active, Typed: model.Active, Fields: []field.Typed{{Name: "number", Typed: "7"}}}
	for name, test := range map[string]struct {
		rule         string
		intent       intent.Intent
		column, want string
	}{
		"a name":        {"CREATE UNIQUE INDEX u ON hero (name)", rename("Rusty-Man"), "name", "name: Rusty-Man is taken (hero 3)"},
		"an expression": {"CREATE UNIQUE INDEX u ON hero (lower(name))", rename("RUSTY-MAN"), "name", "name: RUSTY-MAN is taken (hero 3)"},
		"a new team":    {"CREATE UNIQUE INDEX u ON team (name)", intent.NewTeam(model.Team{Name: "Z-Force"}, nil, model.Active), "name", "name: Z-Force is taken (team 1)"},
		"a secret name": {"CREATE UNIQUE INDEX u ON hero (secret_name)", intent.EditHero{Shown: deadpond, Typed: model.Hero{ID: id(1), Name: "Deadpond", SecretName: "Tommy Sharp"}}, "secret_name", "secret_name is taken (hero 3)"},
		"a pair": {
			"ALTER TABLE heroteamlink ADD COLUMN number INTEGER; CREATE UNIQUE INDEX u ON heroteamlink (team_id, number); UPDATE heroteamlink SET number = 7 WHERE team_id = 2 AND hero_id = 1",
			number, "number", "number: 7 is taken (Deadpond's membership of Preventers) with team: Preventers",
		},
		"a part of the rows": {
			"CREATE UNIQUE INDEX one_active ON heroteamlink (hero_id) WHERE is_training = FALSE",
			intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active}, "hero_id",
			"hero: Deadpond is taken (Deadpond's membership of Z-Force), among those with " + byEngine(t, "is_training = FALSE", "(is_training = false)") + " (index one_active)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			mustExec(t, db, test.rule)
			s, before := mustOpen(t, path), dump(t, db)
			p, err := s.Plan(t.Context(), test.intent)
			if err == nil {
				_, err = s.Apply(t.Context(), p.Change)
			}
			mustBeTaken(t, err, test.column, test.want)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// Names that an import exchanges are exchanged, and those that it moves along a chain; an
// undo takes that back.
func TestExchangedNames(t *testing.T) { engines(t, testExchangedNames) }

func testExchangedNames(t *testing.T) {
	for _, rule := range []string{"CREATE UNIQUE INDEX u ON hero (name)", "CREATE UNIQUE INDEX u ON hero (lower(name))"} {
		path := copyOf(t, "sqlmodel.db")
		db := other(t, path)
		mustExec(t, db, rule)
		s, before := mustOpen(t, path), dump(t, db)
		d := s.NewDraft()
		for id, name := range map[int64]string{1: "Rusty-Man", 2: "Deadpond", 3: "Spider-Boy"} {
			d.Hero(importer.Entry{Line: int(id), ID: importer.Just(model.NumberID(id)), Name: importer.Just(name)})
		}
		d.Hero(importer.Entry{Line: 4, ID: importer.Just(id(9)), Name: importer.Just("Black Lion"), Text: importer.Just("x")})
		done, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d, Match: importer.MatchID}))
		if err != nil {
			t.Fatal(err)
		}
		mustEqual(t, strings.Join(lines(t, db, "SELECT name FROM hero ORDER BY id"), " "), "Rusty-Man Deadpond Spider-Boy Black Lion")
		after := dump(t, db)
		mustUndo(t, s, done.ID)
		mustEqual(t, dump(t, db), before)
		mustRedo(t, s, done.ID)
		mustEqual(t, dump(t, db), after)
	}
}

// A file that gives one name twice is refused with that.
func TestNameGivenTwice(t *testing.T) { engines(t, testNameGivenTwice) }

func testNameGivenTwice(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "CREATE UNIQUE INDEX u ON hero (name)")
	s, before := mustOpen(t, path), dump(t, db)
	d := s.NewDraft()
	for id := int64(7); id < 9; id++ {
		d.Hero(importer.Entry{Line: int(id), ID: importer.Just(model.NumberID(id)), Name: importer.Just("Twin"), Text: importer.Just("x")})
	}
	_, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d, Match: importer.MatchID}))
	mustBeTaken(t, err, "name", "name: Twin is given twice")
	mustEqual(t, dump(t, db), before)
}
