package tabular

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"roster/internal/sheet"
)

// understood returns a table as it was understood: what is said, what is asked, and, if
// nothing is open, the entries.
func understood(t testing.TB, text string, o Options) string {
	t.Helper()
	book, err := sheet.Open(t.Context(), strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	u, err := Analyze(t.Context(), book.Tables[0].Rows, o)
	if err != nil {
		t.Fatal(err)
	}
	return shown(t.Context(), t, u, book.Tables[0].Rows)
}

func shown(ctx context.Context, t testing.TB, u *Analysis, rows sheet.Rows) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, u.Summary())
	for _, note := range u.Notes {
		fmt.Fprintln(&b, note)
	}
	for _, q := range u.Questions {
		kind := "May be asked"
		if q.Required {
			kind = "Asked"
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", kind, q.ID, q.Text)
		for _, c := range q.Choices {
			fmt.Fprintf(&b, "  %q: %s\n", c.Answer, c.Text)
		}
	}
	for _, p := range u.Problems {
		fmt.Fprintf(&b, "Problem in line %d: %s\n", p.Line, p.Text)
	}
	if !u.Ready() {
		return b.String()
	}
	for e, err := range u.Entries(ctx, rows) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d:", e.Line)
		for _, v := range []struct{ name, value string }{
			{"team", e.Team}, {"team id", e.TeamID}, {"at", e.Headquarters}, {"hero", e.Hero}, {"hero id", e.HeroID}, {"secret", e.SecretName}, {"age", e.Age},
			{"", map[CellStanding]string{Training: "training", Active: "active", None: "none"}[e.Standing]}, {"custom", strings.Join(e.Custom, "|")},
		} {
			if v.value != "" {
				fmt.Fprintf(&b, " %s", strings.TrimSpace(v.name+" "+fmt.Sprintf("%q", v.value)))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Each of these files of real shapes comes in as it should, or is asked about.
func TestFiles(t *testing.T) {
	t.Parallel()
	answers := map[string]map[string]string{
		"c01_filldown.csv":   {"map:hero": "Maintainer Name", "map:team": "Project", "fill-down:team": "yes"},
		"c07_volunteers.csv": {"map:team": "Events", "split": ",", "sign:true": "active", "sign:false": "none"},
		"c19_flags.csv":      {"sign:x": "training"},
		"c21_pandas.csv":     {"ages": "empty"},
		"c52_filldown.csv":   {"fill-down:team": "yes"},
		"matrix.csv":         {"sign:x": "active"},
		"values.csv":         {"sign:x": "training"},
	}
	files, err := filepath.Glob("testdata/*.?sv")
	if err != nil || len(files) != 29 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out := understood(t, string(text), Options{})
			if given := answers[filepath.Base(file)]; given != nil {
				out += "\nAnswered:\n" + understood(t, string(text), Options{Answers: given})
			}
			golden.RequireEqual(t, out)
		})
	}
}

