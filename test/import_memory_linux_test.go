package test

import (
	"path/filepath"
	"testing"

	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
	"roster/internal/testenv"
)

// exactFormats are those that an import restores.
var exactFormats = []string{"csv", "json"}

// An import takes about 35 MB for each million rows, beside what the program and SQLite take:
// see docs/performance.md. Twice the memory of what a file says would show here.
func TestImportMemory(t *testing.T) {
	t.Parallel()
	testenv.RequireLong(t)
	large := filepath.Join(t.TempDir(), "large.db")
	if err := generate.Write(t.Context(), large, read(t, "schema.sql"), generate.Fit(100_000)); err != nil {
		t.Fatal(err)
	}
	for _, format := range exactFormats {
		if took := importPeak(t, large, format); took > 84 {
			t.Errorf("%s: 600,000 rows took %d MB, want at most 84", format, took)
		}
	}
}

// importPeak exports a database, imports that into a new one, and returns the peak memory of
// the import in megabytes.
func importPeak(t testing.TB, path, format string) int64 {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "full."+format)
	if got := finish(t, command(t, folder, "export", "--db", path, "--output", file)); got.code != 0 {
		t.Fatalf("export: exit code %d, said %q", got.code, got.said)
	}
	got, took := peakOf(t, command(t, folder, "import", file, "--db", "new.db"))
	if got.code != 0 {
		t.Fatalf("import: exit code %d, said %q", got.code, got.said)
	}
	return took
}

// BenchmarkLargeImport reports the peak memory of an import of a whole roster. The goal is 300 MB for a
// million heroes with five million memberships.
func BenchmarkLargeImport(b *testing.B) {
	largetest.Each(b, read(b, "schema.sql"), func(b *testing.B, path string) {
		for _, format := range exactFormats {
			b.Run(format, func(b *testing.B) {
				b.ReportMetric(float64(importPeak(b, path, format)), "peak-MB")
			})
		}
	})
}
