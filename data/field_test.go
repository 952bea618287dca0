package data_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
)

// fieldsFile returns a copy of the roster whose models were extended.
func fieldsFile(t testing.TB) string { return copyOf(t, "fields.db") }

func TestFields(t *testing.T) { engines(t, testFields) }

func testFields(t *testing.T) {
	s := mustOpen(t, fieldsFile(t))
	var got []string
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		for _, f := range s.Reader().Fields(table) {
			def, known := f.DefaultText()
			got = append(got, fmt.Sprintf("%s.%s %s limit %d words %q null %t required %t computed %t typed %t default %q %t",
				f.Table, f.Name, f.Kind, f.Limit, f.Words, f.Nullable, f.IsRequired(), f.Computed, f.IsTyped(), def, known))
		}
	}
	wantLines(t, got, []string{
		`team.note text limit 0 words [] null true required false computed false typed true default "" false`,
		`hero.email text limit 40 words [] null false required true computed false typed true default "" false`,
		`heroteamlink.role one of a few values limit 0 words ["scout" "medic" "leader"] null true required false computed false typed true default "" false`,
		`heroteamlink.joined a date limit 0 words [] null true required false computed false typed true default "" false`,
		`heroteamlink.rating a number limit 0 words [] null false required false computed false typed true default "3.5" true`,
		`heroteamlink.seen a date and time limit 0 words [] null true required false computed false typed true default "" false`,
		`heroteamlink.remote yes or no limit 0 words [] null true required false computed false typed true default "" false`,
		`heroteamlink.missions a whole number limit 0 words [] null true required false computed false typed true default "" false`,
		`heroteamlink.senior yes or no limit 0 words [] null true required false computed true typed false default "" false`,
		`heroteamlink.extra JSON limit 0 words [] null true required false computed false typed true default "" false`,
	})
}

// wantLines compares two lists, a line each.
func wantLines(t testing.TB, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A plain roster has no fields beyond those that every roster has.
func TestNoFields(t *testing.T) { engines(t, testNoFields) }

func testNoFields(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	for _, table := range []string{"team", "hero", "heroteamlink", "nothing"} {
		if fields := s.Reader().Fields(table); len(fields) > 0 {
			t.Errorf("%s has %v", table, fields)
		}
	}
}

func TestFieldValues(t *testing.T) { engines(t, testFieldValues) }

func testFieldValues(t *testing.T) {
	s := mustOpen(t, fieldsFile(t))
	links, err := s.Reader().LinkFields(t.Context(), []model.LinkKey{{TeamID: id(1), HeroID: id(1)}, {TeamID: id(2), HeroID: id(2)}, {TeamID: id(2), HeroID: id(3)}, {TeamID: id(9), HeroID: id(9)}})
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, []string{
		told(s, "heroteamlink", links[model.LinkKey{TeamID: id(1), HeroID: id(1)}]),
		told(s, "heroteamlink", links[model.LinkKey{TeamID: id(2), HeroID: id(2)}]),
		told(s, "heroteamlink", links[model.LinkKey{TeamID: id(2), HeroID: id(3)}]),
		fmt.Sprint(len(links)),
	}, []string{
		"role=leader joined=2024-02-29 rating=4.5 seen=2026-11-20 18:30:00 remote=no missions=12 senior=yes extra=NULL",
		"role=scout joined=2025-12-31 rating=3 seen=2026-11-21 08:15:30.25 remote=yes missions=0 senior=no extra=NULL",
		`role=medic joined=NULL rating=9.25 seen=NULL remote=no missions=40 senior=yes extra={"badge": 7}`,
		"3",
	})
	heroes, err := s.Reader().RowFields(t.Context(), "hero", ids(1, 7))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, []string{told(s, "hero", heroes[id(1)]), fmt.Sprint(len(heroes))}, []string{"email=dead@pond.example", "1"})
}

// told returns values in the order of the fields.
func told(s *data.Store, table string, values field.Values) string {
	var parts []string
	for _, f := range s.Reader().Fields(table) {
		text := "NULL"
		if v := values[f.Name]; v.Set {
			text = v.Text
		}
		parts = append(parts, f.Name+"="+text)
	}
	return strings.Join(parts, " ")
}

