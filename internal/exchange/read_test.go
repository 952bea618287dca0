package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roster/data"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/infile"
)

// imported reads a file into an empty roster, and returns that with what is
// wrong.
func imported(t testing.TB, text string, format Format) (*data.Store, string) {
	t.Helper()
	s := rosterOf(t)
	return s, importedInto(t, s, text, format)
}

// importedInto reads a file into a roster, and returns what is wrong.
func importedInto(t testing.TB, s *data.Store, text string, format Format) string {
	t.Helper()
	draft := s.NewDraft()
	if err := Read(t.Context(), strings.NewReader(text), format, draft); err != nil {
		t.Fatal(err)
	}
	plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range plan.Problems.List {
		lines = append(lines, fmt.Sprintf("%d: %s", p.Line, p.Text))
	}
	if len(lines) == 0 {
		if _, err := s.ApplyImport(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(lines, "\n")
}

// back is a text that was written and read again.
func back(t testing.TB, text string, format Format) string {
	t.Helper()
	s, wrong := imported(t, text, format)
	if wrong != "" {
		t.Fatalf("%s of our own is refused: %s\n%s", format, wrong, text)
	}
	return written(t, s, format)
}

// Export, import into a new file, export: the very bytes.
func TestRoundTrip(t *testing.T) {
	s := tricky(t)
	for _, format := range []Format{JSON, CSV} {
		text := written(t, s, format)
		if got := back(t, text, format); got != text {
			t.Errorf("%s came back as\n%s\nit was\n%s", format, got, text)
		}
	}
}

// piece is text that formats trip over.
func piece() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom([]string{
		"'", "''", "=", "+1", "-", "@", "\t", "\r", "\n", "\r\n", `"`, `""`, ",", ";", " ", "\\", "\\n", "a", "é", "👩‍👩‍👧", "\ufeff", "\u2028", "\x1b[31m", "'t Hart", "<", "&", "null",
	}), rapid.StringOfN(rapid.Rune(), 0, 5, -1))
}

func text() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(piece(), 0, 4), func(parts []string) string {
		return strings.ReplaceAll(strings.Join(parts, ""), "\x00", "")
	})
}

// TestRandomRoundTrip does it with rosters of random text, in which many have
// the same name.
func TestRandomRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		create := importer.NewDraft()
		teams, heroes := rapid.IntRange(0, 4).Draw(r, "teams"), rapid.IntRange(0, 5).Draw(r, "heroes")
		for i := range teams {
			create.Team(importer.Entry{ID: importer.Just(model.NumberID(int64(i*i + 1))), Name: importer.Just(text().Draw(r, "team")), Text: importer.Just(text().Draw(r, "headquarters"))})
		}
		for i := range heroes {
			m := importer.Entry{ID: importer.Just(model.NumberID(int64(i*3 - 4))), Name: importer.Just(text().Draw(r, "hero")), Text: importer.Just(text().Draw(r, "secret name"))}
			if rapid.Bool().Draw(r, "has an age") {
				m.AgeSaid, m.Age = true, model.Years(rapid.Int().Draw(r, "age"))
			}
			create.Hero(m)
		}
		for i := range teams {
			for j := range heroes {
				if standing := model.Standing(rapid.IntRange(0, 2).Draw(r, "standing")); standing != model.Absent {
					create.Link(0, importer.Entity(i), importer.Entity(j), standing)
				}
			}
		}
		s := rosterOf(t)
		plan, err := s.PlanImport(t.Context(), importer.Import{Draft: create})
		if err != nil || plan.Problems.Count > 0 {
			r.Fatalf("%v, %v", err, plan.Problems)
		}
		if _, err := s.ApplyImport(t.Context(), plan); err != nil {
			r.Fatal(err)
		}
		for _, format := range []Format{JSON, CSV} {
			text := written(t, s, format)
			if got := back(t, text, format); got != text {
				r.Errorf("%s came back as\n%q\nit was\n%q", format, got, text)
			}
		}
	})
}

