package data_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/internal/pgtest"
)

// spider is a membership of the roster with further fields, as on screen.
var spider = model.MembershipRef{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(2)}, Team: "Preventers", Hero: "Spider-Boy"}

// What is typed is stored as SQLAlchemy would store it, and undo brings back the
// very bytes.
func TestEditMember(t *testing.T) { engines(t, testEditMember) }

func testEditMember(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	before := dump(t, db)
	change := must(t, s, intent.EditMember{Member: spider, Shown: model.Training, Typed: model.Active, Fields: []field.Typed{
		{Name: "role", Shown: "scout", Typed: "medic"}, {Name: "joined", Shown: "2025-12-31", Typed: ""}, {Name: "rating", Shown: "3", Typed: "7.50"},
		{Name: "seen", Shown: "2026-11-21 08:15:30.25", Typed: "2026-12-01 09:00"}, {Name: "remote", Shown: "yes", Typed: "no"}, {Name: "missions", Shown: "0", Typed: "0"},
	}})
	if want := "Spider-Boy: training → active, role medic, no joined, rating 7.5, seen 2026-12-01 09:00:00, remote no in Preventers"; change.Label != want {
		t.Errorf("label %q\nwant  %q", change.Label, want)
	}
	want := byEngine(t, "is_training integer 0 | role text 'medic' | joined null NULL | rating real 7.5 | seen text '2026-12-01 09:00:00.000000' | remote integer 0 | missions integer 0",
		"is_training false | role medic | joined NULL | rating 7.50 | seen 2026-12-01 09:00:00 | remote false | missions 0")
	if got := storedFields(t, path, "is_training", "role", "joined", "rating", "seen", "remote", "missions"); got != want {
		t.Errorf("stored %s\nwant   %s", got, want)
	}
	after := dump(t, db)
	mustUndo(t, s, change.ID)
	mustEqual(t, dump(t, db), before)
	if _, err := s.Redo(t.Context(), change.Ref()); err != nil {
		t.Fatal(err)
	}
	if now := dump(t, db); now != after {
		t.Errorf("after redo:\n%s\nwant:\n%s", now, after)
	}
}

// storedFields returns columns of the membership of Spider-Boy as they are stored.
func storedFields(t testing.TB, path string, columns ...string) string {
	t.Helper()
	var cells []string
	for _, c := range columns {
		cells = append(cells, "'"+c+" ' || "+byEngine(t, "typeof("+c+") || ' ' || quote("+c+")", "coalesce("+c+"::text, 'NULL')"))
	}
	return strings.Join(lines(t, other(t, path), "SELECT "+strings.Join(cells, " || ' | ' || ")+" FROM heroteamlink WHERE team_id = 2 AND hero_id = 2"), "\n")
}

// Two people who edit different fields both win; the same one is a conflict, and
// nothing is written.
func TestEditMemberConflict(t *testing.T) { engines(t, testEditMemberConflict) }

func testEditMemberConflict(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	mustExec(t, db, "UPDATE heroteamlink SET missions = 3 WHERE team_id = 2 AND hero_id = 2")
	must(t, s, intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "role", Shown: "scout", Typed: "medic"}}})
	if got, want := storedFields(t, path, "role", "missions"), byEngine(t, "role text 'medic' | missions integer 3", "role medic | missions 3"); got != want {
		t.Errorf("stored %s, want %s", got, want)
	}
	_, err := s.Plan(t.Context(), intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "missions", Shown: "0", Typed: "1"}}})
	conflict, ok := errors.AsType[*model.Conflict](err)
	if want := `Nothing was changed: Spider-Boy's membership of Preventers has changed since: missions is now "3".`; !ok || conflict.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// One field of several memberships is one change, undone as one.
func TestSetField(t *testing.T) { engines(t, testSetField) }

