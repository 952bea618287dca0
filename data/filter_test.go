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
		want        []int64 // heroes, in the order of ids
	}{
		{"nothing finds all", " \t ", modelHeroes},
		{"any case of ASCII", "RuStY", []int64{3, 4, 5, 6}},
		{"inside the name", "ider", []int64{2}},
		{"every term must occur", "boy spider", []int64{2}},
		{"one term that does not occur", "spider man", nil},
		{"lower case finds upper case", "émile", []int64{14, 15}},
		{"upper case finds lower case", "ÉMILE", []int64{14, 15}},
		{"a part after the capital", "mile", []int64{14, 15}},
		{"sharp s", "STRAße", []int64{16}},
		{"a digraph in lower case", "ǆungla", []int64{17, 18}},
		{"a digraph in title case", "ǅ", []int64{17, 18}},
		{"a digraph in upper case", "Ǆ", []int64{17, 18}},
		{"Cyrillic in lower case", "ждан", []int64{19, 20}},
		{"Cyrillic in upper case", "ЖДАН", []int64{19, 20}},
		{"percent is a letter", "%", []int64{21}},
		{"underscore is a letter", "_", []int64{21}},
		{"a quote is a letter", "'", []int64{24}},
		{"secret names are not searched", "Wilson", nil},
		{"secret names are not searched, nor their parts", "accent", nil},
		{"beyond a NUL", "man", []int64{3, 4, 5, 6, 9}},
		{"in a blob", "blob", []int64{11}},
		{"no case", "英雄", []int64{22}},
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
		want        []int64
	}{
		{"teams", "pREV", query.Teams, model.NumberID(0), []int64{2, 3}},
		{"teams in Greek", "ωΜΕΓΑ", query.Teams, model.NumberID(0), nil},
		{"teams in Greek, lower case", "ωmega", query.Teams, model.NumberID(0), []int64{8}},
		{"headquarters are not searched", "Sharp", query.Teams, model.NumberID(0), nil},
		{"members by the name of the hero", "RUSTY", query.Members, model.NumberID(2), []int64{3, 4, 5, 6}},
		{"members by the name of the team", "Preventers", query.Members, model.NumberID(2), nil},
		{"memberships by the name of the team", "éclair", query.Memberships, model.NumberID(14), []int64{6, 7}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query.Query{List: test.list, Of: test.of, Sort: query.ByID, Filter: query.Terms(test.typed)}
			reading{s, q, test.want}.all(t, 100)
		})
	}
}

// modelHeroes are the ids of all heroes of dirty.db.
var modelHeroes = slices.Collect(func(yield func(int64) bool) {
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
	for typed, want := range map[string][]int64{
		"jose": {4, 5, 13, 14}, "JOSÉ": {4, 5, 13, 14}, norm.NFD.String("josé"): {4, 5, 13, 14}, "alvarez jose": {4}, "nunez": {5},
		"lukasz": {6}, "łukasz": {6}, "weiss": {7}, "weis": {7}, "s jur": {7}, "obrien": {8, 9}, "o'brien": {8, 9}, "o’brien pat": {9}, "'": {9},
		"soren kjaer": {10}, "민준": {11}, "ждан": {12}, "nobody": nil,
	} {
		reading{s, query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(typed)}, want}.all(t, 100)
	}
	for prefix, want := range map[string][]int64{
		"jose": {4, 5, 13, 14}, "jose a": {4}, "josé-á": {4}, "lu": {6}, "conan obr": {8}, "Ж": {12}, "weiss": nil, "김": {11},
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
