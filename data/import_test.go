package data_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/progress"
)

// drafted makes a draft of rows like those of a CSV file: team id, team,
// headquarters, hero id, hero, secret name, age, standing. An empty cell says
// nothing.
func drafted(t testing.TB, rows ...string) *importer.Draft {
	t.Helper()
	d := importer.NewDraft()
	for i, row := range rows {
		cells := strings.Split(row, "|")
		if len(cells) != 8 {
			t.Fatalf("%q has %d cells", row, len(cells))
		}
		team, hero := mentioned(t, i+1, cells[:3]), mentioned(t, i+1, cells[3:6])
		if cells[6] != "" {
			years, err := strconv.Atoi(cells[6])
			if err != nil {
				t.Fatal(err)
			}
			hero.AgeSaid, hero.Age = true, model.Years(years)
		}
		var teamAt, heroAt importer.Entity
		hasTeam, hasHero := team.ID.Set || team.Name.Set, hero.ID.Set || hero.Name.Set
		if hasTeam {
			teamAt = d.Team(team)
		}
		if hasHero {
			heroAt = d.Hero(hero)
		}
		if hasTeam && hasHero {
			d.Link(i+1, teamAt, heroAt, map[string]model.Standing{"": model.Absent, "training": model.Training, "active": model.Active}[cells[7]])
		}
	}
	return d
}

