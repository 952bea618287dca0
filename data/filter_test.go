package data_test

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"roster/data/model"
	"roster/data/query"
)

func TestFilter(t *testing.T) {
	s := mustOpen(t, copyOf(t, "dirty.db"))
	for _, test := range []struct {
		name, typed string
		want        []model.ID // heroes, in the order of ids
	}{
		{"nothing finds all", " \t ", modelHeroes},
		{"any case of ASCII", "RuStY", []model.ID{model.NumberID(3), model.NumberID(4), model.NumberID(5), model.NumberID(6)}},
		{"inside the name", "ider", []model.ID{model.NumberID(2)}},
		{"every term must occur", "boy spider", []model.ID{model.NumberID(2)}},
		{"one term that does not occur", "spider man", nil},
		{"lower case finds upper case", "émile", []model.ID{model.NumberID(14), model.NumberID(15)}},
		{"upper case finds lower case", "ÉMILE", []model.ID{model.NumberID(14), model.NumberID(15)}},
		{"a part after the capital", "mile", []model.ID{model.NumberID(14), model.NumberID(15)}},
		{"sharp s", "STRAße", []model.ID{model.NumberID(16)}},
		{"a digraph in lower case", "ǆungla", []model.ID{model.NumberID(17), model.NumberID(18)}},
		{"a digraph in title case", "ǅ", []model.ID{model.NumberID(17), model.NumberID(18)}},
		{"a digraph in upper case", "Ǆ", []model.ID{model.NumberID(17), model.NumberID(18)}},
		{"Cyrillic in lower case", "ждан", []model.ID{model.NumberID(19), model.NumberID(20)}},
		{"Cyrillic in upper case", "ЖДАН", []model.ID{model.NumberID(19), model.NumberID(20)}},
		{"percent is a letter", "%", []model.ID{model.NumberID(21)}},
		{"underscore is a letter", "_", []model.ID{model.NumberID(21)}},
		{"a quote is a letter", "'", []model.ID{model.NumberID(24)}},
		{"secret names are not searched", "Wilson", nil},
		{"secret names are not searched, nor their parts", "accent", nil},
		{"beyond a NUL", "man", []model.ID{model.NumberID(3), model.NumberID(4), model.NumberID(5), model.NumberID(6), model.NumberID(9)}},
		{"in a blob", "blob", []model.ID{model.NumberID(11)}},
		{"no case", "英雄", []model.ID{model.NumberID(22)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(test.typed)}
			reading{s, q, test.want}.all(t, 100)
		})
	}
	for _, test := range []struct {
		name, typed string
		list        query.List
		of          model.ID
		want        []model.ID
	}{
		{"teams", "pREV", query.Teams, model.NumberID(0), []model.ID{model.NumberID(2), model.NumberID(3)}},
		{"teams in Greek", "ωΜΕΓΑ", query.Teams, model.NumberID(0), nil},
		{"teams in Greek, lower case", "ωmega", query.Teams, model.NumberID(0), []model.ID{model.NumberID(8)}},
		{"headquarters are not searched", "Sharp", query.Teams, model.NumberID(0), nil},
		{"members by the name of the hero", "RUSTY", query.Members, model.NumberID(2), []model.ID{model.NumberID(3), model.NumberID(4), model.NumberID(5), model.NumberID(6)}},
		{"members by the name of the team", "Preventers", query.Members, model.NumberID(2), nil},
		{"memberships by the name of the team", "éclair", query.Memberships, model.NumberID(14), []model.ID{model.NumberID(6), model.NumberID(7)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query.Query{List: test.list, Of: test.of, Sort: query.ByID, Filter: query.Terms(test.typed)}
			reading{s, q, test.want}.all(t, 100)
		})
	}
}

// modelHeroes are the ids of all heroes of dirty.db.
var modelHeroes = slices.Collect(func(yield func(model.ID) bool) {
	for id := int64(1); id <= 24 && yield(id); id++ {
	}
})

// The very words of a name find it, however their letters beyond ASCII are mixed.
func TestFilterFindsTheVeryWords(t *testing.T) { engines(t, testFilterFindsTheVeryWords) }

func testFilterFindsTheVeryWords(t *testing.T) {
	names := []string{"éÉcole", "ÉÉCOLE", "ééCole", "Éécole"}
	s := heroesCalled(t, names...)
	for _, name := range names {
		p, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Filter: query.Terms(name)}, query.Seek{Limit: 10})
		if err != nil || !slices.ContainsFunc(p.Rows, func(h model.Hero) bool { return h.Name == name }) {
			t.Errorf("%q finds %v (%v)", name, p.Rows, err)
		}
	}
}

// Names are found without their accents, apostrophes and case, and with their words in
// any order, on both engines alike; whole lists, and by how they begin.
func TestFoundWithoutAccents(t *testing.T) { engines(t, testFoundWithoutAccents) }

func testFoundWithoutAccents(t *testing.T) {
	names := []string{"José Álvarez", norm.NFD.String("José Núñez"), "Łukasz Wójcik", "Jürgen Weiß", "Conan O’Brien", "Pat O'Brien", "Søren Kjær", "김민준", "Ждан", "Ｊｏｓｅ", "Joseph"}
	s := heroesCalled(t, names...)
	for typed, want := range map[string][]model.ID{
		"jose": {model.NumberID(4), model.NumberID(5), model.NumberID(13), model.NumberID(14)}, "JOSÉ": {model.NumberID(4), model.NumberID(5), model.NumberID(13), model.NumberID(14)}, norm.NFD.String("josé"): {model.NumberID(4), model.NumberID(5), model.NumberID(13), model.NumberID(14)}, "alvarez jose": {model.NumberID(4)}, "nunez": {model.NumberID(5)},
		"lukasz": {model.NumberID(6)}, "łukasz": {model.NumberID(6)}, "weiss": {model.NumberID(7)}, "weis": {model.NumberID(7)}, "s jur": {model.NumberID(7)}, "obrien": {model.NumberID(8), model.NumberID(9)}, "o'brien": {model.NumberID(8), model.NumberID(9)}, "o’brien pat": {model.NumberID(9)}, "'": {model.NumberID(9)},
		"soren kjaer": {model.NumberID(10)}, "민준": {model.NumberID(11)}, "ждан": {model.NumberID(12)}, "nobody": nil,
	} {
		reading{s, query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(typed)}, want}.all(t, 100)
	}
	for prefix, want := range map[string][]model.ID{
		"jose": {model.NumberID(4), model.NumberID(5), model.NumberID(13), model.NumberID(14)}, "jose a": {model.NumberID(4)}, "josé-á": {model.NumberID(4)}, "lu": {model.NumberID(6)}, "conan obr": {model.NumberID(8)}, "Ж": {model.NumberID(12)}, "weiss": nil, "김": {model.NumberID(11)},
	} {
		heroes, err := s.Reader().HeroesBeginning(t.Context(), prefix, 100)
		var ids []model.ID
		for _, h := range heroes {
			ids = append(ids, h.ID)
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%q begins %v (%v), want %v", prefix, ids, err, want)
		}
	}
}
