package data_test

import (
	"slices"
	"testing"
	"time"

	"roster/data"
	"roster/data/access"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// changesOf returns the labels of the changes that a query asks for, as a list shows them
// and as all of them are told.
func changesOf(t *testing.T, s *data.Store, q query.Query) []string {
	t.Helper()
	q.List = query.History
	p, err := s.History().Changes(t.Context(), q, query.Seek{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var listed, told []string
	for _, c := range p.Rows {
		listed = append(listed, c.Label)
	}
	if err := s.History().EachChange(t.Context(), q, func(c change.Change) error { told = append(told, c.Label); return nil }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Reader().Count(t.Context(), q); err != nil || int(n) != len(listed) || !slices.Equal(listed, told) {
		t.Errorf("%+v: listed %q, told %q, counted %d (%v)", q, listed, told, n, err)
	}
	return listed
}

// The history is filtered by the people and teams that a change is about, also where its
// label only counts them, by who made it and by when; never by a secret name.
func TestHistoryIsFiltered(t *testing.T) { engines(t, testHistoryIsFiltered) }

func testHistoryIsFiltered(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	ana, ben := mustOpen(t, path), mustOpen(t, path, as("ben@base"))
	must(t, ana, graduate)
	must(t, ben, intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(2)), seedMember(id(2), id(3))}, Standing: model.Training})
	must(t, ben, intent.Create{Label: "Import of a file", Teams: []model.Team{{Name: "Åse's “team”", Headquarters: "Attic"}}, Heroes: []model.Hero{{Name: "Jörg Müller", SecretName: "Pedro"}}})
	const first, second, third = "Spider-Boy: training → active in Z-Force", "2 heroes: active → training in Preventers", "Import of a file"
	monday := time.Date(2026, 11, 22, 12, 0, 2, 0, time.UTC)
	for name, test := range map[string]struct {
		q    query.Query
		want []string
	}{
		"everything":          {query.Query{}, []string{third, second, first}},
		"a person":            {query.Query{Filter: query.Terms("spider-boy")}, []string{second, first}},
		"a person and a team": {query.Query{Filter: query.Terms("Spider Preventers")}, []string{second}},
		"somebody new":        {query.Query{Filter: query.Terms("jorg muller")}, []string{third}},
		"a new team":          {query.Query{Filter: query.Terms("ase's")}, []string{third}},
		"an actor":            {query.Query{Filter: query.Terms("ben")}, []string{third, second}},
		"an actor alone":      {query.Query{By: query.Terms("ANA")}, []string{first}},
		"a person by another": {query.Query{Filter: query.Terms("rusty"), By: query.Terms("ana")}, nil},
		"a secret name":       {query.Query{Filter: query.Terms("pedro")}, nil},
		"a word of the entry": {query.Query{Filter: query.Terms("names")}, nil},
		"a column":            {query.Query{Filter: query.Terms("is_training")}, nil},
		"by others":           {query.Query{Status: query.ByOthers}, []string{third, second}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := changesOf(t, ana, test.q); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := changesOf(t, ben, query.Query{Since: monday}); !slices.Equal(got, []string{third}) { // each store counts its own seconds
		t.Errorf("since the second one: %q", got)
	}
	if got := changesOf(t, ben, query.Query{Since: monday.Add(-time.Second)}); len(got) != 3 {
		t.Errorf("since the first one: %q", got)
	}
}

// A guest finds no account of the machine, which the history does not show them.
func TestHistoryIsFilteredForAGuest(t *testing.T) { engines(t, testHistoryIsFilteredForAGuest) }

func testHistoryIsFilteredForAGuest(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	must(t, mustOpen(t, path), graduate)
	eve := mustOpen(t, path, guest("eve", access.Writer, false))
	must(t, eve, intent.Remove{Members: []model.MembershipRef{seedMember(id(1), id(2))}})
	for typed, want := range map[string]int{"ana": 0, "base": 0, "eve": 1, "machine": 1} {
		if got := changesOf(t, eve, query.Query{Filter: query.Terms(typed)}); len(got) != want {
			t.Errorf("%s finds %q", typed, got)
		}
		if got := changesOf(t, eve, query.Query{By: query.Terms(typed)}); len(got) != want {
			t.Errorf("by %s: %q", typed, got)
		}
	}
}

// News are what others changed after an entry, and who they are.
func TestNews(t *testing.T) { engines(t, testNews) }

func testNews(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	ana, ben, cem := mustOpen(t, path), mustOpen(t, path, as("ben@base")), mustOpen(t, path, as("cem@base"))
	mustNews := func(after, newest, others int64, by ...string) {
		t.Helper()
		news, err := ana.History().News(t.Context(), after)
		if err != nil || news.Newest != newest || news.Others != others || !slices.Equal(news.By, by) {
			t.Errorf("after %d: %+v (%v)", after, news, err)
		}
	}
	mustNews(0, 0, 0)
	recruit(t, ana, "A")
	recruit(t, cem, "B")
	recruit(t, ben, "C")
	recruit(t, ben, "D")
	mustNews(0, 4, 3, actorOf(t, "ben@base"), actorOf(t, "cem@base"))
	mustNews(2, 4, 2, actorOf(t, "ben@base"))
	mustNews(4, 4, 0)
	mustNews(9, 4, 3, actorOf(t, "ben@base"), actorOf(t, "cem@base")) // cleared meanwhile
}
