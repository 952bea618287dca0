package exchange

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/data"
	"roster/data/importer"
	"roster/data/snapshot"
	"roster/internal/bigroster/largetest"
)

// eachSize runs a benchmark on a generated roster of each size of BENCH_HEROES.
func eachSize(b *testing.B, bench func(b *testing.B, s *data.Store, links int64)) {
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		b.Fatal(err)
	}
	largetest.Each(b, string(schema), func(b *testing.B, path string) {
		s, err := data.Open(b.Context(), path, data.Options{Schema: string(schema)})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := s.Close(); err != nil {
				b.Error(err)
			}
		})
		bench(b, s, linksOf(b, s))
	})
}

// linksOf returns how many memberships a roster has.
func linksOf(b *testing.B, s *data.Store) int64 {
	b.Helper()
	var links int64
	err := s.Snapshot(b.Context(), "Count", func(now *snapshot.Snapshot) error {
		return now.Links(b.Context(), func(snapshot.Link) error { links++; return nil })
	})
	if err != nil {
		b.Fatal(err)
	}
	return links
}

// BenchmarkExport writes a roster in each format.
func BenchmarkExport(b *testing.B) {
	eachSize(b, func(b *testing.B, s *data.Store, links int64) {
		for _, format := range Formats() {
			b.Run(string(format), func(b *testing.B) {
				for b.Loop() {
					if err := Write(b.Context(), io.Discard, s, Options{Format: format, Secrets: true}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(links)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
			})
		}
	})
}

// BenchmarkImport brings a roster into an empty database, beside what the
// sqlite3 shell's .import takes for the same rows. The aim is at most one and a
// half times as long.
func BenchmarkImport(b *testing.B) {
	eachSize(b, func(b *testing.B, s *data.Store, links int64) {
		for _, format := range []Format{CSV, JSON} {
			file := exported(b, s, format)
			b.Run(string(format), func(b *testing.B) {
				for b.Loop() {
					importFile(b, file, format)
				}
				b.ReportMetric(float64(links)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
			})
		}
		b.Run("sqlite3", func(b *testing.B) { benchmarkShell(b, s.Path(), links) })
	})
}

// exported returns the name of a file with the whole roster.
func exported(b *testing.B, s *data.Store, format Format) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "roster."+string(format))
	out, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	if err := Write(b.Context(), out, s, Options{Format: format, Secrets: true}); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	return file
}

func importFile(b *testing.B, file string, format Format) {
	b.Helper()
	in, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	draft := importer.NewDraft()
	err = Read(b.Context(), in, format, draft)
	if err != nil {
		b.Fatal(err)
	}
	s := rosterOf(b)
	plan, err := s.PlanImport(b.Context(), importer.Import{Draft: draft})
	if err != nil || plan.Problems.Count > 0 {
		b.Fatal(err, plan.Problems)
	}
	if _, err := s.ApplyImport(b.Context(), plan); err != nil {
		b.Fatal(err)
	}
}

// benchmarkShell imports the three tables of a database with the sqlite3 shell,
// into tables of the same schema.
func benchmarkShell(b *testing.B, from string, links int64) {
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
	b.ReportMetric(float64(links)*float64(b.N)/b.Elapsed().Seconds(), "links/s")
}
