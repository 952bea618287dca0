package data_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// refused plans an intent and applies it, and returns why one of them was refused, and
// whether that was known before a question.
func refused(t *testing.T, s *data.Store, wanted intent.Intent) (why string, early bool) {
	t.Helper()
	p, err := s.Plan(t.Context(), wanted)
	if err != nil {
		return err.Error(), true
	}
	if _, err = s.Apply(t.Context(), p.Change); err != nil {
		return err.Error(), false
	}
	return "", false
}

// Rows of other tables that refer to what will be deleted are counted before the question
// is asked, and only they stand in its way: whether the database would refuse the deletion,
// or change them too.
func TestDeletionOfWhatIsReferredTo(t *testing.T) { engines(t, testDeletionOfWhatIsReferredTo) }

func testDeletionOfWhatIsReferredTo(t *testing.T) {
	preventers := intent.DeleteTeams{Teams: []model.Team{{ID: id(2), Name: "Preventers"}}}
	hero := intent.DeleteHeroes{Heroes: []model.Hero{rusty}}
	const undone = ", and roster could not restore that. Use the program that created it."
	for name, test := range map[string]struct {
		create, refer, free string // the column, what refers, and what does not any more
		intent              intent.Intent
		want                string
	}{
		"restricted": {
			"CREATE TABLE mission (id INTEGER PRIMARY KEY, hero_id INTEGER REFERENCES hero(id))", "INSERT INTO mission VALUES (1, 3), (2, 3), (3, 1)", "DELETE FROM mission WHERE hero_id = 3",
			hero, "Nothing was changed: Rusty-Man is referred to by 2 rows of mission (hero_id).",
		},
		"by a name": {
			"CREATE UNIQUE INDEX u ON hero (name); CREATE TABLE award (who VARCHAR REFERENCES hero(name) ON DELETE RESTRICT)", "INSERT INTO award VALUES ('Rusty-Man')", "DELETE FROM award",
			hero, "Nothing was changed: Rusty-Man is referred to by 1 row of award (who).",
		},
		"a membership": {
			"CREATE TABLE shift (team_id INTEGER, hero_id INTEGER, FOREIGN KEY (team_id, hero_id) REFERENCES heroteamlink (team_id, hero_id))", "INSERT INTO shift VALUES (2, 3)", "DELETE FROM shift",
			intent.Remove{Members: []model.MembershipRef{seedMember(id(2), id(3))}}, "Nothing was changed: Rusty-Man's membership of Preventers is referred to by 1 row of shift (team_id, hero_id).",
		},
		"cascade": {
			"CREATE TABLE t (hero INTEGER REFERENCES hero(id) ON DELETE CASCADE)", "INSERT INTO t VALUES (3)", "DELETE FROM t",
			hero, "Nothing was deleted: with Rusty-Man, 1 row of t (hero) would be deleted" + undone,
		},
		"heroes of a team": {
			"ALTER TABLE hero ADD COLUMN home_id INTEGER REFERENCES team(id) ON DELETE SET NULL", "UPDATE hero SET home_id = 2 WHERE id = 3", "UPDATE hero SET home_id = NULL",
			preventers, "Nothing was deleted: with Preventers, 1 row of hero (home_id) would be changed (SET NULL)" + undone,
		},
		"a mentor": {
			"ALTER TABLE hero ADD COLUMN mentor_id INTEGER REFERENCES hero(id)", "UPDATE hero SET mentor_id = 3 WHERE id = 2", "UPDATE hero SET mentor_id = NULL WHERE id = 2",
			hero, "Nothing was changed: Rusty-Man is referred to by 1 row of hero (mentor_id).",
		},
		"who approved it": {
			"ALTER TABLE heroteamlink ADD COLUMN approved_by INTEGER REFERENCES hero(id) ON DELETE CASCADE", "UPDATE heroteamlink SET approved_by = 3 WHERE hero_id = 2", "UPDATE heroteamlink SET approved_by = NULL WHERE hero_id = 2",
			hero, "Nothing was deleted: with Rusty-Man, 2 rows of heroteamlink (approved_by) would be deleted" + undone,
		},
		"approved by themselves": {
			"ALTER TABLE heroteamlink ADD COLUMN approved_by INTEGER REFERENCES hero(id)", "UPDATE heroteamlink SET approved_by = hero_id; UPDATE heroteamlink SET approved_by = 3 WHERE hero_id = 2", "UPDATE heroteamlink SET approved_by = hero_id",
			hero, "Nothing was changed: Rusty-Man is referred to by 2 rows of heroteamlink (approved_by).",
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			mustExec(t, db, test.create)
			s := mustOpen(t, path)
			planned := planned(t, s, test.intent)
			mustExec(t, db, test.refer)
			before := dump(t, db)
			why, early := refused(t, s, test.intent)
			if why != test.want || !early {
				t.Errorf("got  %s (early: %v)\nwant %s", why, early, test.want)
			}
			if _, err := s.Apply(t.Context(), planned); err == nil {
				t.Error("what came to be referred to after the question was deleted")
			}
			mustEqual(t, dump(t, db), before)
			mustExec(t, db, test.free)
			before = dump(t, db)
			done := must(t, s, test.intent)
			mustUndo(t, s, done.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// trigger creates a trigger on each engine that runs the statements for each row.
func trigger(t *testing.T, name, event, table, body string) string {
	when, _, _ := strings.Cut(event, " ")
	if !isPostgres(t) {
		return fmt.Sprintf("CREATE TRIGGER %s %s ON %s BEGIN %s; END", name, event, table, body)
	}
	row := "coalesce(new, old)"
	if when == "AFTER" {
		row = "NULL"
	}
	return fmt.Sprintf("CREATE FUNCTION %[1]s() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $f$ BEGIN %[2]s; RETURN %[3]s; END $f$; CREATE TRIGGER %[1]s %[4]s ON %[5]s FOR EACH ROW EXECUTE FUNCTION %[1]s()", name, body, row, event, table)
}

// A trigger stands in the way of a deletion only if it really changes or deletes other
// rows, which is known before the question.
func TestDeletionWithATrigger(t *testing.T) { engines(t, testDeletionWithATrigger) }

func testDeletionWithATrigger(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "CREATE TABLE note (hero_id INTEGER, text VARCHAR); INSERT INTO note VALUES (1, 'a'), (1, 'b'); CREATE TABLE log (text VARCHAR)")
	mustExec(t, db, trigger(t, "notes", "AFTER DELETE", "hero", "DELETE FROM note WHERE hero_id = old.id"))
	mustExec(t, db, trigger(t, "logs", "AFTER DELETE", "heroteamlink", "INSERT INTO log VALUES ('gone')"))
	s, before := mustOpen(t, path), dump(t, db)
	why, early := refused(t, s, intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(1), Name: "Deadpond"}}})
	want := `Nothing was deleted: the trigger "notes" acts on deletions, and would change or delete 2 more rows` + byEngine(t, "", " of note") + ", and roster could not restore that. Use the program that created it."
	if why != want || !early {
		t.Errorf("got  %s (early: %v)\nwant %s", why, early, want)
	}
	done := must(t, s, intent.DeleteHeroes{Heroes: []model.Hero{rusty}})
	mustUndo(t, s, done.ID)
	mustEqual(t, dump(t, db), before)
	mustRedo(t, s, done.ID)
	if got := lines(t, db, "SELECT text FROM log"); len(got) != 2 {
		t.Errorf("the log of the trigger has %d rows", len(got))
	}
}