// Other layouts, and what the user says of them.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		o          Options
	}{
		{"people across", "Team;Ann;Ben\nRed;A;T\nBlue;;training\n", Options{}},
		{"empty corner", ",Red,Blue\nAnn,A,T\nBen,,A\n", Options{}},
		{"empty corner, people across", ",Ann,Ben\nRed,A,T\nBlue,,A\n", Options{Answers: map[string]string{"shape": "people-across"}}},
		{"signs of a matrix", "Name,Red,Blue,Green,Notes\nAnn,in training,qualified,no,fine\nBen,yes,✓,0,also\nCat,,,,\n", Options{}},
		{"matrix with ages", "First name,Last name,Age,Red,Blue\nAnn,Berg,31,A,\nBen,Dahl,,T,A\n", Options{}},
		{"groups with signs", "Team 1,Team 2\nAnn (T),Cat\nBen (active),Dee (guest)\n", Options{}},
		{"totals", "Name,Red,Blue,Total\nAnn,A,T,2\nBen,,A,1\nTotal,1,2,3\n", Options{}},
		{"totals of a list", "Name,Team,Hours\nAnn,Red,3\nBen,Red,4\nSum:,,7.5\n", Options{}},
		{"a person called Total", "Name,Team\nTotal,Red\n", Options{}},
		{"team columns with numbers", "Name,Team 1,Team 2,Team 3\nAnn,Red,Blue,\nBen,Blue,,\nCat,,,\nDee,,Red,Red\n", Options{}},
		{"two columns are the team", "Name,First choice,Other\nAnn,Red,Blue\n", Options{Map: map[string]Field{"first choice": Team, "other": Team}}},
		{"people in a cell", "Team,Members\nRed,\"Ann; Ben (trainee); Cat\"\nBlue,Ann\nGreen,\n", Options{}},
		{"people in a cell, answered", "Team,Members\nRed,\"Ann; Ben (trainee); Cat\"\nBlue,Ann\nGreen,\n", Options{Answers: map[string]string{"split-people": ";"}}},
		{"trained or not", "Name,Team,Trained?\nAnn,Red,yes\nBen,Red,no\n", Options{}},
		{"in French", "Nom,Équipe,Statut\nZoé,Secours,actif\nÉmile,Secours,en formation\n", Options{}},
		{"names", "Ann Berg\nBen Dahl\n\nCat Moe\n", Options{Default: map[Field]string{Team: "Medics", IsTraining: "yes"}}},
		{"names with a header", "Name\nAnn\nBen\n", Options{}},
		{"no header", "Ann Berg,Medics\nBen Dahl,Medics\nCat Moe,Radio\n", Options{}},
		{"no header, answered", "Ann Berg,Medics\nBen Dahl,Medics\nCat Moe,Radio\n", Options{Answers: map[string]string{"header": "no", "map:hero": "Column 1", "map:team": "Column 2"}}},
		{"JSON in a line", `[{"name": "Ann", "teams": ["Red", "Blue"]}, {"name": "Ben", "teams": ["Red"]}]`, Options{Map: map[string]Field{"teams": Team}}},
		{"JSON in a line, split", `[{"name": "Ann", "teams": ["Red", "Blue"]}, {"name": "Ben", "teams": ["Red"]}]`, Options{Map: map[string]Field{"teams": Team}, Answers: map[string]string{"split": ";"}}},
		{"a header of two rows, merged", "Name,Teams,\nName,Red,Blue\nAnn,A,T\n", Options{}},
		{"mapped", "Ausrückeort,Wer,Rang,Mail\nBergen,Ann,x,a@example.org\n", Options{Map: map[string]Field{"wer": Hero, "AUSRUCKEORT": Team, "Rang": LeftOut}}},
		{"custom fields", "Name,Joined,Paid,Fee,Phone\nAnn,13/02/2024,ja,12.0,0012\nBen,3/4/2024,no,N/A,\nCat,maybe,perhaps,,\n", Options{Custom: []Custom{{"hero.joined", Date}, {"hero.paid", Flag}, {"hero.fee", Number}, {"hero.phone", Text}}}},
		{"dates of either order", "Name,Joined\nAnn,3/4/2024\nBen,5/6/2024\n", Options{Custom: []Custom{{"hero.joined", Date}}}},
		{"dates with the month first", "Name,Joined\nAnn,3/4/2024\nBen,5/16/2024\nCat,\"March 1, 2024\"\n", Options{Custom: []Custom{{"hero.joined", Date}}}},
		{"a header on each page", "Name,Team\nAnn,Red\nName,Team\nBen,Red\n", Options{}},
		{"fill-down not asked", "Team,Name\nRed,Ann\nRed,Ben\n,Cat\n", Options{}},
		{"teams alone", "Team name,Location\nRed,Bergen\nBlue,\n", Options{}},
		{"ids", "hero id,hero,team id,team\n1.0,Ann,2,Red\nx,Ben,3.5,Blue\n", Options{}},
		{"active or not", "Name,Team,Active\nAnn,Red,TRUE\nBen,Red,FALSE\nCat,Red,T\n", Options{}},
		{"status in words", "Name,Team,State\nAnn,Red,Trainee\nBen,Red,on leave\nCat,Red,yes\n", Options{}},
		{"two names", "Member,Name,Team\nA,Ann,Red\n", Options{}},
		{"a person called NA", "Name,Team\nN/A,Red\nAnn,Red\n", Options{}},
		{"psql", " name | team\n------+------\n Ann  | Red\n", Options{}},
		{"an index", "index,,Name\n0,0,Ann\n1,1,Ben\n", Options{}},
		{"only a header", "Name,Team\n", Options{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			golden.RequireEqual(t, understood(t, c.text, c.o))
		})
	}
}