func testSetField(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	before := dump(t, db)
	rusty := model.MembershipRef{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(3)}, Team: "Preventers", Hero: "Rusty-Man"}
	dead := model.MembershipRef{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(1)}, Team: "Preventers", Hero: "Deadpond"}
	plan, err := s.Plan(t.Context(), intent.SetField{Members: []model.MembershipRef{rusty, spider, dead}, Name: "role", Typed: "medic"})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Skipped != 1 || plan.Already[0] != "Rusty-Man has role medic in Preventers already" {
		t.Errorf("already: %q", plan.Already)
	}
	change, err := s.Apply(t.Context(), plan.Change)
	if err != nil {
		t.Fatal(err)
	}
	if want := "2 heroes: role → medic in Preventers"; change.Label != want {
		t.Errorf("label %q, want %q", change.Label, want)
	}
	if got := lines(t, db, "SELECT DISTINCT role FROM heroteamlink WHERE team_id = 2"); len(got) != 1 || got[0] != "medic" {
		t.Errorf("roles %v", got)
	}
	mustUndo(t, s, change.ID)
	mustEqual(t, dump(t, db), before)
}

// New rows have what was typed, else what the database gives; what must be given
// is refused where it is not.
func TestCreateWithFields(t *testing.T) { engines(t, testCreateWithFields) }

func testCreateWithFields(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	create := intent.NewHero(model.Hero{Name: "Kid", SecretName: "Cid"}, []model.Name{{Table: "team", ID: id(1), Name: "Z-Force"}}, model.Training)
	_, err := s.Plan(t.Context(), create)
	mustInvalid(t, err, "email", "email is empty: type at most 40 characters.")
	create.HeroFields = []field.Typed{{Name: "email", Typed: "kid@example"}}
	create.LinkFields = []field.Typed{{Name: "role", Typed: "scout"}, {Name: "rating", Shown: "3.5", Typed: "3.5"}}
	must(t, s, create)
	got := lines(t, db, "SELECT h.email, l.role, l.rating, l.missions IS NULL FROM hero h JOIN heroteamlink l ON l.hero_id = h.id WHERE h.name = 'Kid'")
	if len(got) != 1 || got[0] != byEngine(t, "kid@example scout 3.5 1", "kid@example scout 3.50 true") {
		t.Errorf("stored %q", got)
	}
	must(t, s, intent.Assign{Members: []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: id(1), HeroID: id(2)}, Team: "Z-Force", Hero: "Spider-Boy"}}, Standing: model.Training,
		Fields: []field.Typed{{Name: "rating", Shown: "3.5", Typed: "4"}}})
	if got := lines(t, db, "SELECT "+byEngine(t, "typeof(rating)", "'numeric'")+", rating FROM heroteamlink WHERE team_id = 1 AND hero_id = 2"); got[0] != byEngine(t, "integer 4", "numeric 4.00") {
		t.Errorf("stored %q", got)
	}
}

// What breaks a rule of the tables comes back about its field.
func TestBrokenRules(t *testing.T) { engines(t, testBrokenRules) }

func testBrokenRules(t *testing.T) {
	path := fieldsFile(t)
	s := mustOpen(t, path)
	rusty := model.Hero{ID: id(3), Name: "Rusty-Man", SecretName: "Tommy Sharp", Age: model.Years(48)}
	plan, err := s.Plan(t.Context(), intent.EditHero{Shown: rusty, Typed: rusty, Fields: []field.Typed{{Name: "email", Shown: "rusty@man.example", Typed: "dead@pond.example"}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), plan.Change)
	mustInvalid(t, err, "email", "email: dead@pond.example is taken (hero 1): nothing was changed.")
	plan, err = s.Plan(t.Context(), intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "rating", Shown: "3", Typed: "11"}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), plan.Change)
	mustInvalid(t, err, "", "A value breaks the rule fair of the table: nothing was changed. Correct it.")
	if isPostgres(t) {
		_, err = s.Plan(t.Context(), intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "rating", Shown: "3", Typed: "100"}}})
		mustInvalid(t, err, "rating", `rating "100" was refused: numeric field overflow.`)
		return
	}
	_, err = s.Plan(t.Context(), intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "rating", Shown: "3", Typed: "0.12345678901234567890123"}}})
	mustInvalid(t, err, "rating", `rating "0.12345678901234567890123" has more digits than SQLite keeps: shorten it.`)
}

func mustInvalid(t testing.TB, err error, field, want string) {
	t.Helper()
	e, ok := errors.AsType[*model.Error](err)
	if !ok || e.Code != model.Invalid || e.Field != field || e.Message != want {
		t.Errorf("got %v\nwant about %q: %s", err, field, want)
	}
}

// The computed column and the one of an unknown type are never written.
func TestUnwritableFields(t *testing.T) { engines(t, testUnwritableFields) }

