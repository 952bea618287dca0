package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/pgtest"
)

// fieldsOn returns a roster with custom fields on an engine, with its rows or
// without.
func fieldsOn(t testing.TB, engine string, emptied bool, change ...func(*data.Options)) *data.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fields.db")
	if engine == "postgres" {
		path = pgtest.Filled(t, pgtest.ICU, "../../testdata/fields_postgres.sql")
	} else {
		content, err := os.ReadFile("../../testdata/fields.db")
		if err == nil {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	opts := data.Options{Schema: string(schema)}
	for _, c := range change {
		c(&opts)
	}
	s, err := data.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if emptied {
		wantNoRows(t, s)
	}
	return s
}

// wantNoRows deletes every row.
func wantNoRows(t testing.TB, s *data.Store) {
	t.Helper()
	var teams intent.DeleteTeams
	var heroes intent.DeleteHeroes
	err := s.Snapshot(t.Context(), "Test", func(snapshot *snapshot.Snapshot) error {
		err := snapshot.Teams(t.Context(), func(team model.Team, _ []field.Stored) error { teams.Teams = append(teams.Teams, team); return nil })
		if err != nil {
			return err
		}
		return snapshot.Heroes(t.Context(), func(h model.Hero, _ []field.Stored) error { heroes.Heroes = append(heroes.Heroes, h); return nil })
	})
	for _, wanted := range []intent.Intent{teams, heroes} {
		var plan intent.Plan
		if err == nil {
			plan, err = s.Plan(t.Context(), wanted)
		}
		if err == nil {
			_, err = s.Apply(t.Context(), plan.Change)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

const fieldsJSON = `{"teams": [
  {"id": 1, "name": "Z-Force", "headquarters": "Sister Margaret's Bar", "note": null},
  {"id": 2, "name": "Preventers", "headquarters": "Sharp Tower", "note": "Meets on Mondays"}
 ],
 "heroes": [
  {"id": 1, "name": "Deadpond", "secret_name": "Dive Wilson", "age": null, "email": "dead@pond.example"},
  {"id": 2, "name": "Spider-Boy", "secret_name": "Pedro Parqueador", "age": null, "email": "spider@boy.example"},
  {"id": 3, "name": "Rusty-Man", "secret_name": "Tommy Sharp", "age": 48, "email": "rusty@man.example"}
 ],
 "hero_team_links": [
  {"team_id": 1, "hero_id": 1, "is_training": false, "role": "leader", "joined": "2024-02-29", "rating": 4.5, "seen": "2026-11-20 18:30:00", "remote": false, "missions": 12, "extra": null},
  {"team_id": 2, "hero_id": 1, "is_training": true, "role": null, "joined": null, "rating": 3.5, "seen": null, "remote": null, "missions": null, "extra": null},
  {"team_id": 2, "hero_id": 2, "is_training": true, "role": "scout", "joined": "2025-12-31", "rating": 3, "seen": "2026-11-21 08:15:30.25", "remote": true, "missions": 0, "extra": null},
  {"team_id": 2, "hero_id": 3, "is_training": false, "role": "medic", "joined": null, "rating": 9.25, "seen": null, "remote": false, "missions": 40, "extra": "{\"badge\": 7}"}
 ]}
`

const fieldsCSV = `team_id,team,headquarters,hero_id,hero,secret_name,age,is_training,team.note,hero.email,link.role,link.joined,link.rating,link.seen,link.remote,link.missions,link.extra
1,Z-Force,Sister Margaret's Bar,1,Deadpond,Dive Wilson,,false,,dead@pond.example,leader,2024-02-29,4.5,2026-11-20 18:30:00,false,12,
2,Preventers,Sharp Tower,1,Deadpond,Dive Wilson,,true,Meets on Mondays,dead@pond.example,,,3.5,,,,
2,Preventers,Sharp Tower,2,Spider-Boy,Pedro Parqueador,,true,Meets on Mondays,spider@boy.example,scout,2025-12-31,3,2026-11-21 08:15:30.25,true,0,
2,Preventers,Sharp Tower,3,Rusty-Man,Tommy Sharp,48,false,Meets on Mondays,rusty@man.example,medic,,9.25,,false,40,"{""badge"": 7}"
`

// Fields go out and come back the same, from either engine into either, and the
// files of both are the same.
func TestFieldsRoundTrip(t *testing.T) {
	for _, from := range []string{"sqlite", "postgres"} {
		t.Run(from, func(t *testing.T) {
			s := fieldsOn(t, from, false)
			for format, want := range map[Format]string{JSON: fieldsJSON, CSV: fieldsCSV} {
				if got := written(t, s, format); got != want {
					t.Errorf("%s is\n%s\nwant\n%s", format, got, want)
				}
				for _, to := range []string{"sqlite", "postgres"} {
					other := fieldsOn(t, to, true)
					if wrong := importedInto(t, other, want, format); wrong != "" {
						t.Fatalf("%s to %s: %s", format, to, wrong)
					}
					if got := written(t, other, format); got != want {
						t.Errorf("in %s it is\n%s\nwant\n%s", to, got, want)
					}
					if wrong := importedInto(t, other, want, format); wrong != "" {
						t.Errorf("again: %s", wrong)
					}
				}
			}
		})
	}
}

// An import that is too large for the history writes the fields as well; rows that
// are given different ones are filled in by the database.
func TestFieldsInBulk(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		s := fieldsOn(t, engine, true, func(o *data.Options) { o.MaxKept = 5 })
		text := strings.Replace(strings.Replace(fieldsJSON, `, "rating": 3.5`, "", 1), `, "note": null`, "", 1)
		if wrong := importedInto(t, s, text, JSON); wrong != "" {
			t.Fatal(wrong)
		}
		if got := written(t, s, JSON); got != fieldsJSON {
			t.Errorf("%s: it is\n%s\nwant\n%s", engine, got, fieldsJSON)
		}
		other := strings.NewReplacer(`"medic"`, `"scout"`, "9.25", "1.5", "spider@boy", "boy@spider", "Meets on Mondays", "Never meets", `"joined": null`, `"joined": "2020-02-02"`).Replace(fieldsJSON)
		if wrong := importedInto(t, s, other, JSON); wrong != "" {
			t.Fatal(wrong)
		}
		if got := written(t, s, JSON); got != other {
			t.Errorf("%s: it is\n%s\nwant\n%s", engine, got, other)
		}
	}
}

// Undo takes an import of fields back, on either engine.
func TestFieldsUndone(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		s := fieldsOn(t, engine, false)
		other := strings.NewReplacer(`"medic"`, `null`, "9.25", "10", "spider@boy", "boy@spider", `"seen": null`, `"seen": "2020-02-02 10:00:00.125"`).Replace(fieldsJSON)
		if wrong := importedInto(t, s, other, JSON); wrong != "" {
			t.Fatal(wrong)
		}
		change, err := s.History().NextUndo(t.Context())
		if err == nil {
			_, err = s.Undo(t.Context(), change.Ref())
		}
		if err != nil {
			t.Fatalf("%s: %v", engine, err)
		}
		if got := written(t, s, JSON); got != fieldsJSON {
			t.Errorf("%s: it is\n%s\nwant\n%s", engine, got, fieldsJSON)
		}
	}
}

// What the fields say changes the rows that are there, and only them.
func TestFieldsChange(t *testing.T) {
	s := fieldsOn(t, "sqlite", false)
	draft := s.NewDraft()
	text := "hero,team,is_training,link.role,link.missions,hero.email\nSpider-Boy,Preventers,true,medic,0,spider@boy.example\nDeadpond,Preventers,true,,,dead@pond.example\n"
	if err := Read(t.Context(), strings.NewReader(text), CSV, draft); err != nil {
		t.Fatal(err)
	}
	plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draft})
	if err != nil || plan.Problems.Count > 0 || plan.Links != (importer.Counts{Change: 1, Same: 1}) || plan.Heroes != (importer.Counts{Same: 2}) {
		t.Fatalf("%+v %v", plan, err)
	}
	if _, err := s.ApplyImport(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(fieldsCSV, "scout", "medic", 1); written(t, s, CSV) != want {
		t.Errorf("it is\n%s\nwant\n%s", written(t, s, CSV), want)
	}
}

// What is wrong with a field is said with its line, before anything is written.
func TestFieldProblems(t *testing.T) {
	for text, want := range map[string]string{
		"team,headquarters,link.rank\nA,B,\n":                                     `1: roster does not know the column "link.rank": the columns are team_id, team, headquarters, hero_id, hero, secret_name, age, is_training, team.note, hero.email, link.role, link.joined, link.rating, link.seen, link.remote, link.missions, link.extra`,
		"team,headquarters,team.note, team.note\nA,B,x,y\n":                       "1: the column team.note appears twice",
		"team,headquarters,team.note,team.note\nA,B,,\n":                          "1: the column team.note appears twice",
		"hero,secret_name\nKid,Cid\n":                                             "2: “Kid” is new: it needs email",
		"hero,secret_name,hero.email\nKid,Cid,\n":                                 "2: email is null, but must have a value",
		"team,team.note,hero.email\nZ-Force,x,y\n":                                "2: hero.email is given, but no hero",
		"hero,team,is_training,link.role\nDeadpond,Z-Force,true,cook\n":           `2: role "cook" is not one of the allowed values: choose one of scout, medic, leader`,
		"hero,team,is_training,link.joined\nDeadpond,Z-Force,true,2025-02-29\n":   `2: joined "2025-02-29" is not a date that exists: type a date as 2026-12-31`,
		"hero,team,is_training,link.missions\nDeadpond,Z-Force,true,4.5\n":        `2: missions "4.5" is not a whole number: type a whole number`,
		"hero,hero.email\nDeadpond,a\nDeadpond,b\n":                               "3: email of “Deadpond” is different in line 2: make them the same",
		`{"heroes": [{"id": 1, "name": "Deadpond", "rank": 3}]}`:                  `1: heroes[0]: roster does not know the field "rank": the fields are id, name, secret_name, age, email`,
		`{"heroes": [{"id": 1, "name": "Deadpond", "email": 3}]}`:                 "1: heroes[0]: email is 3, not text",
		`{"hero_team_links": [{"team_id": 1, "hero_id": 1, "senior": true}]}`:     `1: hero_team_links[0]: roster does not know the field "senior": the fields are team_id, hero_id, is_training, role, joined, rating, seen, remote, missions, extra`,
		`{"hero_team_links": [{"team_id": 1, "hero_id": 1, "remote": "yes"}]}`:    "1: hero_team_links[0]: remote is yes, not yes or no",
		`{"hero_team_links": [{"team_id": 1, "hero_id": 1, "rating": null}]}`:     "1: hero_team_links[0]: rating is null, but must have a value",
		`{"hero_team_links": [{"team_id": 1, "hero_id": 1, "role": "a\u0000b"}]}`: "1: hero_team_links[0]: role has a NUL character: remove it",
	} {
		s := fieldsOn(t, "sqlite", false)
		before := written(t, s, JSON)
		if got := importedInto(t, s, text, ""); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
		if written(t, s, JSON) != before {
			t.Errorf("%s changed something", text)
		}
	}
}

// Names of columns are no more than names, and texts come back whatever they are.
func TestHostileFieldsRoundTrip(t *testing.T) {
	columns := []string{
		`ALTER TABLE heroteamlink ADD COLUMN "say ""hi"", twice" VARCHAR`, `ALTER TABLE heroteamlink ADD COLUMN "hero.email" VARCHAR`,
		`ALTER TABLE hero ADD COLUMN "größe 大きい" VARCHAR`, `ALTER TABLE team ADD COLUMN "=1+1" VARCHAR`, `ALTER TABLE team ADD COLUMN "TEAMS" VARCHAR NOT NULL DEFAULT ''`,
	}
	rows := []string{
		"INSERT INTO team VALUES (1, 'A', 'B', '=1+1', ''), (2, 'C', 'D', '', ''''), (3, 'E', 'F', NULL, '''''')",
		"INSERT INTO hero VALUES (1, 'H', 'S', NULL, 'a' || char(10) || 'b'), (2, 'I', 'S', NULL, char(13, 10))",
		"INSERT INTO heroteamlink VALUES (1, 1, 0, ' ', 'NULL'), (2, 2, 1, '-', '')",
	}
	s, other := rosterOf(t, append(columns, rows...)...), rosterOf(t, columns...)
	for _, format := range []Format{JSON, CSV} {
		text := written(t, s, format)
		if wrong := importedInto(t, other, text, format); wrong != "" {
			t.Fatalf("%s\n%s", wrong, text)
		}
		if got := written(t, other, JSON); got != written(t, s, JSON) {
			t.Errorf("by %s it came back as\n%s\nit was\n%s", format, got, written(t, s, JSON))
		}
		other = rosterOf(t, columns...)
	}
}

// What can't come back is not exported.
func TestFieldsThatCantComeBack(t *testing.T) {
	s := rosterOf(t, "ALTER TABLE hero ADD COLUMN photo BLOB", "ALTER TABLE hero ADD COLUMN rank INTEGER",
		"INSERT INTO hero VALUES (1, 'H', 'S', NULL, X'00FF', 'high')")
	err := Write(t.Context(), &strings.Builder{}, s, Options{Format: JSON, Secrets: true})
	want := "1 place would not read back the same: hero H id:1: rank is 'high', not a whole number. roster check has the details, and what can be repaired; export --without FIELD leaves a field out."
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// People see the fields in Markdown, and nothing in them is more than text.
func TestFieldsInMarkdown(t *testing.T) {
	got := written(t, fieldsOn(t, "sqlite", false), Markdown)
	for _, want := range []string{
		"note: Meets on Mondays\n",
		"| Hero | Age | Status | email | role | joined | rating | seen | remote | missions | extra |\n|:-----|----:|:-------|:---|:---|:---|:---|:---|:---|:---|:---|\n",
		"| Spider-Boy |  | training | spider\\@boy.example | scout | 2025-12-31 | 3 | 2026-11-21 08\\:15\\:30.25 | yes | 0 |  |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