// What a dirty database holds comes as it is.
func TestOddFieldValues(t *testing.T) {
	path := fieldsFile(t)
	db := other(t, path)
	mustExec(t, db, "PRAGMA ignore_check_constraints = ON")
	mustExec(t, db, "UPDATE heroteamlink SET missions = 'many', remote = 2, joined = 'some day', rating = 'great', seen = X'00FF' WHERE team_id = 1")
	s := mustOpen(t, path)
	links, err := s.Reader().LinkFields(t.Context(), []model.LinkKey{{TeamID: id(1), HeroID: id(1)}})
	if err != nil {
		t.Fatal(err)
	}
	want := "role=leader joined=some day rating=great seen=X'00FF' remote=2 missions=many senior=yes extra=NULL"
	if got := told(s, "heroteamlink", links[model.LinkKey{TeamID: id(1), HeroID: id(1)}]); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestFieldCheck(t *testing.T) { engines(t, testFieldCheck) }

func testFieldCheck(t *testing.T) {
	s := mustOpen(t, fieldsFile(t))
	for _, c := range []struct{ table, field, typed, want string }{
		{"hero", "email", "", "email is empty: type at most 40 characters."},
		{"hero", "email", strings.Repeat("ü", 41), "email has 41 characters: the longest is 40."},
		{"hero", "email", "a\tb", "email has a control character, such as a tab or a line break: remove it."},
		{"hero", "email", "a\xff", "email is not valid UTF-8: type it again."},
		{"team", "note", strings.Repeat("n", field.MaxLength+1), "note has 1001 characters: the longest is 1000."},
		{"heroteamlink", "role", "cook", `role "cook" is not one of the allowed values: choose one of scout, medic, leader.`},
		{"heroteamlink", "joined", "2025-02-29", `joined "2025-02-29" is not a date that exists: type a date as 2026-12-31.`},
		{"heroteamlink", "joined", "31.12.2025", `joined "31.12.2025" is not a date that exists: type a date as 2026-12-31.`},
		{"heroteamlink", "seen", "2025-06-31 10:00", `seen "2025-06-31 10:00" is not a date and time that exist: type a date and time as 2026-12-31 18:30, or now.`},
		{"heroteamlink", "rating", "high", `rating "high" is not a number: type a number, such as 4.5.`},
		{"heroteamlink", "rating", "1e3", `rating "1e3" is not a number: type a number, such as 4.5.`},
		{"heroteamlink", "rating", "", "rating is empty: type a number, such as 4.5."},
		{"heroteamlink", "missions", "4.5", `missions "4.5" is not a whole number: type a whole number.`},
		{"heroteamlink", "missions", "99999999999999999999", `missions "99999999999999999999" is not a whole number: type a whole number.`},
		{"heroteamlink", "remote", "perhaps", `remote "perhaps" is not yes or no: choose yes or no.`},
		{"heroteamlink", "extra", "{", `extra "{" is not JSON: type JSON, such as {"a": 1}, [] or null; texts are in double quotes.`}, {"heroteamlink", "extra", "{}", ""},
		{"heroteamlink", "role", "", ""}, {"heroteamlink", "joined", " 2024-02-29 ", ""}, {"heroteamlink", "seen", "2024-02-29T10:00:01.5", ""},
		{"heroteamlink", "rating", "-4.50", ""}, {"heroteamlink", "missions", "-3", ""}, {"heroteamlink", "remote", "No", ""},
	} {
		err := fieldOf(t, s, c.table, c.field).Check(c.typed)
		switch {
		case err == nil && c.want == "":
		case err == nil || err.Error() != c.want || model.ErrorCode(err) != model.Invalid:
			t.Errorf("%s %q: %v\nwant %s", c.field, c.typed, err, c.want)
		}
	}
}

func fieldOf(t testing.TB, s *data.Store, table, name string) field.Field {
	t.Helper()
	for _, f := range s.Reader().Fields(table) {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("%s has no field %q", table, name)
	return field.Field{}
}