// The many ways in which people write CSV.
func TestReadCSV(t *testing.T) {
	want := "team_id,team,headquarters,hero_id,hero,secret_name,age,is_training\n" +
		"1,Aces,Casino,1,Ann,A,30,true\n1,Aces,Casino,2,Bob,B,,false\n,,,3,Cy,C,5,\n"
	for name, text := range map[string]string{
		"as written":      want,
		"no ids":          "team,headquarters,hero,secret_name,age,is_training\nAces,Casino,Ann,A,30,true\nAces,Casino,Bob,B,,false\n,,Cy,C,5,\n",
		"any order, case": "IS_TRAINING,Age, Hero ,secret_name,TEAM,Headquarters\nYes,30,Ann,A,Aces,Casino\nNO,,Bob,B,Aces,Casino\n,5,Cy,C,,\n",
		"semicolons":      "hero;secret_name;age;team;headquarters;is_training\nAnn;A;30;Aces;Casino;training\nBob;B;;Aces;Casino;active\nCy;C;5;;;\n",
		"tabs":            "hero\tsecret_name\tage\tteam\theadquarters\tis_training\nAnn\tA\t30\tAces\tCasino\t1\nBob\tB\t\tAces\tCasino\t0\nCy\tC\t5\t\t\t\n",
		"byte order mark": "\ufeffhero,secret_name,age,team,headquarters,is_training\r\nAnn,A,30,Aces,Casino,1\r\nBob,B,,Aces,Casino,0\r\nCy,C,5,,,",
		"quoted header":   "\"hero\",\"secret_name\",\"age\",\"team\",\"headquarters\",\"is_training\"\nAnn,A,30,Aces,Casino,1\nBob,B,,Aces,,0\nCy,C,5,,,\n,,,,,\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, wrong := imported(t, text, "")
			if wrong != "" {
				t.Fatal(wrong)
			}
			if got := written(t, s, CSV); got != want {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// A file without is_training, or without ids at all: who joins is active, as in the model.
func TestReadWithoutStanding(t *testing.T) {
	s, wrong := imported(t, "hero,secret_name,team,headquarters\nAnn,A,Aces,Casino\n", CSV)
	if wrong != "" {
		t.Fatal(wrong)
	}
	if got := written(t, s, JSON); !strings.Contains(got, `"is_training": false`) {
		t.Errorf("got %s", got)
	}
}

// In a file without ids names are trimmed and in NFC, and a dash is nothing, as in any table
// that a user wrote. With ids, as export writes them, every text is as it is.
func TestReadCSVByHand(t *testing.T) {
	const rows = "\u00a0E\u0301mile ,-,Aces,N/A\n"
	s, wrong := imported(t, "hero,secret_name,team,headquarters\n"+rows, CSV)
	if got := written(t, s, CSV); wrong != "" || !strings.HasSuffix(got, "\n1,Aces,,1,\u00c9mile,,,false\n") {
		t.Errorf("by hand: %s %q", wrong, got)
	}
	s, wrong = imported(t, "hero_id,team_id,hero,secret_name,team,headquarters\n1,1,"+rows, CSV)
	if got := written(t, s, CSV); wrong != "" || !strings.HasSuffix(got, "\n1,Aces,N/A,1,\"\u00a0E\u0301mile \",'-,,false\n") {
		t.Errorf("exported: %s %q", wrong, got)
	}
}

// What is wrong with a file is said with its line, all of it.
func TestReadProblems(t *testing.T) {
	const header = "team,headquarters,hero,secret_name,age,is_training\n"
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "0: the file is empty: it must begin with a header such as team_id,team,headquarters,hero_id,hero,secret_name,age,is_training"},
		{"another delimiter", "team|hero\n", "1: the first line is not a header: it has none of the columns team_id, team, headquarters, hero_id, hero, secret_name, age, is_training, separated by , ; or tab"},
		{"unknown columns", "team,hero,rank\n", `1: roster does not know the column "rank": the columns are team_id, team, headquarters, hero_id, hero, secret_name, age, is_training`},
		{"a column twice", "team,hero,Team\n", "1: the column team appears twice"},
		{"nobody named", "headquarters,age\n", "1: the header names no team and no hero: it needs team or hero at least"},
		{"ragged, and on", header + "A,B,C\n,,Ann,A,x,\n", "2: the row has 3 fields, and the header has 6: is a quote or a delimiter missing?\n3: age \"x\" is not a whole number: correct it, or leave it empty"},
		{"flags", header + "A,B,Ann,A,,maybe\nA,B,Bob,B,,\nA,B,,,,yes\n",
			"2: is_training \"maybe\" is not true or false, 1 or 0, yes or no, training or active\n3: is_training is empty: it must be true or false\n4: is_training is given, but not both a team and a hero"},
		{"half a side", header + ",B,,,,\n,,,,7,\n", "2: headquarters is given, but no team\n3: a secret name or an age is given, but no hero"},
		{"ids", "team_id,team,headquarters\n1.5,A,B\n", `2: team_id "1.5" is not a whole number`},
		{"a bare quote", header + "A,B,Ann \"the\" Ace,A,,1\n,,,x\n", "2: there is a quote inside a field: put the field in quotes, and double those in it"},
		{"an open quote", header + "A,B,Ann,A,,1\nA,B,\"Ann,A,,1\n\nx\n", "3: a quoted field does not end, or goes on after its quote: double the quotes in it"},
		{"NUL", header + "A,B,Ann,A,,1\nA,B,A\x00,A,,1\n", "3: there is a NUL byte: this is not a text file"},
		{"not UTF-8", header + "A,B,J\xf6rg,A,,1\n", "2: hero is not valid UTF-8: save the file as UTF-8"},
		{"UTF-16", "\xff\xfet\x00", "0: the file is in UTF-16: save it as UTF-8"},
		{"a long row", header + strings.Repeat("x", infile.MaxRow+1), "2: a row is longer than 16 MB: is this the right file?"},
		{"a long quoted row", header + "\"" + strings.Repeat("x\n", infile.MaxRow/2+1), "2: a row is longer than 16 MB: is this the right file?"},
		{"broken JSON", "{\"teams\": [\n  {\"id\": 1,, \"name\": \"A\"}\n]}", "2: this is not JSON, at column 12: invalid character ',' at start of value"},
		{"half a JSON", "{\"teams\": [\n{\"id\": 1", "2: the file ends in the middle: it is incomplete"},
		{"more than JSON", "{\"teams\": []}\n{}", "2: there is more after the end of the JSON"},
		{"no object", " {", "1: the file ends in the middle: it is incomplete"},
		{"a list instead", `{"teams": 3, "heroes": [3, []]}`, "1: teams is not a list\n1: heroes[0]: it is not an object\n1: heroes[1]: it is not an object"},
		{"unknown members", `{"heros": [{"id": 1}]}`, `1: roster does not know "heros": a roster has teams, heroes and hero_team_links`},
		{"unknown fields", "{\"heroes\": [\n{\"id\": 1, \"nmae\": \"A\", \"extra\": {}}]}", "2: heroes[0]: roster does not know the field \"nmae\": the fields are id, name, secret_name, age\n2: heroes[0]: extra is a list or an object"},
		{"types", `{"teams": [{"id": "1", "name": null, "headquarters": 2}], "heroes": [{"age": 1.0, "id": 1e3, "name": "\u0000"}], "hero_team_links": [{"team_id": 1, "is_training": 1}]}`,
			"1: teams[0]: id is \"1\", not a whole number\n1: teams[0]: name is null, not a text\n1: teams[0]: headquarters is 2, not a text\n" +
				"1: heroes[0]: age is 1.0, not a whole number\n1: heroes[0]: id is 1e3, not a whole number\n1: heroes[0]: name has a NUL character: remove it\n" +
				"1: hero_team_links[0]: is_training is 1, not true or false"},
		{"rows of nobody", `{"teams": [{}], "hero_team_links": [{"team_id": 1}]}`, "1: teams[0]: it has neither id nor name\n1: hero_team_links[0]: it lacks team_id or hero_id"},
		{"links of nobody", `{"hero_team_links": [{"team_id": 1, "hero_id": 2, "is_training": true}]}`,
			"1: team_id 1 is not named in the file: add its name, or match by id\n1: hero_id 2 is not named in the file: add its name, or match by id"},
		{"long words", header + "A,B,Ann,A," + strings.Repeat("x", 1000) + "," + strings.Repeat("y", 1000) + "\n",
			`2: age "` + strings.Repeat("x", 40) + `…" is not a whole number: correct it, or leave it empty` + "\n" +
				`2: is_training "` + strings.Repeat("y", 40) + `…" is not true or false, 1 or 0, yes or no, training or active`},
		{"long columns", "hero," + strings.Repeat(strings.Repeat("x", 1000)+",", 11) + "y\n", "1: roster does not know the column " + strings.Repeat(`"`+strings.Repeat("x", 40)+`…", `, 10) +
			"…: the columns are team_id, team, headquarters, hero_id, hero, secret_name, age, is_training"},
		{"every fault of a row", "team,headquarters,hero,secret_name,age,is_training\nNew,,Foo,,300,x\n", "2: is_training \"x\" is not true or false, 1 or 0, yes or no, training or active"},
		{"long fields", `{"heroes": [{"` + strings.Repeat("x", 1000) + `": 1}]}`, `1: heroes[0]: roster does not know the field "` + strings.Repeat("x", 40) + `…": the fields are id, name, secret_name, age`},
		{"a long JSON row", `{"teams": [{"name": "` + strings.Repeat("x", infile.MaxRow+1<<20), "1: a row is longer than 16 MB: is this the right file?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, wrong := imported(t, test.text, "")
			if wrong != test.want {
				t.Errorf("got  %s\nwant %s", wrong, test.want)
			}
			if got := written(t, s, CSV); strings.Count(got, "\n") != 1 {
				t.Errorf("it was imported all the same: %s", got)
			}
		})
	}
}

