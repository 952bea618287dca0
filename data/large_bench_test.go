package data_test

import (
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// BenchmarkLarge is the writing of many rows in a large roster: see
// docs/performance.md.
func BenchmarkLarge(b *testing.B) {
	largetest.Each(b, schema(b), benchmarkWrites)
	b.Run("AddIndexes", benchmarkAddIndexes)
}

// BenchmarkServedLarge is the same on PostgreSQL, and the reading of pages.
func BenchmarkServedLarge(b *testing.B) {
	largetest.EachPostgres(b, schema(b), func(b *testing.B, url string) {
		b.Run("Toggle", func(b *testing.B) { benchmarkToggleOne(b, url) })
		b.Run("Pages", func(b *testing.B) { benchmarkPages(b, url) })
		benchmarkWrites(b, url)
	})
}

// benchmarkWrites writes many rows.
func benchmarkWrites(b *testing.B, path string) {
	b.Run("Toggle10000", func(b *testing.B) { benchmarkToggleMany(b, path) })
	b.Run("DeleteHero", func(b *testing.B) {
		benchmarkDelete(b, path, func(s *data.Store, n int64) intent.Intent {
			hero, _, err := s.Reader().Hero(b.Context(), id(1+n))
			if err != nil {
				b.Fatal(err)
			}
			return intent.DeleteHeroes{Heroes: []model.Hero{hero}}
		})
	})
	b.Run("DeleteLargestTeam", func(b *testing.B) {
		benchmarkDelete(b, path, func(s *data.Store, _ int64) intent.Intent {
			team, _, err := s.Reader().Team(b.Context(), id(generate.Largest))
			if err != nil {
				b.Fatal(err)
			}
			return intent.DeleteTeams{Teams: []model.Team{team}}
		})
	})
}

// benchmarkToggleOne turns one membership there and back. Aim: as many round trips
// as ten rows take.
func benchmarkToggleOne(b *testing.B, path string) {
	s := mustOpen(b, path)
	marked, training := firstMembers(b, s, 1)
	measureToggle(b, s, marked, training)
}

// benchmarkPages reads pages of every list in every order and by every standing, at
// both ends and around a row. Aim: 99 in 100 within 25 ms.
func benchmarkPages(b *testing.B, path string) {
	s := mustOpen(b, path)
	var watch largetest.Stopwatch
	for b.Loop() {
		for _, list := range []struct {
			name string
			list query.List
			of   model.ID
		}{
			{"teams", query.Teams, id(0)}, {"heroes", query.Heroes, id(0)}, {"largest", query.Members, id(generate.Largest)}, {"large", query.Members, id(generate.Large)},
			{"clustered", query.Members, id(generate.Clustered)}, {"usual", query.Members, id(generate.Usual)}, {"memberships", query.Memberships, id(5)},
		} {
			for _, q := range queries(list.list, list.of) {
				readPages(b, s, q, func(took time.Duration) { watch.Took(list.name, took) })
			}
		}
	}
	watch.Report(b)
}

// readPages reads the pages of one query and tells how long each took.
func readPages(b *testing.B, s *data.Store, q query.Query, tell func(time.Duration)) {
	b.Helper()
	read := func(at query.Seek) listPage {
		at.Limit = 60
		start := time.Now()
		page := readPage(b, s, q, at)
		tell(time.Since(start))
		return page
	}
	read(query.Seek{})
	page := read(query.Seek{Place: query.Last})
	for _, place := range []query.Place{query.Prev, query.Around, query.Next} {
		if len(page.ids) == 0 { // a page had all the rows
			return
		}
		page = read(query.Seek{Place: place, Anchor: page.anchors[0], ID: page.ids[0], HasID: true})
	}
}

// benchmarkToggleMany gives up to 10,000 members of the largest team the other
// standing: a plan and its change. Aim: under 600 ms.
func benchmarkToggleMany(b *testing.B, path string) {
	s := mustOpen(b, path)
	marked, _ := firstMembers(b, s, 10_000)
	must(b, s, intent.SetStanding{Members: marked, Standing: model.Training})
	measureToggle(b, s, marked, true)
}

// firstMembers returns the first members of the largest team, and whether the very
// first is in training.
func firstMembers(b *testing.B, s *data.Store, most int) (marked []model.MembershipRef, isTraining bool) {
	team, _, err := s.Reader().Team(b.Context(), id(generate.Largest))
	if err != nil {
		b.Fatal(err)
	}
	page, err := s.Reader().Members(b.Context(), query.Query{List: query.Members, Of: team.ID}, query.Seek{Limit: most})
	if err != nil {
		b.Fatal(err)
	}
	return seen(team.Name, page.Rows...), page.Rows[0].Standing == model.Training
}

// measureToggle gives these members the other standing, again and again.
func measureToggle(b *testing.B, s *data.Store, marked []model.MembershipRef, training bool) {
	var watch largetest.Stopwatch
	for b.Loop() {
		training = !training
		start := time.Now()
		must(b, s, intent.SetStanding{Members: marked, Standing: model.StandingOf(training)})
		watch.Took("toggle", time.Since(start))
	}
	watch.Report(b)
}

// benchmarkDelete deletes what intent says, and undoes it.
func benchmarkDelete(b *testing.B, path string, intent func(s *data.Store, n int64) intent.Intent) {
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