// The same table is understood alike from all the files that have it.
func TestSpreadsheetsAsCSV(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"people", "matrix"} {
		csv, err := os.ReadFile("testdata/" + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Answers: map[string]string{"sign:x": "active"}}
		want := understood(t, string(csv), o)
		for _, ending := range []string{".xlsx", ".ods"} {
			file, err := os.ReadFile("../sheet/testdata/" + name + ending)
			if err != nil {
				t.Fatal(err)
			}
			if got := understood(t, string(file), o); got != want {
				t.Errorf("%s%s:\n%s", name, ending, got)
			}
		}
	}
}

// FuzzUnderstand reads any text as a table: whatever is said of it is said shortly, and
// entries name a person or a team.
func FuzzUnderstand(f *testing.F) {
	for _, text := range []string{"Name,Team,Status\nAnn,Red,A\n", "Name,Red,Blue\nAnn,A,x\n", "Team,Ann,Ben\nRed,A,\n", "Group 1,Group 2\nAnn,Ben\nCat,\n", "Ann\nBen\n", ",hero,team\n0,A,B\n", "First,Last\na,b\n", "Team,Name\nRed,A\n,B\n", "Name,Team\nA,\"x; y\"\n", "Name,Age\nA,1e3\n", "a.b,Name\n1/2/24,A\n"} {
		f.Add(text, "x", "training")
	}
	f.Add("Name,Events\nAnn,Red & Blue\n", "map:team", "Events")
	f.Fuzz(func(t *testing.T, text, question, answer string) {
		book, err := sheet.Open(t.Context(), strings.NewReader(text), int64(len(text)))
		if err != nil {
			return
		}
		o := Options{Answers: map[string]string{question: answer}, Custom: []Custom{{"a.b", Date}}, Map: map[string]Field{question: Hero}}
		u, err := Analyze(t.Context(), book.Tables[0].Rows, o)
		if err != nil {
			return
		}
		for _, q := range u.Questions {
			if len(q.Choices) == 0 && q.ID != "map:hero" || len(q.Text) > 2000 {
				t.Errorf("question %+v", q)
			}
		}
		for e, err := range u.Entries(t.Context(), book.Tables[0].Rows) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Hero == "" && e.HeroID == "" && e.Team == "" && e.TeamID == "" || e.Line < 0 {
				t.Errorf("%q: an entry of nothing: %+v", text, e)
			}
		}
	})
}

// BenchmarkUnderstand reads 1,000,000 rows twice: to understand them, and their entries.
func BenchmarkUnderstand(b *testing.B) {
	var text strings.Builder
	text.WriteString("name,team,status\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&text, "Person number %d,Team %d,active\n", i, i%1000)
	}
	file := text.String()
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		book, err := sheet.Open(b.Context(), strings.NewReader(file), int64(len(file)))
		if err != nil {
			b.Fatal(err)
		}
		u, err := Analyze(b.Context(), book.Tables[0].Rows, Options{})
		if err != nil || !u.Ready() || u.People != 1_000_000 {
			b.Fatalf("%+v, %v", u, err)
		}
		for _, err := range u.Entries(b.Context(), book.Tables[0].Rows) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