func mentioned(t testing.TB, line int, cells []string) importer.Entry {
	t.Helper()
	m := importer.Entry{Line: line}
	if cells[0] != "" {
		id, err := strconv.ParseInt(cells[0], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		m.ID = importer.Just(model.NumberID(id))
	}
	if cells[1] != "" {
		m.Name = importer.Just(cells[1])
	}
	if cells[2] != "" {
		m.Text = importer.Just(cells[2])
	}
	return m
}

func importPlan(t testing.TB, s *data.Store, w importer.Import) importer.Plan {
	t.Helper()
	p, err := s.PlanImport(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// outcomes is a plan in one line: what is added, changed and the same of teams,
// heroes and memberships.
func outcomes(p importer.Plan) string {
	return fmt.Sprint(p.Teams, p.Heroes, p.Links)
}

// problems is what is wrong, a line each.
func problems(p importer.Plan) string {
	var lines []string
	for _, problem := range p.Problems.List {
		lines = append(lines, fmt.Sprintf("%d: %s", problem.Line, problem.Text))
	}
	return strings.Join(lines, "\n")
}

// TestImport goes through what can become of a row, on the seed's database:
// teams Z-Force 1 and Preventers 2, heroes Deadpond 1, Spider-Boy 2 and
// Rusty-Man 3, with the tutorial's five memberships.
func TestImport(t *testing.T) { engines(t, testImport) }

func testImport(t *testing.T) {
	for _, test := range []struct {
		name  string
		match importer.Match
		rows  []string
		want  string // the outcomes, or the problems
		label string // of the change; "" if there is none
	}{
		{"all the same", importer.MatchName, []string{"|Z-Force|Sister Margaret's Bar||Deadpond|Dive Wilson||active"}, "{0 0 1} {0 0 1} {0 0 1}", ""},
		{"what is not said stays", importer.MatchName, []string{"|Preventers|||Rusty-Man|||"}, "{0 0 1} {0 0 1} {0 0 1}", ""},
		{"new ones", importer.MatchName, []string{"|Aces|Casino||Ace|Anna|30|active", "|Aces|||Deadpond|||"},
			"{1 0 0} {1 0 1} {2 0 0}", "1 team, 1 hero, 2 memberships added"},
		{"changed ones", importer.MatchName, []string{"|Preventers|Blunt Tower||Rusty-Man|Tommy Dull|49|training"},
			"{0 1 0} {0 1 0} {0 1 0}", "1 team, 1 hero, 1 membership changed"},
		{"new with an id", importer.MatchName, []string{"7|Aces|Casino|9|Ace|Anna||"}, "{1 0 0} {1 0 0} {1 0 0}", "1 team, 1 hero, 1 membership added"},
		{"another's id", importer.MatchName, []string{"1|Aces|Casino|||||"},
			`1: team_id 1 belongs to "Z-Force", not to “Aces”: leave the id out, or match by id to change the name`, ""},
		{"an id from elsewhere", importer.MatchName, []string{"|||77|Deadpond|||"}, "{0 0 0} {0 0 1} {0 0 0}", ""},
		{"two for one row", importer.MatchName, []string{"|||77|Deadpond|||", "|||1|Deadpond|||"},
			"1: “Deadpond” matches id:1, and so does another row of the file: match by id to tell them apart", ""},
		{"an id without a name", importer.MatchName, []string{"9|||1|Deadpond|||"}, "1: team_id 9 is not named in the file: add its name, or match by id", ""},
		{"only the names of new ones", importer.MatchName, []string{"|Aces|||Ace|||"}, "{1 0 0} {1 0 0} {1 0 0}", "1 team, 1 hero, 1 membership added"},
		{"said in two ways", importer.MatchName, []string{"|Aces|Casino|||||", "|Aces|Bar|||||", "|Z-Force|||Deadpond|||active", "|Z-Force|||Deadpond|||training"},
			"2: the headquarters of “Aces” is \"Bar\" here and \"Casino\" in line 1: make them the same\n4: “Deadpond” in “Z-Force” is training here and active in line 3: make them the same", ""},
		{"one id with two names", importer.MatchName, []string{"|||9|Ace|Anna||", "|||9|Bee|Bert||"}, `2: hero_id 9 is "Bee" here and "Ace" in line 1: make them the same`, ""},
		{"said twice", importer.MatchName, []string{"|Aces|Casino||Deadpond|||active", "|Aces|Casino||Deadpond|||active"}, "{1 0 0} {0 0 1} {1 0 0}", "1 team, 1 membership added"},
		{"with and without id", importer.MatchName, []string{"|Aces|||Deadpond|||", "5|Aces|Casino||Spider-Boy|||"}, "{1 0 0} {0 0 2} {2 0 0}", "1 team, 2 memberships added"},
		{"without id for two", importer.MatchName, []string{"5|Aces|Casino|||||", "6|Aces|Bar|||||", "|Aces|||Deadpond|||"}, "3: “Aces” matches 2 teams of the file: choose one with team_id", ""},
		{"same-named new ones", importer.MatchName, []string{"|||8|Ace|Anna||", "|||9|Ace|Bert||"}, "{0 0 0} {2 0 0} {0 0 0}", "2 heroes added"},
		{"by id", importer.MatchID, []string{"2|Preventers||||||", "|||1|Alivepond|||", "2|||1||||active"}, "{0 0 1} {0 1 0} {0 1 0}", "1 hero, 1 membership changed"},
		{"by id, a new one", importer.MatchID, []string{"|||4|Ace|Anna||", "2|||4||||"}, "{0 0 1} {1 0 0} {1 0 0}", "1 hero, 1 membership added"},
		{"by id, without one", importer.MatchID, []string{"|Preventers||||||", "|||4||||"},
			"1: “Preventers” has no team_id: to match by id, all rows need one\n2: hero_id 4 is new: it needs a name", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			s := mustOpen(t, path)
			before := dump(t, other(t, path))
			w := importer.Import{Draft: drafted(t, test.rows...), Match: test.match, Name: "file.csv"}
			p := importPlan(t, s, w)
			if p.Problems.Count > 0 {
				mustEqual(t, problems(p), test.want)
				if _, err := s.ApplyImport(t.Context(), p); model.ErrorCode(err) != model.Invalid {
					t.Errorf("applied in spite of problems: %v", err)
				}
				mustEqual(t, dump(t, other(t, path)), before)
				return
			}
			mustEqual(t, outcomes(p), test.want)
			if test.label == "" {
				if !p.Empty() {
					t.Errorf("there is something to do: %q", p.Change.Label)
				}
				return
			}
			change, err := s.ApplyImport(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			mustEqual(t, change.Label, "Import file.csv: "+test.label)
			again := importPlan(t, s, importer.Import{Draft: drafted(t, test.rows...), Match: test.match})
			if !again.Empty() || again.Problems.Count > 0 {
				t.Errorf("the same file once more: %s %s", outcomes(again), problems(again))
			}
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, other(t, path)), before)
		})
	}
}

// Names that fit several rows are refused, unless an id says which is meant.
func TestImportAmbiguous(t *testing.T) { engines(t, testImportAmbiguous) }

func testImportAmbiguous(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "INSERT INTO hero (id, name, secret_name) SELECT id + 10, 'Deadpond', 'Dive ' || id FROM hero UNION SELECT id + 20, 'Deadpond', 'Dive' FROM hero")
	s := mustOpen(t, path)
	p := importPlan(t, s, importer.Import{Draft: drafted(t, "|||||||", "|Z-Force|||Deadpond|||")})
	mustEqual(t, problems(p), "2: “Deadpond” matches 7 heroes: id:1, id:11, id:12, id:13, id:21, …; choose one with hero_id")
	p = importPlan(t, s, importer.Import{Draft: drafted(t, "|Z-Force||12|Deadpond|||active")})
	mustEqual(t, outcomes(p), "{0 0 1} {0 0 1} {1 0 0}")
}

