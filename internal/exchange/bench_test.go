package exchange

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"roster/data"
)

// benchHeroes is how many heroes the benchmarks have, in a team for each hundred
// of them, with five memberships each: 20,000, or BENCH_HEROES.
func benchHeroes(b *testing.B) int {
	b.Helper()
	text := os.Getenv("BENCH_HEROES")
	if text == "" {
		return 20_000
	}
	heroes, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return heroes
}

// BenchmarkExport writes a roster in each format.
func BenchmarkExport(b *testing.B) {
	heroes := benchHeroes(b)
	s := rosterOf(b, generated(heroes)...)
	for _, format := range Formats() {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				if err := Write(b.Context(), io.Discard, s, format); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(heroes*5)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
		})
	}
}

// BenchmarkImport brings a roster into an empty database, beside what the
// sqlite3 shell's .import takes for the same rows. The aim is at most one and a
// half times as long.
func BenchmarkImport(b *testing.B) {
	heroes := benchHeroes(b)
	s := rosterOf(b, generated(heroes)...)
	for _, format := range []Format{CSV, JSON} {
		file := filepath.Join(b.TempDir(), "roster."+string(format))
		out, err := os.Create(file)
		if err != nil {
			b.Fatal(err)
		}
		if err := Write(b.Context(), out, s, format); err != nil {
			b.Fatal(err)
		}
		if err := out.Close(); err != nil {
			b.Fatal(err)
		}
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				importFile(b, file, format)
			}
			b.ReportMetric(float64(heroes*5)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
		})
	}
	b.Run("sqlite3", func(b *testing.B) { benchmarkShell(b, s.Path(), heroes) })
}

func importFile(b *testing.B, file string, format Format) {
	b.Helper()
	in, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	draft, err := Read(b.Context(), in, format)
	if err != nil {
		b.Fatal(err)
	}
	s := rosterOf(b)
	plan, err := s.PlanImport(b.Context(), data.Import{Draft: draft})
	if err != nil || plan.Problems.Count > 0 {
		b.Fatal(err, plan.Problems)
	}
	if _, err := s.ApplyImport(b.Context(), plan); err != nil {
		b.Fatal(err)
	}
}

// benchmarkShell imports the three tables of a database with the sqlite3 shell,
// into tables of the same schema.
func benchmarkShell(b *testing.B, from string, heroes int) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		b.Skip("there is no sqlite3 shell to compare with")
	}
	folder := b.TempDir()
	shell := func(database, script string) {
		cmd := exec.Command("sqlite3", database)
		cmd.Dir, cmd.Stdin = folder, strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	shell(from, ".mode csv\n.once team.csv\nSELECT * FROM team;\n.once hero.csv\nSELECT * FROM hero;\n.once heroteamlink.csv\nSELECT * FROM heroteamlink;\n")
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		shell(fmt.Sprintf("%d.db", n), string(schema)+"\n.mode csv\n.import team.csv team\n.import hero.csv hero\n.import heroteamlink.csv heroteamlink\n")
	}
	b.ReportMetric(float64(heroes*5)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
}

// generated returns statements that make heroes, a team for each hundred of
// them, and 500 memberships a team, spread over all heroes.
func generated(heroes int) []string {
	const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1) "
	teams := heroes / 100
	return []string{
		fmt.Sprintf("INSERT INTO team "+numbers+"SELECT i + 1, 'Team ' || i, 'Tower ' || i %% 97 FROM n", teams),
		fmt.Sprintf("INSERT INTO hero "+numbers+"SELECT i + 1, 'Hero ' || i * 7919 %% 1000003, 'Person ' || i, nullif(i %% 80, 0) FROM n", heroes),
		fmt.Sprintf("INSERT INTO heroteamlink "+numbers+"SELECT 1 + i / 500, 1 + (i %% 500 * (%[2]d / 500) + i / 500 * 37) %% %[2]d, i %% 3 = 0 FROM n", teams*500, heroes),
	}
}