// Triggers that keep a timestamp are left to it: what they fill in keeps no one from
// deleting, undoing and redoing.
func TestTriggersThatKeepATimestamp(t *testing.T) { engines(t, testTriggersThatKeepATimestamp) }

func testTriggersThatKeepATimestamp(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	now := byEngine(t, "strftime('%Y-%m-%d %H:%M:%f', 'now')", "clock_timestamp()")
	for _, table := range []string{"hero", "heroteamlink"} {
		mustExec(t, db, "ALTER TABLE "+table+" ADD COLUMN updated_at "+byEngine(t, "DATETIME", "TIMESTAMP"))
		row := map[string]string{"hero": "id = new.id", "heroteamlink": "team_id = new.team_id AND hero_id = new.hero_id"}[table]
		for _, event := range []string{"INSERT", "UPDATE"} {
			if isPostgres(t) {
				mustExec(t, db, trigger(t, table+event, "BEFORE "+event, table, "new.updated_at := "+now))
			} else {
				mustExec(t, db, trigger(t, table+event, "AFTER "+event, table, "UPDATE "+table+" SET updated_at = "+now+" WHERE "+row))
			}
		}
	}
	s := mustOpen(t, path)
	made := must(t, s, intent.NewHero(model.Hero{Name: "Ghost", SecretName: "G"}, []model.Name{{Table: "team", ID: id(1), Name: "Z-Force"}}, model.Training))
	ghost := model.Hero{ID: id(4), Name: "Ghost", SecretName: "G"}
	typed := ghost
	typed.Name = "Phantom"
	edited := must(t, s, intent.EditHero{Shown: ghost, Typed: typed})
	removed := must(t, s, intent.Remove{Members: []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: id(1), HeroID: id(4)}, Team: "Z-Force", Hero: "Phantom"}}})
	for range 2 {
		mustUndo(t, s, removed.ID)
		mustUndo(t, s, edited.ID)
		mustUndo(t, s, made.ID)
		mustRedo(t, s, made.ID)
		mustRedo(t, s, edited.ID)
		mustRedo(t, s, removed.ID)
	}
	must(t, s, intent.DeleteHeroes{Heroes: []model.Hero{typed}})
	if got := lines(t, db, "SELECT 1 FROM hero WHERE id = 4"); len(got) != 0 {
		t.Error("the hero is still there")
	}
}

