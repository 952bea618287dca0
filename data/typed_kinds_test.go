package data_test

import (
	"strings"
	"testing"
	"time"

	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
)

// kinds adds a column of each kind of value that SQLAlchemy has beside numbers and texts,
// which new heroes need.
func kinds(t *testing.T) string {
	if isPostgres(t) {
		return "DELETE FROM heroteamlink; DELETE FROM hero; ALTER TABLE hero ADD COLUMN meta JSONB NOT NULL, ADD COLUMN born TIME NOT NULL, ADD COLUMN uid UUID NOT NULL, ADD COLUMN tags VARCHAR[], ADD COLUMN created_at TIMESTAMP NOT NULL, ADD COLUMN day DATE"
	}
	return `DROP TABLE hero; DELETE FROM heroteamlink; CREATE TABLE hero (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER,
		meta JSON NOT NULL, born TIME NOT NULL, uid CHAR(32) NOT NULL, tags VARCHAR, created_at DATETIME NOT NULL, day DATE)`
}

// JSON, times of day, UUIDs and lists are typed, stored as SQLAlchemy stores them, and come
// back by undo and redo.
func TestTypedKinds(t *testing.T) { engines(t, testTypedKinds) }

func testTypedKinds(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, kinds(t))
	s := mustOpen(t, path)
	ghost := intent.NewHero(model.Hero{Name: "Ghost", SecretName: "G"}, nil, model.Training)
	_, err := s.Plan(t.Context(), ghost)
	mustInvalid(t, err, "meta", `meta, born, uid and created_at are empty, and must have a value. meta: type JSON, such as {"a": 1}, [] or null; born: type a time as 18:30; uid: type a UUID, or new for a new one; created_at: type a date and time as 2026-12-31 18:30, or now.`)
	const id = "0123abcd-4567-89ab-cdef-0123456789ab"
	ghost.HeroFields = []field.Typed{
		{Name: "meta", Typed: `{"a": [1, 2]}`}, {Name: "born", Typed: "7:05"}, {Name: "uid", Typed: strings.ToUpper(id)}, {Name: "tags", Typed: "{a,b}"}, {Name: "created_at", Typed: "now"},
	}
	ghost.HeroFields[1].Typed = "07:05"
	made := must(t, s, ghost)
	want := byEngine(t, `{"a": [1, 2]} 07:05:00.000000 0123abcd456789abcdef0123456789ab {a,b}`, `{"a": [1, 2]} 07:05:00 `+id+" {a,b}")
	if got := lines(t, db, "SELECT "+byEngine(t, "meta, CAST(born AS BLOB), uid, tags", "meta::text, born::text, uid::text, tags::text")+" FROM hero"); got[0] != want {
		t.Errorf("stored %q, want %q", got[0], want)
	}
	hero := made.Edits[0].After[0].(int64)
	shown, err := s.Reader().RowFields(t.Context(), "hero", ids(hero))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"meta": `{"a": [1, 2]}`, "born": "07:05:00", "uid": id, "tags": "{a,b}"} {
		if got := shown[model.NumberID(hero)][name].Text; got != want {
			t.Errorf("%s is shown as %q, want %q", name, got, want)
		}
	}
	if at, err := time.Parse("2006-01-02 15:04:05.999999", shown[model.NumberID(hero)]["created_at"].Text); err != nil || time.Since(at).Abs() > time.Hour {
		t.Errorf("now is %v (%v)", at, err)
	}
	if got := mustCheck(t, s); strings.Contains(got, "not of their type") {
		t.Error(got)
	}
	before := dump(t, db)
	mustUndo(t, s, made.ID)
	mustRedo(t, s, made.ID)
	mustEqual(t, dump(t, db), before)
}

// What is no value of its kind is refused with what to type.
func TestTypedKindsAreChecked(t *testing.T) {
	for _, test := range []struct {
		kind  field.Kind
		typed string
		want  string
	}{
		{field.JSON, "{a: 1}", `f "{a: 1}" is not JSON: type JSON, such as {"a": 1}, [] or null; texts are in double quotes.`},
		{field.Clock, "25:00", `f "25:00" is not a time of day: type a time as 18:30.`},
		{field.UUID, "abc", `f "abc" is not a UUID: type a UUID, or new for a new one.`},
		{field.Array, "a,b", `f "a,b" is not a list: type values in braces, such as {a,b}.`},
	} {
		mustRefuse(t, field.Field{Name: "f", Kind: test.kind}.Check(test.typed), test.want)
	}
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for f, want := range map[string]string{"created_at": "2026-11-29 12:00:00", "birth": ""} {
		if got := (field.Field{Name: f, Kind: field.Time}).Offer(now); got != want {
			t.Errorf("%s is offered %q, want %q", f, got, want)
		}
	}
	uid := field.Field{Name: "uid", Kind: field.UUID}
	if a, b := uid.Offer(now), uid.Offer(now); a == b || uid.Check(a) != nil {
		t.Errorf("the new UUIDs are %s and %s", a, b)
	}
}
