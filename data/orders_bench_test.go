package data_test

import (
	"fmt"
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// BenchmarkLargeOrders is the reading of a list in each of its orders, with custom fields:
// see docs/performance.md.
func BenchmarkLargeOrders(b *testing.B) {
	for _, heroes := range largetest.Sizes(b) {
		for _, indexed := range []bool{true, false} {
			name := largetest.Name(heroes)
			if !indexed {
				name += "/unindexed"
			}
			b.Run(name, func(b *testing.B) {
				benchmarkOrders(b, largetest.WithFields(b, schema(b), generate.Fit(heroes), indexed))
			})
		}
	}
}

// BenchmarkPostgresOrders is [BenchmarkLargeOrders] on a server, with indexes.
func BenchmarkPostgresOrders(b *testing.B) {
	largetest.EachPostgres(b, schema(b), func(b *testing.B, url string) {
		if err := generate.ServeFields(b.Context(), url); err != nil {
			b.Fatal(err)
		}
		largetest.Index(b, url, schema(b))
		benchmarkOrders(b, url)
	})
}

// BenchmarkLargeNews is the reading of what others did since a visit: the last hundred changes,
// or all that the history keeps, each of ten memberships.
func BenchmarkLargeNews(b *testing.B) {
	largetest.Each(b, schema(b), func(b *testing.B, path string) {
		fillHistory(b, mustOpen(b, path, as("ben@base")))
		s := mustOpen(b, path, as("ana@base"))
		newest, err := s.History().News(b.Context(), 0)
		if err != nil {
			b.Fatal(err)
		}
		for name, after := range map[string]int64{"hundred": newest.Newest - 100, "all": 0} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if _, err := s.History().News(b.Context(), after); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

// fillHistory fills the history.
func fillHistory(b *testing.B, s *data.Store) {
	b.Helper()
	page, err := s.Reader().Members(b.Context(), query.Query{List: query.Members, Of: id(generate.Usual)}, query.Seek{Limit: 10})
	if err != nil {
		b.Fatal(err)
	}
	want := intent.SetStanding{Standing: model.Training}
	for _, m := range page.Rows {
		want.Members = append(want.Members, model.MembershipRef{LinkKey: m.Key(), Hero: m.Hero.Name})
	}
	for range keptChanges {
		must(b, s, want)
		want.Standing = want.Standing.Toggled()
	}
}

// keptChanges is how many changes the history keeps.
const keptChanges = 10_000

// benchmarkOrders reads each list in each order.
func benchmarkOrders(b *testing.B, path string) {
	s := mustOpen(b, path)
	for _, list := range []struct {
		name string
		q    query.Query
	}{
		{"teams", query.Query{List: query.Teams}},
		{"heroes", query.Query{List: query.Heroes}},
		{"trainees", query.Query{List: query.Trainees, Status: query.OnlyTraining}},
		{"usual", query.Query{List: query.Members, Of: id(generate.Usual)}},
		{"large", query.Query{List: query.Members, Of: id(generate.Large)}},
		{"largest", query.Query{List: query.Members, Of: id(generate.Largest)}},
	} {
		for _, order := range s.Reader().Orders(list.q.List) {
			q := list.q
			q.SetOrder(order)
			b.Run(fmt.Sprintf("%s/%d%s", list.name, order.Sort, order.Field), func(b *testing.B) { benchmarkOrder(b, s, q) })
		}
	}
}

// benchmarkOrder reads the pages that keys ask for: the ends, a page on, around a row, and
// those of a filter.
func benchmarkOrder(b *testing.B, s *data.Store, q query.Query) {
	var watch largetest.Stopwatch
	read := func(what string, q query.Query, at query.Seek) listPage {
		at.Limit, at.Least, at.Above = 60, 20, 20
		start := time.Now()
		page := readPage(b, s, q, at)
		watch.Took(what, time.Since(start))
		return page
	}
	for b.Loop() {
		watch = largetest.Stopwatch{}
		for _, q.Desc = range []bool{false, true} {
			first := read("first", q, query.Seek{})
			if n := len(first.ids) - 1; n >= 0 && first.after {
				read("next", q, query.Seek{Place: query.Next, Anchor: first.anchors[n]})
			}
			last := read("last", q, query.Seek{Place: query.Last})
			if len(last.ids) > 0 && q.List != query.Trainees {
				read("around", q, query.Seek{Place: query.Around, Anchor: last.anchors[0], ID: last.ids[0], HasID: true})
			}
			for what, term := range map[string]string{"filter": "ma", "nowhere": "zqx"} {
				filtered := q
				filtered.Filter = []string{term}
				read(what, filtered, query.Seek{})
			}
		}
	}
	watch.Report(b)
}
