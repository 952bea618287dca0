package data_test

import (
	"slices"
	"testing"

	"roster/data"
	"roster/data/check"
	"roster/data/model"
)

// Check lists those who are perhaps the same, each group once, and not those of the very
// same name, who are listed beside.
func TestCheckFindsDuplicates(t *testing.T) { engines(t, testCheckFindsDuplicates) }

func testCheckFindsDuplicates(t *testing.T) {
	s := heroesCalled(t, "José Álvarez", "Jose Alvarez", "Alvarez, José", "Anna Müller", "Müller Anna", "Ann", "Ann", "Spider Boy", "Team 1", "Team 2", "★", "☆")
	report, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(report, func(f check.Finding) bool { return f.Kind == check.TwinHeroes })
	if at < 0 {
		t.Fatal("no twins are found")
	}
	want := []string{
		"hero Spider-Boy id:2, hero Spider Boy id:11",
		"hero José Álvarez id:4, hero Jose Alvarez id:5, hero Alvarez, José id:6",
		"hero Anna Müller id:7, hero Müller Anna id:8",
	}
	if got := report[at].Rows; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A name finds those who have it but for case, accents and the order of the words.
func TestAlike(t *testing.T) { engines(t, testAlike) }

func testAlike(t *testing.T) {
	s := heroesCalled(t, "José Álvarez", "Jose Alvarez", "Álvarez José", "José Álvarez-Ruiz", "O'Brien")
	for name, want := range map[string][]model.ID{"jose alvarez": {id(4), id(5), id(6)}, "José Álvarez": {id(4), id(5), id(6)}, "Alvarez, Jose": {id(4), id(5), id(6)}, "obrien": {id(8)}, "jose": nil, "": nil, "'": nil} {
		var ids []model.ID
		err := s.Reader().HeroesAlike(t.Context(), name, func(h model.Hero) error {
			ids = append(ids, h.ID)
			return nil
		})
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%q: %v (%v), want %v", name, ids, err, want)
		}
	}
}

// A new name is close to those that are alike, and to those one letter off: in a large
// roster only if their first half is right.
func TestClose(t *testing.T) { engines(t, testClose) }

func testClose(t *testing.T) {
	small := heroesCalled(t, "José Álvarez", "Anna Müller", "Jonas Berg", "Team 1")
	large := heroesCalled(t, "José Álvarez", "Anna Müller", "Jonas Berg", "Team 1")
	large.Hasten()
	for name, want := range map[string][2][]model.ID{
		"jose alvarez": {{id(4)}, {id(4)}}, "Berg, Jonas": {{id(6)}, {id(6)}}, "Anna Muler": {{id(5)}, {id(5)}}, "Anna Müllre": {{id(5)}, {id(5)}},
		"Amna Müller": {{id(5)}, nil}, "Yonas Berg": {{id(6)}, nil}, "Team 2": {}, "": {}, "Anna": {},
	} {
		for i, s := range []*data.Store{small, large} {
			var ids []model.ID
			err := s.Reader().HeroesClose(t.Context(), name, func(h model.Hero) error {
				ids = append(ids, h.ID)
				return nil
			})
			if err != nil || !slices.Equal(ids, want[i]) {
				t.Errorf("%q, large %v: %v (%v), want %v", name, i > 0, ids, err, want[i])
			}
		}
	}
}