// Of very many problems the first 50 are named, and the rest is counted.
func TestManyProblems(t *testing.T) {
	draft := importer.NewDraft()
	err := Read(t.Context(), strings.NewReader("hero,secret_name,age\n"+strings.Repeat("Ann,A,x\n", 70)), CSV, draft)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := rosterOf(t).PlanImport(t.Context(), importer.Import{Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Problems.Count != 70 || len(plan.Problems.List) != 50 || plan.Problems.List[49].Line != 51 {
		t.Errorf("%d problems, %d named", plan.Problems.Count, len(plan.Problems.List))
	}
}

// endless hands out rows until its context ends.
type endless struct {
	cancel context.CancelFunc
	reads  int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.reads++; e.reads == 10 {
		e.cancel()
	}
	return copy(p, "hero,secret_name\n"), nil
}

// A reader that fails, and one that is cancelled, are no problems of the file.
func TestReadFails(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	if err := Read(ctx, &endless{cancel: cancel}, CSV, importer.NewDraft()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	wrong := errors.New("the cable is out")
	for _, start := range []string{"", "hero,secret_name\nAnn,", `{"teams": [{"id"`} {
		in := io.MultiReader(strings.NewReader(start), unplugged{wrong})
		if err := Read(t.Context(), in, "", importer.NewDraft()); !errors.Is(err, wrong) {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

type unplugged struct{ err error }

func (f unplugged) Read([]byte) (int, error) { return 0, f.err }