func testUnwritableFields(t *testing.T) {
	path := fieldsFile(t)
	mustExec(t, other(t, path), "ALTER TABLE heroteamlink ADD COLUMN spot "+byEngine(t, "BLOB", "point"))
	s := mustOpen(t, path)
	_, err := s.Plan(t.Context(), intent.SetField{Members: []model.MembershipRef{spider}, Name: "senior", Typed: "yes"})
	mustInvalid(t, err, "senior", `There is no field "senior" of memberships that could be written: another program may have altered the tables.`)
	_, err = s.Plan(t.Context(), intent.SetField{Members: []model.MembershipRef{spider}, Name: "spot", Typed: "1"})
	mustInvalid(t, err, "spot", "spot is of the type "+byEngine(t, "BLOB", "point")+", which roster does not write.")
}

// Another program adds and drops columns: the catalogue is read again, and what
// was planned before is planned again.
func TestColumnsAddedAndDropped(t *testing.T) { engines(t, testColumnsAddedAndDropped) }

func testColumnsAddedAndDropped(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	setMedic := intent.SetField{Members: []model.MembershipRef{spider}, Name: "role", Typed: "medic"}
	plan, err := s.Plan(t.Context(), setMedic)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, db, "ALTER TABLE heroteamlink ADD COLUMN badge VARCHAR(8) DEFAULT 'none'")
	_, err = s.Apply(t.Context(), plan.Change)
	mustSayOf(t, err, model.SchemaChanged, "Another program altered the tables of "+path+": nothing was changed. Try again.")
	fieldOf(t, s, "heroteamlink", "badge")
	applied := must(t, s, setMedic)
	mustExec(t, db, "ALTER TABLE heroteamlink DROP COLUMN badge")
	mustUndoAltered(t, s, applied.ID)
	mustExec(t, db, "ALTER TABLE heroteamlink DROP COLUMN missions")
	mustLook(t, s, true)
	if d := s.History().Details(plan.Change, 1); len(d) != 1 || d[0].Fields[0] != (change.FieldChange{Column: "role", Before: "scout", After: "medic"}) {
		t.Errorf("a plan made before reads %v", d)
	}
	_, err = s.Plan(t.Context(), intent.SetField{Members: []model.MembershipRef{spider}, Name: "missions", Typed: "1"})
	mustInvalid(t, err, "missions", `There is no field "missions" of memberships that could be written: another program may have altered the tables.`)
}

// mustUndoAltered undoes a change whose rows had a column more: it can't bring
// that back.
func mustUndoAltered(t testing.TB, s *data.Store, id int64) {
	t.Helper()
	_, err := s.Undo(t.Context(), change.Ref{ID: id})
	mustSayOf(t, err, model.NotARoster, `Column "badge" of table "heroteamlink" is gone: this change can't be undone.`)
}

// No name of a column breaks anything.
func TestHostileFieldNames(t *testing.T) { engines(t, testHostileFieldNames) }

func testHostileFieldNames(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	names := []string{`say "hi"`, "it's", "select", "two  words", " led", "größe 大きい", "100%", "$1", "a.b", "v.column1", "l", "TRUE", "-- x", "[x]", "`x`"}
	for _, name := range names {
		mustExec(t, db, `ALTER TABLE heroteamlink ADD COLUMN "`+strings.ReplaceAll(name, `"`, `""`)+`" VARCHAR`)
	}
	s := mustOpen(t, path)
	for _, name := range names {
		change := must(t, s, intent.SetField{Members: []model.MembershipRef{spider, {LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(3)}, Team: "Preventers", Hero: "Rusty-Man"}}, Name: name, Typed: "value of " + name})
		if change.Count != 2 {
			t.Errorf("%s: %d rows", name, change.Count)
		}
		values, err := s.Reader().LinkFields(t.Context(), []model.LinkKey{spider.LinkKey})
		if err != nil || values[spider.LinkKey][name].Text != "value of "+name {
			t.Errorf("%s reads %v, %v", name, values[spider.LinkKey][name], err)
		}
		mustUndo(t, s, change.ID)
	}
}

// A roster may have very many fields.
func TestSixtyFields(t *testing.T) { engines(t, testSixtyFields) }

