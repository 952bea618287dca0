package data_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"roster/data/importer"
	"roster/data/model"
)

// TestImportAlike goes through names that are not exactly those of rows, or of others in
// the file. No twin comes in unless the user says so.
func TestImportAlike(t *testing.T) { engines(t, testImportAlike) }

func testImportAlike(t *testing.T) {
	type answers = map[string]string
	for _, test := range []struct {
		name      string
		rows      []string
		answers   answers
		otherwise string
		want      string // the outcomes
		notes     string
		doubts    string
	}{
		{"case, accents, and spacing", []string{"|z-force|||rusty-man|||active", "|Z Force|||Rústy  Mán|||active"}, nil, "", "{0 0 1} {0 0 1} {1 0 0}",
			"line 1: using Z-Force (id 1) for “z-force”\nline 2: using Z-Force (id 1) for “Z Force”\nline 1: using Rusty-Man (id 3) for “rusty-man”\nline 2: using Rusty-Man (id 3) for “Rústy  Mán”", ""},
		{"beside the exact one", []string{"||||rusty-man|||", "||||Rusty-Man|||"}, nil, "", "{0 0 0} {0 0 1} {0 0 0}", "line 1: using Rusty-Man (id 3) for “rusty-man”", ""},
		{"as another one", []string{"||||rusty-man|||"}, answers{"hero:rusty-man": "new"}, "", "{0 0 0} {1 0 0} {0 0 0}", "", ""},
		{"with its id", []string{"|||3|rusty-man|||"}, nil, "", "{0 0 0} {0 0 1} {0 0 0}", "", ""},
		{"two ids are two", []string{"|||8|rusty-man|||", "|||9|Rusty-Man|||"}, nil, "", "{0 0 0} {1 0 1} {0 0 0}", "", ""},
		{"close ones", []string{"|Preventer|||Rusti-Man|||", "||||Man, Rusty|||", "||||Spiderboy|||"}, nil, "", "{0 0 0} {0 0 0} {0 0 0}", "",
			"1 team:Preventer id:2 one letter off; 1 hero:Rusti-Man id:3 one letter off; 2 hero:Man, Rusty id:3 the words in another order; 3 hero:Spiderboy id:2 the same without accents, case, and spacing"},
		{"decided one by one", []string{"|Preventer|||Rusti-Man|||", "||||Man, Rusty|||", "||||Spiderboy|||"},
			answers{"team:Preventer": "id:2", "hero:Rusti-Man": "same", "hero:Man, Rusty": "same", "hero:Spiderboy": "new"}, "", "{0 0 1} {1 0 1} {0 0 1}", "", ""},
		{"all the same", []string{"|Preventer|||Rusti-Man|||", "||||Man, Rusty|||"}, nil, "same", "{0 0 1} {0 0 1} {0 0 1}", "", ""},
		{"all new", []string{"|Preventer|||Rusti-Man|||", "||||Man, Rusty|||"}, nil, "new", "{1 0 0} {2 0 0} {1 0 0}", "", ""},
		{"an answer that is none", []string{"||||Rusti-Man|||"}, answers{"hero:Rusti-Man": "id:1"}, "new", "{0 0 0} {0 0 0} {0 0 0}", "", "1 hero:Rusti-Man id:3 one letter off"},
		{"twins in the file", []string{"|Medics|||Ann Lee|x||active", "|medics|||ANN LEE||30|active"}, nil, "", "{1 0 0} {1 0 0} {1 0 0}",
			"line 2: using Medics (line 1) for “medics”\nline 2: using Ann Lee (line 1) for “ANN LEE”", ""},
		{"the one with the id first", []string{"||||ann lee||30|", "|||9|Ann Lee|x||"}, nil, "", "{0 0 0} {1 0 0} {0 0 0}", "line 1: using Ann Lee (line 2) for “ann lee”", ""},
		{"close ones in the file", []string{"|Medics|||Anna Müller|||", "|Medcis|||Ana Müller|||"}, nil, "", "{0 0 0} {0 0 0} {0 0 0}", "",
			"2 team:Medcis line:1 one letter off; 2 hero:Ana Müller line:1 one letter off"},
		{"decided in the file", []string{"|Medics|||Anna Müller|||", "|Medcis|||Ana Müller|||active"}, answers{"team:Medcis": "line:1", "hero:Ana Müller": "new"}, "", "{1 0 0} {2 0 0} {2 0 0}", "", ""},
		{"numbers and letters tell apart", []string{"|Team 1|||Hero A|||", "|Team 2|||Hero B|||"}, nil, "", "{2 0 0} {2 0 0} {2 0 0}", "", ""},
		{"the normal form", []string{"||||Émile|||", "||||" + norm.NFD.String("Émile") + "|||"}, nil, "", "{0 0 0} {1 0 0} {0 0 0}", "line 2: using Émile (line 1) for “Émile”", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := mustOpen(t, copyOf(t, "sqlmodel.db"))
			w := importer.Import{Draft: drafted(t, test.rows...), Answers: test.answers, Otherwise: test.otherwise, Name: "file.csv"}
			p := importPlan(t, s, w)
			var doubts []string
			for _, d := range p.Doubts {
				for _, other := range d.Others {
					doubts = append(doubts, fmt.Sprintf("%d %s %s %v", d.Line, d.ID(), other.Answer(), other.How))
				}
			}
			mustEqual(t, strings.Join(doubts, "; "), test.doubts)
			mustEqual(t, problems(p), "")
			if test.doubts != "" {
				if _, err := s.ApplyImport(t.Context(), p); model.ErrorCode(err) != model.Invalid {
					t.Errorf("applied in spite of doubts: %v", err)
				}
				return
			}
			mustEqual(t, outcomes(p), test.want)
			mustEqual(t, norm.NFC.String(strings.Join(p.Notes, "\n")), test.notes)
			if !p.Empty() {
				if _, err := s.ApplyImport(t.Context(), p); err != nil {
					t.Fatal(err)
				}
			}
			if again := importPlan(t, s, w); again.Doubtful > 0 || !again.Empty() {
				t.Errorf("once more: %s %v", outcomes(again), again.Doubts)
			}
		})
	}
}

