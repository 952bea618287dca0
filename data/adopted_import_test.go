package data_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
	"roster/data/snapshot"
)

// An import that is too large for the history is written to tables under other names as to
// the tutorial's, also a second one that changes much of it, with the indexes as they were.
func TestAdoptedImportLarge(t *testing.T) { engines(t, testAdoptedImportLarge) }

func testAdoptedImportLarge(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			seed, path := copyOf(t, "sqlmodel.db"), copyOf(t, "sqlmodel.db")
			blank(t, seed, v.as())
			v.apply(t, path)
			want, got := mustOpen(t, seed, little), mustOpen(t, path, v.opened, little)
			want.Hasten()
			got.Hasten()
			mustIndex(t, want)
			mustIndex(t, got)
			db := other(t, path)
			names := "SELECT name FROM " + relations(t) + " WHERE type IN ('index', 'i') AND name NOT LIKE '%roster_change%' ORDER BY name"
			indexes := lines(t, db, names)
			has := variantText(v)
			for _, second := range []bool{false, true} {
				place, secret := has("headquarters", "Tower"), has("secret_name", "Nobody")
				if second {
					of := v.as()
					mustExec(t, other(t, seed), "UPDATE heroteamlink SET is_training = NOT is_training WHERE team_id > 2")
					mustExec(t, db, fmt.Sprintf(`UPDATE "%s" SET "%s" = NOT "%[2]s" WHERE "%s" > 2`, of.Link, of.Flag, of.LinkTeam))
					place, secret = has("headquarters", "Bar"), has("secret_name", "Somebody")
				}
				for _, s := range []*data.Store{want, got} {
					mustImportLarge(t, s, place, secret)
				}
				mustEqual(t, contents(t, got), contents(t, want))
			}
			if after := lines(t, db, names); !slices.Equal(after, indexes) {
				t.Errorf("the indexes are %s, were %s", after, indexes)
			}
			mustEqual(t, withoutIndexes(mustCheck(t, got)), withoutIndexes(mustCheck(t, want)))
		})
	}
}

// mustImportLarge imports more rows than the history keeps, and finds that nothing is left to
// import.
func mustImportLarge(t *testing.T, s *data.Store, place, secret string) {
	t.Helper()
	plan := importPlan(t, s, importer.Import{Draft: largeWith(t, place, secret), Name: "large.csv"})
	if plan.Problems.Count > 0 || plan.Change.Kept() {
		t.Fatalf("problems %v, kept %v", plan.Problems.List, plan.Change.Kept())
	}
	if _, err := s.ApplyImport(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if again := importPlan(t, s, importer.Import{Draft: largeWith(t, place, secret)}); !again.Empty() {
		t.Errorf("left to import: %s", outcomes(again))
	}
}

// contents returns all rows of a roster, in the words of roster.
func contents(t *testing.T, s *data.Store) string {
	t.Helper()
	var rows []string
	err := s.Snapshot(t.Context(), "Contents", func(now *snapshot.Snapshot) error {
		err := now.Teams(t.Context(), func(team model.Team, _ []field.Stored) error {
			rows = append(rows, fmt.Sprint(team.ID, team.Name, team.Headquarters))
			return nil
		})
		if err == nil {
			err = now.Heroes(t.Context(), func(h model.Hero, _ []field.Stored) error {
				rows = append(rows, fmt.Sprint(h.ID, h.Name, h.SecretName, h.Age))
				return nil
			})
		}
		if err == nil {
			err = now.Links(t.Context(), func(l snapshot.Link) error {
				if !l.HeroID.IsZero() { // a variant has memberships of no one
					rows = append(rows, fmt.Sprint(l.LinkKey, l.Standing))
				}
				return nil
			})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(rows, "\n")
}