// What breaks the rules for typed text is taken, and said.
func TestImportNotes(t *testing.T) { engines(t, testImportNotes) }

func testImportNotes(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	p := importPlan(t, s, importer.Import{Draft: drafted(t, "|||9|A\tce|Anna|200|")})
	want := "line 1: imported as it is, although name has a control character, such as a tab or a line break: remove it.\n" +
		"line 1: imported as it is, although age 200 is not from 0 to 150"
	mustEqual(t, strings.Join(p.Notes, "\n"), want)
	if p.Problems.Count != 0 || p.Heroes.Add != 1 {
		t.Errorf("it is not taken: %s", problems(p))
	}
}

// Rows that changed between plan and application are a conflict.
func TestImportConflict(t *testing.T) { engines(t, testImportConflict) }

func testImportConflict(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	p := importPlan(t, s, importer.Import{Draft: drafted(t, "|Preventers|||Rusty-Man||49|training", "|Aces|Casino||Ace|Anna||")})
	mustExec(t, other(t, path), "UPDATE hero SET age = 50 WHERE id = 3")
	before := dump(t, other(t, path))
	_, err := s.ApplyImport(t.Context(), p)
	mustConflict(t, other(t, path), before, err, "Nothing was changed: Rusty-Man has changed since: age is now \"50\".")
}

// Two who import the same new hero at once do not make two of it.
func TestImportTwiceAtOnce(t *testing.T) { engines(t, testImportTwiceAtOnce) }

