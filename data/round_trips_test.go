package data_test

import (
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/pgtest"
)

// On a server each statement is a journey. A change makes six of them, however
// many rows it is about, and a page one.
func TestRoundTrips(t *testing.T) { t.Run(onPostgres+string(pgtest.C), testRoundTrips) }

func testRoundTrips(t *testing.T) {
	path, crowd := largeTeam(t, 500)
	relay, url := proxyTo(t, path)
	s := mustOpen(t, url)
	for _, training := range []bool{false, true} { // the first one makes the history, the second one sees it
		must(t, s, intent.SetStanding{Members: crowd[:1], Standing: model.StandingOf(training)})
	}
	mustTrips := func(what string, most int, do func()) {
		t.Helper()
		if n := relay.count(do); n > most {
			t.Errorf("%s takes %d round trips, more than %d", what, n, most)
		}
	}
	mustTrips("a toggle", 6, func() { must(t, s, intent.SetStanding{Members: crowd[:1], Standing: model.Active}) })
	var change change.Change
	mustTrips("a toggle of all but one", 6, func() { change = must(t, s, intent.SetStanding{Members: crowd[1:], Standing: model.Active}) })
	mustTrips("undo", 6, func() { mustUndo(t, s, change.ID) })
	for _, list := range []struct {
		list query.List
		of   model.ID
	}{{query.Teams, id(0)}, {query.Heroes, id(0)}, {query.Members, id(9)}, {query.Memberships, id(100)}} {
		for _, q := range queries(list.list, list.of) {
			mustTripsOfPages(t, s, relay, q)
		}
	}
}

// mustTripsOfPages counts the round trips of every kind of page.
func mustTripsOfPages(t *testing.T, s *data.Store, r *proxy, q query.Query) {
	t.Helper()
	first := readPage(t, s, q, query.Seek{Limit: 10})
	seeks := []query.Seek{{}, {Place: query.Last}}
	if at := len(first.ids) / 2; len(first.ids) > 0 {
		for _, place := range []query.Place{query.Next, query.Prev, query.Around} {
			seeks = append(seeks, query.Seek{Place: place, Anchor: first.anchors[at], ID: first.ids[at], HasID: true})
		}
	}
	for _, seek := range seeks {
		seek.Limit = 10
		if n := r.count(func() { readPage(t, s, q, seek) }); n != 1 {
			t.Errorf("%+v at %+v takes %d round trips", q, seek, n)
		}
	}
}
