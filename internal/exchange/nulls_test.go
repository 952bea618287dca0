package exchange

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roster/data"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/pgtest"
)

// optionalTables may be NULL in all but their keys and names; bytes and a type that roster
// does not know are among their columns.
const optionalTables = `CREATE TABLE team (id INTEGER NOT NULL, name VARCHAR NOT NULL, headquarters VARCHAR, PRIMARY KEY (id));
CREATE TABLE hero (id INTEGER NOT NULL, name VARCHAR NOT NULL, secret_name VARCHAR, age INTEGER, photo BLOB, place POLYGON, PRIMARY KEY (id));
CREATE TABLE heroteamlink (team_id INTEGER NOT NULL, hero_id INTEGER NOT NULL, is_training BOOLEAN, PRIMARY KEY (team_id, hero_id), FOREIGN KEY (team_id) REFERENCES team (id), FOREIGN KEY (hero_id) REFERENCES hero (id));`

// optionalRows have NULL wherever it may be.
const optionalRows = `INSERT INTO team VALUES (1, 'Zed', NULL);
INSERT INTO hero VALUES (1, 'Deadpond', NULL, NULL, X'00FF', '((1,2),(3,4))'), (2, 'Ann', NULL, NULL, NULL, NULL);
INSERT INTO heroteamlink VALUES (1, 1, NULL), (1, 2, TRUE);`

// optionalOn returns a roster of [optionalTables] on an engine, with rows.
func optionalOn(t *testing.T, engine, rows string) *data.Store {
	t.Helper()
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "optional.db")
	if engine == "postgres" {
		path = pgtest.Database(t, pgtest.ICU)
		err = pgtest.Exec(path, strings.NewReplacer("id INTEGER NOT NULL, name", "id SERIAL NOT NULL, name", "BLOB", "BYTEA", "X'", `'\x`).Replace(optionalTables+rows))
	} else {
		var db *sql.DB
		if db, err = sql.Open("sqlite", path); err == nil {
			_, err = db.Exec(optionalTables + rows)
			err = errors.Join(err, db.Close())
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(t.Context(), path, data.Options{Schema: string(schema)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// What is NULL where it may be, bytes, and types that roster does not know are exported and
// imported as they are, from either engine into either; a field can be left out.
func TestNullsAndBytesRoundTrip(t *testing.T) {
	want := map[Format]string{
		JSON: `{"teams": [
  {"id": 1, "name": "Zed", "headquarters": null}
 ],
 "heroes": [
  {"id": 1, "name": "Deadpond", "secret_name": null, "age": null, "photo": "\\x00ff", "place": "((1,2),(3,4))"},
  {"id": 2, "name": "Ann", "secret_name": null, "age": null, "photo": null, "place": null}
 ],
 "hero_team_links": [
  {"team_id": 1, "hero_id": 1, "is_training": null},
  {"team_id": 1, "hero_id": 2, "is_training": true}
 ]}
`,
		CSV: `team_id,team,headquarters,hero_id,hero,secret_name,age,is_training,hero.photo,hero.place
1,Zed,,1,Deadpond,,,,\x00ff,"((1,2),(3,4))"
1,Zed,,2,Ann,,,true,,
`,
	}
	for _, from := range []string{"sqlite", "postgres"} {
		s := optionalOn(t, from, optionalRows)
		report, err := s.Check(t.Context())
		if err != nil || report.HasErrors() {
			t.Errorf("%s: %v %v", from, report, err)
		}
		for format, text := range want {
			if got := written(t, s, format); got != text {
				t.Errorf("%s: %s is\n%s\nwant\n%s", from, format, got, text)
			}
			for _, to := range []string{"sqlite", "postgres"} {
				other := optionalOn(t, to, "")
				if wrong := importedInto(t, other, text, format); wrong != "" {
					t.Fatalf("%s to %s: %s", format, to, wrong)
				}
				if got := written(t, other, format); got != text {
					t.Errorf("in %s it is\n%s\nwant\n%s", to, got, text)
				}
			}
		}
		var out strings.Builder
		err = Write(t.Context(), &out, s, Options{Format: CSV, Secrets: true, Without: []string{"photo", "hero.place"}})
		if err != nil || strings.Contains(out.String(), "photo") || strings.Contains(out.String(), "((") || !strings.Contains(out.String(), "Deadpond") {
			t.Errorf("%s: %v\n%s", from, err, &out)
		}
		err = Write(t.Context(), &out, s, Options{Format: CSV, Without: []string{"team.photo"}})
		if model.ErrorCode(err) != model.Invalid {
			t.Errorf("a field that is not there: %v", err)
		}
	}
}

// An empty text and NULL are two things in JSON, on either engine: a file that has the other
// one is a change. CSV can't tell, and changes neither.
func TestEmptyTextsAreNotNull(t *testing.T) {
	const rows = `INSERT INTO team VALUES (1, 'A', NULL), (2, 'B', ''); INSERT INTO hero VALUES (1, 'C', NULL, NULL, NULL, NULL), (2, 'D', '', NULL, NULL, NULL)`
	for _, engine := range []string{"sqlite", "postgres"} {
		s, other := optionalOn(t, engine, rows), optionalOn(t, engine, "")
		text := written(t, s, JSON)
		if wrong := importedInto(t, other, text, JSON); wrong != "" {
			t.Fatalf("%s: %s", engine, wrong)
		}
		if got := written(t, other, JSON); got != text || strings.Count(got, `": "",`)+strings.Count(got, `": ""}`) != 2 {
			t.Errorf("%s: it is\n%s\nwas\n%s", engine, got, text)
		}
		for format, changed := range map[string]int{text: 0, strings.ReplaceAll(text, `""`, "null"): 2, strings.ReplaceAll(text, `"headquarters": null`, `"headquarters": ""`): 1, written(t, s, CSV): 0} {
			draft := s.NewDraft()
			if err := Read(t.Context(), strings.NewReader(format), "", draft); err != nil {
				t.Fatal(err)
			}
			plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draft})
			if err != nil || plan.Problems.Count > 0 || plan.Change.Rows() != changed {
				t.Errorf("%s: %d rows change, want %d: %v %v\n%s", engine, plan.Change.Rows(), changed, err, plan.Problems, format)
			}
		}
	}
}

// A text that looks like bytes comes back as that text.
func TestTextsThatLookLikeBytes(t *testing.T) {
	s := optionalOn(t, "sqlite", `INSERT INTO hero VALUES (1, 'A', '', NULL, '\x00ff', '\\x00'), (2, 'B', '', NULL, X'', '\xyz')`)
	for _, format := range []Format{JSON, CSV} {
		text := written(t, s, format)
		other := optionalOn(t, "sqlite", "")
		if wrong := importedInto(t, other, text, format); wrong != "" {
			t.Fatal(wrong)
		}
		if got := written(t, other, format); got != text {
			t.Errorf("it is\n%s\nwas\n%s", got, text)
		}
		values, err := other.Reader().RowFields(t.Context(), "hero", []model.ID{model.NumberID(1), model.NumberID(2)})
		if err != nil || values[model.NumberID(1)]["photo"].Text != `\x00ff` || values[model.NumberID(1)]["place"].Text != `\\x00` || values[model.NumberID(2)]["photo"].Text != "X''" || values[model.NumberID(2)]["place"].Text != `\xyz` {
			t.Errorf("%v %v", values, err)
		}
	}
}