func testImportTwiceAtOnce(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, rival := mustOpen(t, path), mustOpen(t, path)
	first, second := importPlan(t, s, importer.Import{Draft: drafted(t, "||||Ace|Anna||")}), importPlan(t, rival, importer.Import{Draft: drafted(t, "||||Ace|Anna||")})
	if _, err := s.ApplyImport(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	before := dump(t, other(t, path))
	_, err := rival.ApplyImport(t.Context(), second)
	mustConflict(t, other(t, path), before, err, "Nothing was changed: the database changed since the import was planned: import again.")
}

// A draft can be planned again, on another database too.
func TestImportPlannedTwice(t *testing.T) { engines(t, testImportPlannedTwice) }

func testImportPlannedTwice(t *testing.T) {
	rows := drafted(t, "|Zeta|HQ||Zoe|Z||active", "|Aces|Casino||Ace|Anna||training", "|Zeta|||Ace|||")
	scratch, err := data.OpenScratch(t.Context(), data.Options{Schema: schema(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer scratch.Close()
	mustEqual(t, outcomes(importPlan(t, scratch, importer.Import{Draft: rows})), "{2 0 0} {2 0 0} {3 0 0}")
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	mustExec(t, other(t, path), "INSERT INTO team VALUES (0, 'Aces', 'Casino')")
	p := importPlan(t, s, importer.Import{Draft: rows})
	mustEqual(t, outcomes(p), "{1 0 1} {2 0 0} {3 0 0}")
	if _, err := s.ApplyImport(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got := lines(t, other(t, path), "SELECT t.name, h.name, CASE WHEN l.is_training THEN 1 ELSE 0 END FROM heroteamlink AS l JOIN team AS t ON t.id = l.team_id JOIN hero AS h ON h.id = l.hero_id WHERE h.id > 3 ORDER BY 1, 2")
	mustEqual(t, strings.Join(got, "\n"), "Aces Ace 1\nZeta Ace 0\nZeta Zoe 0")
}

// A hero who was deleted past roster comes back, onto the memberships that are
// still there.
func TestImportOntoDangling(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "DELETE FROM hero WHERE id = 1")
	s := mustOpen(t, path)
	w := importer.Import{Draft: drafted(t, "|Z-Force||1|Deadpond|Dive Wilson||active", "|Preventers||1|Deadpond|||active")}
	p := importPlan(t, s, w)
	mustEqual(t, outcomes(p), "{0 0 2} {1 0 0} {0 1 1}")
	if _, err := s.ApplyImport(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	mustLinks(t, path, "(1,1,0) (1,2,1) (2,1,0) (2,2,0) (2,3,0)")
}

// A blank cell does not take a name away, and a new team needs no headquarters.
func TestImportBlanks(t *testing.T) { engines(t, testImportBlanks) }

func testImportBlanks(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	d := importer.NewDraft()
	d.Hero(importer.Entry{Line: 1, ID: importer.Just(id(3)), Name: importer.Just("")})
	mustEqual(t, outcomes(importPlan(t, s, importer.Import{Draft: d, Match: importer.MatchID})), "{0 0 0} {0 0 1} {0 0 0}")
	d = importer.NewDraft()
	d.Team(importer.Entry{Line: 1, Name: importer.Just("Mountain rescue")})
	plan := importPlan(t, s, importer.Import{Draft: d})
	mustEqual(t, outcomes(plan), "{1 0 0} {0 0 0} {0 0 0}")
	mustEqual(t, strings.Join(plan.Notes, "\n"), "")
}

// Names are compared by their bytes, whatever the column folds.
func TestImportFoldingColumn(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "ALTER TABLE hero RENAME TO old")
	mustExec(t, other(t, path), "CREATE TABLE hero (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL COLLATE NOCASE, secret_name VARCHAR NOT NULL, age INTEGER)")
	mustExec(t, other(t, path), "INSERT INTO hero SELECT * FROM old")
	rows := []string{"||||Deadpond|||"}
	for i := range 250 {
		rows = append(rows, fmt.Sprintf("||||Hero %d|x||", i))
	}
	s := mustOpen(t, path)
	p := importPlan(t, s, importer.Import{Draft: drafted(t, append(rows, "||||deadpond|x||")...), Answers: map[string]string{"hero:deadpond": importer.AnswerNew}})
	mustEqual(t, outcomes(p)+problems(p), "{0 0 0} {251 0 1} {0 0 0}")
}

// little is an option of mustOpen: a history that keeps few rows. What is large
// for it is written as what is large for people.
func little(o *data.Options) { o.MaxKept = littleKept }

const littleKept = 1000

// large is a draft of more rows than the history keeps: every hero in every
// team.
func large(t testing.TB) *importer.Draft { return largeWith(t, "Tower", "Nobody") }

// largeWith is such a draft with these headquarters and secret names, "" for none.
func largeWith(t testing.TB, place, secret string) *importer.Draft {
	t.Helper()
	given := func(text string) importer.Maybe[string] { return importer.Maybe[string]{Value: text, Set: text != ""} }
	const teams, heroes = 26, 50
	d := importer.NewDraft()
	for h := range heroes {
		d.Hero(importer.Entry{Line: 1 + h, Name: importer.Just(fmt.Sprintf("Hero %d", h)), Text: given(secret)})
	}
	for i := range teams {
		team := d.Team(importer.Entry{Line: 2000 + i, Name: importer.Just(fmt.Sprintf("Team %d", i)), Text: given(place)})
		for h := range heroes {
			// Not in the order of the keys: a file has any.
			d.Link(3000+i*heroes+h, team, importer.Entity((h*7)%heroes), model.StandingOf(h%2 == 0))
		}
	}
	if rows := d.Rows(); rows <= littleKept {
		t.Fatalf("%d rows are not too many", rows)
	}
	return d
}

// An import that is too large for the history is written all the same, beside
// what is there, with the indexes as they were, and can't be undone.
func TestImportLarge(t *testing.T) { engines(t, testImportLarge) }

func testImportLarge(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, little)
	indexes := lines(t, other(t, path), "SELECT name FROM "+relations(t)+" WHERE type IN ('index', 'i') ORDER BY name")
	p := importPlan(t, s, importer.Import{Draft: large(t), Name: "large.json"})
	if p.Change.Kept() || p.Change.Edits != nil {
		t.Fatal("the plan is kept")
	}
	last, total := 0, 0
	applied, err := s.ApplyImport(progress.With(t.Context(), func(done, of int) {
		if done < last || done > of {
			t.Errorf("%d of %d after %d", done, of, last)
		}
		last, total = done, of
	}), p)
	if err != nil {
		t.Fatal(err)
	}
	if last != total || total != p.Change.Count {
		t.Errorf("progress ended at %d of %d, and the plan has %d", last, total, p.Change.Count)
	}
	db := other(t, path)
	mustEqual(t, strings.Join(lines(t, db, "SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM hero), (SELECT count(*) FROM heroteamlink), (SELECT count(*) FROM heroteamlink WHERE is_training)"), "\n"), "28 53 1305 652")
	mustEqual(t, strings.Join(lines(t, db, "SELECT name FROM "+relations(t)+" WHERE type IN ('index', 'i') AND name NOT LIKE '%roster_change%' ORDER BY name"), "\n"), strings.Join(indexes, "\n"))
	mustEqual(t, strings.Join(lines(t, db, byEngine(t,
		"SELECT * FROM pragma_integrity_check UNION ALL SELECT 'dangling' FROM pragma_foreign_key_check",
		"SELECT 'ok' UNION ALL SELECT 'dangling' FROM heroteamlink WHERE team_id NOT IN (SELECT id FROM team) OR hero_id NOT IN (SELECT id FROM hero)")), "\n"), "ok")
	if _, err := s.Undo(t.Context(), applied.Ref()); model.ErrorCode(err) != model.TooLarge {
		t.Errorf("undo: %v", err)
	}
	// The writer checks references again.
	if _, err := s.Apply(t.Context(), change.Change{Label: "wrong", Edits: []change.Edit{{Table: "heroteamlink", After: model.Row{int64(1), int64(99_999), int64(0)}}}}); err == nil {
		t.Error("a membership of no hero was written")
	}
}

// A large import is nothing at all when it is cancelled, or when someone wrote
// since it was planned.
func TestImportLargeFails(t *testing.T) { engines(t, testImportLargeFails) }

func testImportLargeFails(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, little)
	before := dump(t, other(t, path))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := s.ApplyImport(progress.With(ctx, func(done, _ int) {
		if done > 700 {
			cancel()
		}
	}), importPlan(t, s, importer.Import{Draft: large(t)}))
	if err == nil {
		t.Error("it was not cancelled")
	}
	mustEqual(t, dump(t, other(t, path)), before)
	p := importPlan(t, s, importer.Import{Draft: large(t)})
	mustExec(t, other(t, path), "UPDATE hero SET age = 50 WHERE id = 3")
	before = dump(t, other(t, path))
	_, err = s.ApplyImport(t.Context(), p)
	mustConflict(t, other(t, path), before, err, "Nothing was changed: the database changed since the import was planned: import again.")
	mustUndo(t, s, must(t, s, intent.SetStanding{Members: seen("Z-Force", members(t, s, id(1))[0]), Standing: model.Training}).ID)
}

// If another table refers to ours, references stay checked: a new name is
// passed on.
func TestImportLargeWithReferences(t *testing.T) { engines(t, testImportLargeWithReferences) }

func testImportLargeWithReferences(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "CREATE UNIQUE INDEX one_name ON hero (name)")
	mustExec(t, db, "CREATE TABLE badge (hero TEXT REFERENCES hero (name) ON UPDATE CASCADE)")
	mustExec(t, db, "INSERT INTO badge VALUES ('Rusty-Man')")
	s := mustOpen(t, path, little)
	d := importer.NewDraft()
	d.Hero(importer.Entry{Line: 1, ID: importer.Just(id(3)), Name: importer.Just("Steel-Man")})
	for i := range littleKept {
		d.Hero(importer.Entry{Line: 2 + i, ID: importer.Just(id(int64(100 + i))), Name: importer.Just(fmt.Sprint("Hero ", i)), Text: importer.Just("x")})
	}
	if _, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d, Match: importer.MatchID})); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(lines(t, db, "SELECT hero FROM badge"), ""), "Steel-Man")
}

