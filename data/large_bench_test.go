package data_test

import (
	"testing"
	"time"

	"roster/data"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// BenchmarkLarge is the writing of many rows in a large roster: see
// docs/performance.md.
func BenchmarkLarge(b *testing.B) {
	largetest.Each(b, schema(b), func(b *testing.B, path string) {
		b.Run("Toggle10000", func(b *testing.B) { benchmarkToggleMany(b, path) })
		b.Run("DeleteHero", func(b *testing.B) {
			benchmarkDelete(b, path, func(s *data.Store, n int64) data.Intent {
				hero, _, err := s.Hero(b.Context(), 1+n)
				if err != nil {
					b.Fatal(err)
				}
				return data.DeleteHeroes{Heroes: []data.Hero{hero}}
			})
		})
		b.Run("DeleteLargestTeam", func(b *testing.B) {
			benchmarkDelete(b, path, func(s *data.Store, _ int64) data.Intent {
				team, _, err := s.Team(b.Context(), generate.Largest)
				if err != nil {
					b.Fatal(err)
				}
				return data.DeleteTeams{Teams: []data.Team{team}}
			})
		})
	})
	b.Run("AddIndexes", benchmarkAddIndexes)
}

// benchmarkToggleMany gives up to 10,000 members of the largest team the other
// standing: a plan and its change. Aim: under 600 ms.
func benchmarkToggleMany(b *testing.B, path string) {
	s := mustOpen(b, path)
	team, _, err := s.Team(b.Context(), generate.Largest)
	if err != nil {
		b.Fatal(err)
	}
	page, err := s.Members(b.Context(), data.Query{List: data.Members, Of: team.ID}, data.Seek{Limit: 10_000})
	if err != nil {
		b.Fatal(err)
	}
	marked := seen(team.Name, page.Rows...)
	must(b, s, data.SetTraining{Members: marked, Training: true})
	var watch largetest.Stopwatch
	training := true
	for b.Loop() {
		training = !training
		start := time.Now()
		must(b, s, data.SetTraining{Members: marked, Training: training})
		watch.Took("toggle", time.Since(start))
	}
	watch.Report(b)
}

// benchmarkDelete deletes what intent says, and undoes it.
func benchmarkDelete(b *testing.B, path string, intent func(s *data.Store, n int64) data.Intent) {
	s := mustOpen(b, path)
	var watch largetest.Stopwatch
	for n := int64(0); b.Loop(); n++ {
		want := intent(s, n)
		start := time.Now()
		change := must(b, s, want)
		watch.Took("delete", time.Since(start))
		start = time.Now()
		mustUndo(b, s, change.ID)
		watch.Took("undo", time.Since(start))
	}
	watch.Report(b)
}

// benchmarkAddIndexes adds the indexes to a roster of each size.
func benchmarkAddIndexes(b *testing.B) {
	for _, heroes := range largetest.Sizes(b) {
		b.Run(largetest.Name(heroes), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := mustOpen(b, largetest.Plain(b, schema(b), generate.Fit(heroes)))
				plan, err := s.PlanIndexes(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if err := s.AddIndexes(b.Context(), plan); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
