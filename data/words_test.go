package data_test

import (
	"slices"
	"strings"
	"testing"

	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
)

// An enum that is kept as text has words in use. An import says which words are new, and takes
// them. Texts that differ from row to row are no enum.
func TestWordsInUse(t *testing.T) { engines(t, testWordsInUse) }

func testWordsInUse(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	for _, column := range []string{"role VARCHAR(7)", "mail VARCHAR(30)", "remark VARCHAR"} {
		mustExec(t, db, "ALTER TABLE hero ADD COLUMN "+column)
	}
	mustExec(t, db, "UPDATE hero SET role = 'medic', remark = 'x', mail = name")
	s := mustOpen(t, path)
	for name, want := range map[string][]string{"role": {"medic"}, "mail": nil, "remark": nil} {
		fields := s.Reader().Fields(model.HeroTable)
		f := fields[slices.IndexFunc(fields, func(f field.Field) bool { return f.Name == name })]
		if got, err := s.Reader().EnumValues(t.Context(), f); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v %v, want %v", name, got, err, want)
		}
	}
	d := s.NewDraft()
	for i, word := range []string{"medic", "medik", "medik"} {
		given, err := d.Give(model.HeroTable, "role", word, field.AsText)
		if err != nil {
			t.Fatal(err)
		}
		d.Hero(importer.Entry{Line: i + 1, Name: importer.Just("Hero " + string("ABC"[i])), Fields: []importer.FieldValue{given}})
	}
	plan := importPlan(t, s, importer.Import{Draft: d})
	const want = "line 2: no row has “medik” in role; in use: medic"
	if got := strings.Join(plan.Notes, "\n"); got != want || plan.Heroes.Add != 3 {
		t.Errorf("%+v, notes %q, want %q", plan.Heroes, got, want)
	}
}
