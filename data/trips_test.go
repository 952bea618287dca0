package data_test

import (
	"testing"

	"roster/data"
	"roster/internal/pgtest"
)

// On a server each statement is a journey. A change makes six of them, however
// many rows it is about, and a page one.
func TestRoundTrips(t *testing.T) { t.Run(onPostgres+string(pgtest.C), testRoundTrips) }

func testRoundTrips(t *testing.T) {
	path, crowd := crowd(t, 500)
	relay, url := relayTo(t, path)
	s := mustOpen(t, url)
	for _, training := range []bool{false, true} { // the first one makes the history, the second one sees it
		must(t, s, data.SetTraining{Members: crowd[:1], Training: training})
	}
	mustTrips := func(what string, most int, do func()) {
		t.Helper()
		if n := relay.count(do); n > most {
			t.Errorf("%s takes %d round trips, more than %d", what, n, most)
		}
	}
	mustTrips("a toggle", 6, func() { must(t, s, data.SetTraining{Members: crowd[:1]}) })
	var change data.Change
	mustTrips("a toggle of all but one", 6, func() { change = must(t, s, data.SetTraining{Members: crowd[1:]}) })
	mustTrips("undo", 6, func() { mustUndo(t, s, change.ID) })
	for _, list := range []struct {
		list data.List
		of   int64
	}{{data.Teams, 0}, {data.Heroes, 0}, {data.Members, 9}, {data.Memberships, 100}} {
		for _, q := range queries(list.list, list.of) {
			mustTripsOfPages(t, s, relay, q)
		}
	}
}

// mustTripsOfPages counts the round trips of every kind of page.
func mustTripsOfPages(t *testing.T, s *data.Store, r *relay, q data.Query) {
	t.Helper()
	first := leafOf(t, s, q, data.Seek{Limit: 10})
	seeks := []data.Seek{{}, {Place: data.Last}}
	if at := len(first.ids) / 2; len(first.ids) > 0 {
		for _, place := range []data.Place{data.Next, data.Prev, data.Around} {
			seeks = append(seeks, data.Seek{Place: place, Anchor: first.anchors[at], ID: first.ids[at], HasID: true})
		}
	}
	for _, seek := range seeks {
		seek.Limit = 10
		if n := r.count(func() { leafOf(t, s, q, seek) }); n != 1 {
			t.Errorf("%+v at %+v takes %d round trips", q, seek, n)
		}
	}
}
