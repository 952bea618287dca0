// Package largetest creates large rosters for benchmarks, and measures the delays that a user
// notices.
package largetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"roster/data"
	"roster/data/query"
	"roster/internal/bigroster/generate"
	"roster/internal/pgtest"
)

// Sizes returns the numbers of heroes that benchmarks are run with, smallest
// first: those of BENCH_HEROES, with a comma between them, else 1,000 and
// 100,000.
func Sizes(b *testing.B) []int {
	b.Helper()
	text := os.Getenv("BENCH_HEROES")
	if text == "" {
		return []int{1000, 100_000}
	}
	var sizes []int
	for field := range strings.SplitSeq(text, ",") {
		heroes, err := strconv.Atoi(field)
		if err != nil {
			b.Fatalf("BENCH_HEROES is %q: numbers with commas between them are wanted", text)
		}
		sizes = append(sizes, heroes)
	}
	return sizes
}

// Each runs a benchmark for each of the [Sizes], with a roster of that size.
func Each(b *testing.B, schema string, bench func(b *testing.B, path string)) {
	for _, heroes := range Sizes(b) {
		b.Run(Name(heroes), func(b *testing.B) {
			bench(b, Roster(b, schema, generate.Fit(heroes)))
		})
	}
}

// EachPostgres is [Each] on a throwaway PostgreSQL, with the URL of the roster.
func EachPostgres(b *testing.B, schema string, bench func(b *testing.B, url string)) {
	for _, heroes := range Sizes(b) {
		b.Run(Name(heroes), func(b *testing.B) {
			bench(b, Postgres(b, schema, generate.Fit(heroes)))
		})
	}
}

// buffers is a quarter of the memory of a small machine, as a server should have.
// https://www.postgresql.org/docs/current/runtime-config-resource.html
const buffers = "shared_buffers = 1GB"

// Postgres returns the URL of a new roster of that size on a throwaway PostgreSQL, with the
// indexes of roster if it would offer them.
func Postgres(tb testing.TB, schema string, size generate.Size) string {
	tb.Helper()
	server := pgtest.Start(tb, pgtest.Options{Settings: []string{buffers}})
	path, url := Plain(tb, schema, size), server.Database(tb, pgtest.CUTF)
	store, err := data.Open(tb.Context(), url, data.Options{Schema: schema, Create: true})
	if err == nil {
		err = store.Close()
	}
	if err == nil {
		err = generate.CopyToPostgres(tb.Context(), path, url)
	}
	if err != nil {
		tb.Fatal(err)
	}
	Index(tb, url, schema)
	return url
}

// Name returns what a benchmark of that size is called.
func Name(heroes int) string { return fmt.Sprintf("heroes=%d", heroes) }

// Roster returns the path of a new roster of that size in a temporary folder, with the indexes
// of roster if it would offer them. schema is the text of schema.sql.
func Roster(tb testing.TB, schema string, size generate.Size) string {
	tb.Helper()
	path := Plain(tb, schema, size)
	Index(tb, path, schema)
	return path
}

// Plain returns the path of a new roster without the indexes of roster.
func Plain(tb testing.TB, schema string, size generate.Size) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "large.db")
	if err := generate.Write(tb.Context(), path, schema, size); err != nil {
		tb.Fatal(err)
	}
	return path
}

// WithFields returns the path of a roster that has custom fields, with the indexes of roster or
// without. In the folder BENCH_FOLDER, if that is set, it is created once and stays: benchmarks
// only read it.
func WithFields(tb testing.TB, schema string, size generate.Size, indexed bool) string {
	tb.Helper()
	folder := os.Getenv("BENCH_FOLDER")
	if folder == "" {
		folder = tb.TempDir()
	}
	path := filepath.Join(folder, fmt.Sprintf("fields-%d-%t.db", size.Heroes, indexed))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	made := Plain(tb, schema, size)
	if err := generate.AddFields(tb.Context(), made); err != nil {
		tb.Fatal(err)
	}
	if indexed {
		Index(tb, made, schema)
	}
	if err := os.Rename(made, path); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Index adds the indexes that roster offers for the database at path.
func Index(tb testing.TB, path, schema string) {
	tb.Helper()
	store, err := data.Open(tb.Context(), path, data.Options{Schema: schema})
	if err != nil {
		tb.Fatal(err)
	}
	plan, err := store.PlanIndexes(tb.Context())
	if err == nil {
		err = store.AddIndexes(tb.Context(), plan)
	}
	if err != nil {
		tb.Fatal(err)
	}
	if err := store.Close(); err != nil {
		tb.Fatal(err)
	}
}

// Heroes returns how many heroes the roster at path has.
func Heroes(tb testing.TB, path string) int64 {
	tb.Helper()
	store, err := data.Open(tb.Context(), path, data.Options{ReadOnly: true})
	if err != nil {
		tb.Fatal(err)
	}
	heroes, err := store.Reader().Count(tb.Context(), query.Query{List: query.Heroes})
	if err != nil {
		tb.Fatal(err)
	}
	if err := store.Close(); err != nil {
		tb.Fatal(err)
	}
	return heroes
}
