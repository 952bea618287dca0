package data_test

import (
	"strings"
	"testing"

	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
)

// Headquarters and a secret name may be missing: an empty text, and NULL where the
// column may be NULL.
func TestNoHeadquartersNoSecretName(t *testing.T) { engines(t, testNoHeadquartersNoSecretName) }

func testNoHeadquartersNoSecretName(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	if isPostgres(t) {
		mustExec(t, db, "ALTER TABLE hero ALTER COLUMN secret_name DROP NOT NULL")
	} else {
		mustExec(t, db, "CREATE TABLE kept AS SELECT * FROM hero")
		mustExec(t, db, "DROP TABLE hero")
		mustExec(t, db, "CREATE TABLE hero (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR, age INTEGER)")
		mustExec(t, db, "INSERT INTO hero SELECT * FROM kept")
	}
	s := mustOpen(t, path)
	team := intent.NewTeam(model.Team{Name: "Medics", Headquarters: " "}, nil, model.Active)
	must(t, s, team)
	made := must(t, s, intent.NewHero(model.Hero{Name: "Anna Müller"}, nil, model.Active))
	anna := made.Edits[0].After[0].(int64)
	const secret = "SELECT coalesce(secret_name, 'NULL') FROM hero WHERE name = 'Anna Müller'"
	mustEqual(t, strings.Join(lines(t, db, secret), ""), "NULL")
	mustEqual(t, strings.Join(lines(t, db, "SELECT '<' || headquarters || '>' FROM team WHERE name = 'Medics'"), ""), "<>")
	shown := model.Hero{ID: id(anna), Name: "Anna Müller"}
	edit := func(secret string) {
		t.Helper()
		typed := shown
		typed.SecretName = secret
		must(t, s, intent.EditHero{Shown: shown, Typed: typed})
		shown = typed
	}
	edit("Nightingale")
	mustEqual(t, strings.Join(lines(t, db, secret), ""), "Nightingale")
	edit("")
	mustEqual(t, strings.Join(lines(t, db, secret), ""), "NULL")
	d := importer.NewDraft()
	d.Hero(importer.Entry{Line: 1, Name: importer.Just("Jonas Berg")})
	if _, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d})); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(lines(t, db, "SELECT coalesce(secret_name, 'NULL') FROM hero WHERE name = 'Jonas Berg'"), ""), "NULL")
	mustEqual(t, mustCheck(t, s), "heroes on no team: 2\n  hero Anna Müller id:4\n  hero Jonas Berg id:5\nteams without members: 1\n  team Medics id:3\n")
}