// An index of texts that triggers keep follows every deletion and undo.
func TestTriggersThatKeepAnIndexOfTexts(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `CREATE VIRTUAL TABLE hero_fts USING FTS5(name, content='hero');
		INSERT INTO hero_fts(rowid,name) SELECT rowid,name FROM hero;
		CREATE TRIGGER hero_ai AFTER INSERT ON hero BEGIN INSERT INTO hero_fts (rowid, name) VALUES (new.rowid, new.name); END;
		CREATE TRIGGER hero_ad AFTER DELETE ON hero BEGIN INSERT INTO hero_fts (hero_fts, rowid, name) VALUES('delete', old.rowid, old.name); END`)
	s, before := mustOpen(t, path), dump(t, db)
	const find = "SELECT rowid FROM hero_fts WHERE hero_fts MATCH 'Rusty'"
	done := must(t, s, intent.DeleteHeroes{Heroes: []model.Hero{rusty}})
	if got := lines(t, db, find); len(got) != 0 {
		t.Errorf("the index still has %v", got)
	}
	mustUndo(t, s, done.ID)
	mustEqual(t, dump(t, db), before)
	mustEqual(t, strings.Join(lines(t, db, find), ""), "3")
	mustExec(t, db, "INSERT INTO hero_fts(hero_fts) VALUES('integrity-check')")
}

// What a trigger refuses is said in its words, without codes, and what it leaves out is
// never told as done.
func TestTriggersThatRefuse(t *testing.T) { engines(t, testTriggersThatRefuse) }

func testTriggersThatRefuse(t *testing.T) {
	hero := intent.DeleteHeroes{Heroes: []model.Hero{rusty}}
	newHero := intent.NewHero(model.Hero{Name: "Ghost", SecretName: "G"}, nil, model.Training)
	raise := byEngine(t, "SELECT RAISE(ABORT, 'no capes!')", "RAISE EXCEPTION 'no capes!'")
	ignore := byEngine(t, "SELECT RAISE(IGNORE)", "RETURN NULL")
	refusal := "was not changed. A trigger of it refused that: no capes!."
	for name, test := range map[string]struct {
		event, table, body string
		intent             intent.Intent
		want               string
		early              bool
	}{
		"delete":         {"BEFORE DELETE", "hero", raise, hero, refusal, true},
		"insert":         {"BEFORE INSERT", "hero", raise, newHero, refusal, false},
		"update":         {"BEFORE UPDATE", "heroteamlink", raise, graduate, refusal, false},
		"delete ignored": {"BEFORE DELETE", "hero", ignore, hero, "Nothing was changed: Rusty-Man is kept as it is by a trigger of the database.", false},
		"insert ignored": {"BEFORE INSERT", "hero", ignore, newHero, `Nothing was changed: a trigger of the table "hero" skipped the new row.`, false},
		"update ignored": {"BEFORE UPDATE", "heroteamlink", ignore, graduate, "Nothing was changed: Spider-Boy's membership of Z-Force is kept as it is by a trigger of the database.", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			mustExec(t, db, trigger(t, "refuse", test.event, test.table, test.body))
			s, before := mustOpen(t, path), dump(t, db)
			why, early := refused(t, s, test.intent)
			if early != test.early && test.early {
				t.Error("that was not known before the question")
			}
			if !strings.Contains(why, test.want) || strings.ContainsAny(why, "()") {
				t.Errorf("got %q, want %q", why, test.want)
			}
			mustEqual(t, dump(t, db), before)
		})
	}
}