func testSixtyFields(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	for i := range 60 {
		mustExec(t, db, "ALTER TABLE heroteamlink ADD COLUMN f"+string(rune('a'+i%26))+string(rune('a'+i/26))+" INTEGER")
	}
	s := mustOpen(t, path)
	if n := len(s.Reader().Fields("heroteamlink")); n != 60 {
		t.Fatalf("%d fields", n)
	}
	change := must(t, s, intent.SetField{Members: []model.MembershipRef{spider}, Name: "fhc", Typed: "8"})
	mustUndo(t, s, change.ID)
}

// Many memberships are changed at once, whatever the type of the field is, and
// undone to what they were.
func TestSetFieldOfMany(t *testing.T) { engines(t, testSetFieldOfMany) }

func testSetFieldOfMany(t *testing.T) {
	path := fieldsFile(t)
	db, s := other(t, path), mustOpen(t, path)
	var members []model.MembershipRef
	for i := int64(100); i < 140; i++ {
		mustExec(t, db, fmt.Sprintf("INSERT INTO hero (id, name, secret_name, email) VALUES (%d, 'Hero %d', 'S', 'h%d')", i, i, i))
		mustExec(t, db, fmt.Sprintf("INSERT INTO heroteamlink (team_id, hero_id, is_training, missions) VALUES (2, %d, TRUE, %d)", i, i))
		members = append(members, model.MembershipRef{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(i)}, Team: "Preventers", Hero: fmt.Sprintf("Hero %d", i)})
	}
	before := dump(t, db)
	for name, value := range map[string]string{"role": "medic", "joined": "2024-02-29", "rating": "7.25", "seen": "2026-01-02 03:04", "remote": "yes", "missions": ""} {
		change := must(t, s, intent.SetField{Members: members, Name: name, Typed: value})
		if change.Count != len(members) {
			t.Errorf("%s: %d rows", name, change.Count)
		}
		values, err := s.Reader().LinkFields(t.Context(), keysOf(members))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range members {
			if got := values[m.LinkKey][name].Text; !strings.HasPrefix(got, value) || value == "" && got != "" {
				t.Fatalf("%s of %s is %q", name, m.Hero, got)
			}
		}
		mustUndo(t, s, change.ID)
		if now := dump(t, db); now != before {
			t.Errorf("%s, after undo:\n%s\nwant:\n%s", name, now, before)
		}
	}
}

func keysOf(members []model.MembershipRef) []model.LinkKey {
	keys := make([]model.LinkKey, len(members))
	for i, m := range members {
		keys[i] = m.LinkKey
	}
	return keys
}

// A time with a time zone is in UTC, whatever the server's own is, and undo brings
// back the very moment.
func TestZonedTimes(t *testing.T) { t.Run(onPostgres+string(pgtest.C), testZonedTimes) }

func testZonedTimes(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "ALTER TABLE heroteamlink ADD COLUMN met TIMESTAMP WITH TIME ZONE")
	mustExec(t, db, "UPDATE heroteamlink SET met = '2026-07-01 12:00:00.5+02'")
	s := mustOpen(t, path)
	before := dump(t, db)
	change := must(t, s, intent.EditMember{Member: spider, Fields: []field.Typed{{Name: "met", Shown: "2026-07-01 10:00:00.5", Typed: "2026-12-31 23:30"}}})
	if got := lines(t, db, "SELECT met = '2026-12-31 23:30:00Z' FROM heroteamlink WHERE team_id = 2 AND hero_id = 2"); got[0] != "true" {
		t.Errorf("it is the moment: %v", got)
	}
	mustUndo(t, s, change.ID)
	mustEqual(t, dump(t, db), before)
	draft := s.NewDraft()
	given, err := draft.Give("heroteamlink", "met", "2026-12-31 23:30:00", field.AsText)
	if err != nil {
		t.Fatal(err)
	}
	draft.Link(1, draft.Team(importer.Entry{ID: importer.Just(id(2)), Name: importer.Just("Preventers")}), draft.Hero(importer.Entry{ID: importer.Just(id(2)), Name: importer.Just("Spider-Boy")}), model.Absent, given)
	plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draft})
	if err != nil || plan.Links.Change != 1 {
		t.Fatalf("%+v %v", plan, err)
	}
	change, err = s.ApplyImport(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	mustUndo(t, s, change.ID)
	mustEqual(t, dump(t, db), before)
}
