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
		{"any case of ASCII", "RuStY", ids(3, 4, 5, 6)},
		{"inside the name", "ider", ids(2)},
		{"every term must occur", "boy spider", ids(2)},
		{"one term that does not occur", "spider man", nil},
		{"lower case finds upper case", "émile", ids(14, 15)},
		{"upper case finds lower case", "ÉMILE", ids(14, 15)},
		{"a part after the capital", "mile", ids(14, 15)},
		{"sharp s", "STRAße", ids(16)},
		{"a digraph in lower case", "ǆungla", ids(17, 18)},
		{"a digraph in title case", "ǅ", ids(17, 18)},
		{"a digraph in upper case", "Ǆ", ids(17, 18)},
		{"Cyrillic in lower case", "ждан", ids(19, 20)},
		{"Cyrillic in upper case", "ЖДАН", ids(19, 20)},
		{"percent is a letter", "%", ids(21)},
		{"underscore is a letter", "_", ids(21)},
		{"a quote is a letter", "'", ids(24)},
		{"secret names are not searched", "Wilson", nil},
		{"secret names are not searched, nor their parts", "accent", nil},
		{"beyond a NUL", "man", ids(3, 4, 5, 6, 9)},
		{"in a blob", "blob", ids(11)},
		{"no case", "英雄", ids(22)},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(test.typed)}
			listCheck{s, q, test.want}.all(t, 100)
		})
	}
	for _, test := range []struct {
		name, typed string
		list        query.List
		of          model.ID
		want        []model.ID
	}{
		{"teams", "pREV", query.Teams, id(0), ids(2, 3)},
		{"teams in Greek", "ωΜΕΓΑ", query.Teams, id(0), nil},
		{"teams in Greek, lower case", "ωmega", query.Teams, id(0), ids(8)},
		{"headquarters are not searched", "Sharp", query.Teams, id(0), nil},
		{"members by the name of the hero", "RUSTY", query.Members, id(2), ids(3, 4, 5, 6)},
		{"members by the name of the team", "Preventers", query.Members, id(2), nil},
		{"memberships by the name of the team", "éclair", query.Memberships, id(14), ids(6, 7)},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query.Query{List: test.list, Of: test.of, Sort: query.ByID, Filter: query.Terms(test.typed)}
			listCheck{s, q, test.want}.all(t, 100)
		})
	}
}

// modelHeroes are the ids of all heroes of dirty.db.
var modelHeroes = slices.Collect(func(yield func(model.ID) bool) {
	for id := int64(1); id <= 24 && yield(model.NumberID(id)); id++ {
	}
})

// The very words of a name find it, however their letters beyond ASCII are mixed.
func TestFilterIsLiteral(t *testing.T) { engines(t, testFilterIsLiteral) }

func testFilterIsLiteral(t *testing.T) {
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
func TestFilterIgnoresAccents(t *testing.T) { engines(t, testFilterIgnoresAccents) }

func testFilterIgnoresAccents(t *testing.T) {
	names := []string{"José Álvarez", norm.NFD.String("José Núñez"), "Łukasz Wójcik", "Jürgen Weiß", "Conan O’Brien", "Pat O'Brien", "Søren Kjær", "김민준", "Ждан", "Ｊｏｓｅ", "Joseph"}
	s := heroesCalled(t, names...)
	for typed, want := range map[string][]model.ID{
		"jose": {id(4), id(5), id(13), id(14)}, "JOSÉ": {id(4), id(5), id(13), id(14)}, norm.NFD.String("josé"): {id(4), id(5), id(13), id(14)}, "alvarez jose": {id(4)}, "nunez": {id(5)},
		"lukasz": {id(6)}, "łukasz": {id(6)}, "weiss": {id(7)}, "weis": {id(7)}, "s jur": {id(7)}, "obrien": {id(8), id(9)}, "o'brien": {id(8), id(9)}, "o’brien pat": {id(9)}, "'": {id(9)},
		"soren kjaer": {id(10)}, "민준": {id(11)}, "ждан": {id(12)}, "nobody": nil,
	} {
		listCheck{s, query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(typed)}, want}.all(t, 100)
	}
	for prefix, want := range map[string][]model.ID{
		"jose": {id(4), id(5), id(13), id(14)}, "jose a": {id(4)}, "josé-á": {id(4)}, "lu": {id(6)}, "conan obr": {id(8)}, "Ж": {id(12)}, "weiss": nil, "김": {id(11)},
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