// More changes than are kept are written too.
func TestImportLargeChanges(t *testing.T) { engines(t, testImportLargeChanges) }

func testImportLargeChanges(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, little)
	if _, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: large(t)})); err != nil {
		t.Fatal(err)
	}
	db := other(t, path)
	mustExec(t, db, "UPDATE heroteamlink SET is_training = NOT is_training WHERE team_id > 2")
	mustExec(t, db, "UPDATE hero SET secret_name = 'Other', age = 3 WHERE id > 3")
	mustExec(t, db, "DELETE FROM heroteamlink WHERE team_id = 3 AND hero_id = 4")
	p := importPlan(t, s, importer.Import{Draft: large(t)})
	mustEqual(t, outcomes(p), "{0 0 26} {0 50 0} {1 1299 0}")
	if _, err := s.ApplyImport(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	again := importPlan(t, s, importer.Import{Draft: large(t)})
	mustEqual(t, outcomes(again), "{0 0 26} {0 0 50} {0 0 1300}")
	mustEqual(t, strings.Join(lines(t, db, "SELECT DISTINCT secret_name, age FROM hero WHERE id > 3"), "\n"), "Nobody 3")
}

// Memberships that are there stay as they are with OnlyAdd: last week's list puts no
// graduate back into training.
func TestImportOnlyAdds(t *testing.T) { engines(t, testImportOnlyAdds) }

func testImportOnlyAdds(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	for _, onlyAdd := range []bool{false, true} {
		d := importer.NewDraft()
		team := d.Team(importer.Entry{Line: 1, Name: importer.Just("Preventers")})
		d.Link(1, team, d.Hero(importer.Entry{Line: 1, Name: importer.Just("Rusty-Man")}), model.Training)
		d.Link(2, team, d.Hero(importer.Entry{Line: 2, Name: importer.Just("Ace")}), model.Training)
		want := map[bool]string{false: "{0 0 1} {1 0 1} {1 1 0}", true: "{0 0 1} {1 0 1} {1 0 1}"}[onlyAdd]
		mustEqual(t, outcomes(importPlan(t, s, importer.Import{Draft: d, OnlyAdd: onlyAdd})), want)
	}
}