// A name that fits several rows but none exactly is asked about.
func TestImportAlikeSeveral(t *testing.T) { engines(t, testImportAlikeSeveral) }

func testImportAlikeSeveral(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "INSERT INTO hero (id, name, secret_name) VALUES (7, 'rusty man', 'x')")
	s := mustOpen(t, path)
	w := importer.Import{Draft: drafted(t, "||||RUSTY-MAN||50|"), Otherwise: "same"}
	p := importPlan(t, s, w)
	if p.Doubtful != 1 || len(p.Doubts[0].Others) != 2 {
		t.Fatalf("doubts: %v", p.Doubts)
	}
	w.Answers = map[string]string{"hero:RUSTY-MAN": "id:7"}
	if _, err := s.ApplyImport(t.Context(), importPlan(t, s, w)); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(lines(t, other(t, path), "SELECT id FROM hero WHERE age = 50"), " "), "7")
}

// If very many names are new, only those are found that differ in case, accents, and
// spacing, and the plan says so.
func TestImportAlikeMany(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	d := drafted(t, "||||rusty-man|||", "||||Rusti-Man|||")
	for i := range 20_000 {
		d.Hero(importer.Entry{Line: 3 + i, Name: importer.Just(fmt.Sprintf("Hero %d", i))})
	}
	p := importPlan(t, s, importer.Import{Draft: d})
	mustEqual(t, outcomes(p), "{0 0 0} {20001 0 1} {0 0 0}")
	mustEqual(t, strings.Join(p.Notes, "\n"), "20002 names of heroes are new, too many to check for typing errors\nline 1: using Rusty-Man (id 3) for “rusty-man”")
}
