package ui_test

import (
	"context"
	"testing"
	"time"

	"roster/data/model"
	"roster/data/query"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// question is one of a coordinator's everyday questions, as keys: what is measured is from
// each of them to the screen with its answer.
type question struct {
	name  string
	view  int
	begin []string // keys that are not measured
	keys  []string
}

// paged are the keys that go through a list in a new order.
var paged = []string{"g", "pgdown", "pgdown", "G", "pgup"}

func questions() []question {
	filter := []string{"/", "m", "a", "enter", "esc"}
	then := func(keys ...string) []string { return append(append(keys, paged...), filter...) }
	return []question{
		{name: "TeamsByCoverage", view: 0, keys: then("s")},
		{name: "TeamsByActive", view: 0, begin: []string{"s"}, keys: then("s")},
		{name: "HeroesByActive", view: 1, begin: []string{"s"}, keys: then("s")},
		{name: "AllTrainees", view: 3, begin: []string{"enter"}, keys: then()},
		{name: "AllTraineesByTeam", view: 3, begin: []string{"enter"}, keys: then("s")},
		{name: "AllTraineesByName", view: 3, begin: []string{"enter", "s"}, keys: then("s")},
		{name: "FindAnyone", view: 0, keys: []string{"ctrl+f", "s", "t", "a", "r", "esc", "ctrl+f", "z", "q", "x", "esc"}},
		{name: "PeopleMatch", view: 0, keys: []string{"/", "z", "o", "e", " ", "a", "enter", "esc"}},
	}
}

// BenchmarkLargeQuestions is how long the answers to a coordinator's questions take, with
// custom fields: see docs/performance.md.
func BenchmarkLargeQuestions(b *testing.B) {
	for _, heroes := range largetest.Sizes(b) {
		b.Run(largetest.Name(heroes), func(b *testing.B) {
			path := largetest.WithFields(b, schema(b), generate.Fit(heroes), true)
			for _, q := range questions() {
				b.Run(q.name, func(b *testing.B) { benchmarkQuestion(b, path, q) })
			}
			b.Run("CountUnderMinimum", func(b *testing.B) { benchmarkUnderstaffed(b, path) })
		})
	}
}

// benchmarkQuestion asks a question a few times.
func benchmarkQuestion(b *testing.B, path string, q question) {
	for b.Loop() {
		l := startLive(b, path, at(q.view, model.ID{}))
		for _, key := range q.begin {
			l.key(key)
		}
		var watch largetest.Stopwatch
		l.longest = 0
		for _, key := range q.keys {
			what := name(key)
			if len(key) == 1 && what == key {
				what = "typed"
			}
			watch.Took(what, l.key(key))
		}
		l.end()
		watch.Report(b)
		b.ReportMetric(float64(l.longest.Microseconds())/1000, "stall-ms")
	}
}

// benchmarkUnderstaffed counts the teams below their minimum, for the header.
func benchmarkUnderstaffed(b *testing.B, path string) {
	s := mustOpen(b, path, newSetup(b).data)
	for b.Loop() {
		var watch largetest.Stopwatch
		start := time.Now()
		if _, err := s.Reader().Count(context.Background(), query.Query{List: query.Teams, Status: query.Understaffed}); err != nil {
			b.Fatal(err)
		}
		watch.Took("count", time.Since(start))
		watch.Report(b)
	}
}
