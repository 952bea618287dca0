package data_test

import (
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
)

// stamped makes heroes and memberships need a UUID and the time when they were created.
func stamped(t testing.TB) string {
	if isPostgres(t) {
		return "DELETE FROM heroteamlink; DELETE FROM hero; ALTER TABLE hero ADD COLUMN uid UUID NOT NULL, ADD COLUMN created_at TIMESTAMP NOT NULL;" +
			"ALTER TABLE heroteamlink ADD COLUMN uid UUID NOT NULL, ADD COLUMN joined_on DATE NOT NULL"
	}
	return `DROP TABLE heroteamlink; DROP TABLE hero;
		CREATE TABLE hero (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER, uid CHAR(32) NOT NULL UNIQUE, created_at DATETIME NOT NULL);
		CREATE TABLE heroteamlink (team_id INTEGER NOT NULL REFERENCES team (id), hero_id INTEGER NOT NULL REFERENCES hero (id), is_training BOOLEAN NOT NULL,
			uid CHAR(32) NOT NULL UNIQUE, joined_on DATE NOT NULL, PRIMARY KEY (team_id, hero_id))`
}

// New rows of an import get in a required field what a form offers there, whether the import is
// kept for undo or not. What the file gives counts.
func TestImportFillsRequiredFields(t *testing.T) { engines(t, testImportFillsRequiredFields) }

func testImportFillsRequiredFields(t *testing.T) {
	for _, kept := range []int{1000, 1} {
		path := copyOf(t, "sqlmodel.db")
		db := other(t, path)
		mustExec(t, db, stamped(t))
		before := lines(t, db, "SELECT * FROM hero")
		s := mustOpen(t, path, func(o *data.Options) { o.MaxKept = kept })
		d := s.NewDraft()
		give := func(table, name, text string) importer.FieldValue {
			t.Helper()
			v, err := d.Give(table, name, text, field.AsText)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		red := d.Team(importer.Entry{Line: 1, Name: importer.Just("Red")})
		const uid = "0123abcd-4567-89ab-cdef-0123456789ab"
		for i, given := range [][]importer.FieldValue{nil, {give("hero", "created_at", "2020-01-02 03:04:05")}, {give("hero", "uid", uid)}} {
			hero := d.Hero(importer.Entry{Line: i + 1, Name: importer.Just(string("ABC"[i])), Fields: given})
			var ofLink []importer.FieldValue
			if i == 1 {
				ofLink = append(ofLink, give("heroteamlink", "joined_on", "2020-01-02"))
			}
			d.Link(i+1, red, hero, model.Active, ofLink...)
		}
		plan := importPlan(t, s, importer.Import{Draft: d})
		if plan.Problems.Count > 0 {
			t.Fatalf("problems: %v", plan.Problems.List)
		}
		c, err := s.ApplyImport(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(lines(t, db, "SELECT name, "+byEngine(t, "substr(created_at, 1, 10)", "created_at::date::text")+", "+byEngine(t, "substr(joined_on, 1, 10)", "joined_on::text")+
			" FROM hero JOIN heroteamlink ON hero_id = hero.id ORDER BY name"), "; ")
		if strings.Count(got, "2020-01-02") != 2 || strings.Count(got, "2026-11-22") != 4 {
			t.Errorf("kept %d: %s", kept, got)
		}
		ids := lines(t, db, "SELECT replace("+byEngine(t, "uid", "uid::text")+", '-', '') FROM hero UNION SELECT replace("+byEngine(t, "uid", "uid::text")+", '-', '') FROM heroteamlink")
		if len(ids) != 6 || !slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(id, strings.ReplaceAll(uid, "-", "")) }) {
			t.Errorf("kept %d: the ids are %s", kept, ids)
		}
		if kept > 1 {
			if _, err := s.Undo(t.Context(), c.Ref()); err != nil {
				t.Fatal(err)
			}
			if after := lines(t, db, "SELECT * FROM hero"); !slices.Equal(before, after) {
				t.Errorf("undo left %s", after)
			}
		}
	}
}
