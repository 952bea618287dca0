package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"roster/data/model"
)

// rosterOf is a roster of teams that share heroes: hero i is in the teams i and i+1, and in
// training in the second.
func rosterOf(names []string, heroes int) *Roster {
	r := &Roster{Coverage: 1, At: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC), Fields: map[string][]string{}}
	for i, name := range names {
		r.Teams = append(r.Teams, &Team{Team: model.Team{ID: model.NumberID(int64(i + 1)), Name: name}, sortKey: strings.ToLower(name)})
	}
	for i := range heroes {
		name := fmt.Sprintf("Hero %03d", i)
		h := &Hero{Hero: model.Hero{ID: model.NumberID(int64(i + 1)), Name: name}, sortKey: strings.ToLower(name)}
		r.Heroes = append(r.Heroes, h)
		for k, standing := range []model.Standing{model.Active, model.Training} {
			if team := r.Teams[(i+k)%len(names)]; k == 0 || len(names) > 1 {
				team.Members = append(team.Members, Member{h, standing, nil})
			}
		}
	}
	r.sort()
	return r
}

// Teams come by name in any case, and those of one name with their ids.
func TestOrderAndLabels(t *testing.T) {
	r := rosterOf([]string{"beta", "Alpha", "beta", " ", "Gamma\x1b"}, 3)
	var got []string
	for _, team := range r.Teams {
		got = append(got, team.Label())
	}
	if got, want := strings.Join(got, ", "), "team 4, Alpha, beta (id 1), beta (id 3), Gamma␛"; got != want {
		t.Errorf("the teams are %s, want %s", got, want)
	}
	for _, h := range r.Heroes {
		for i, standing := range r.Standings(h) {
			for _, in := range h.Memberships {
				if in.Team == r.Teams[i] && in.Standing != standing {
					t.Errorf("%s in %s is %v and %v", h.Name, in.Team.Label(), in.Standing, standing)
				}
			}
		}
	}
}

// Each membership is in one part of a matrix that is cut, and has its place there.
func TestGrids(t *testing.T) {
	var names []string
	for i := range 25 {
		names = append(names, fmt.Sprintf("Team %02d", i))
	}
	r := rosterOf(names, 60)
	cells, parts := 0, 0
	for g := range newPageData(r, true).MatrixParts() {
		parts++
		for i, row := range g.Rows {
			if i > 0 && row.Name < g.Rows[i-1].Name {
				t.Errorf("%s comes after %s", row.Name, g.Rows[i-1].Name)
			}
			for k, standing := range row.Cells {
				if standing != r.Standings(row.Hero)[(g.Part-1)*teamsAcross+k] {
					t.Errorf("%s is %v in %s", row.Name, standing, g.Teams[k].Name)
				}
				if standing != model.Absent {
					cells++
				}
			}
		}
	}
	if parts != 3 || cells != 120 {
		t.Errorf("%d parts with %d memberships", parts, cells)
	}
}

// A large roster has a page without the matrix, which says so; the matrix alone is there.
func TestLargeMatrixIsLeftOut(t *testing.T) {
	var names []string
	for i := range 300 {
		names = append(names, fmt.Sprintf("Team %03d", i))
	}
	r := rosterOf(names, 700)
	for only, want := range map[bool][2]string{false: {"is left out", `id="matrix"`}, true: {`id="matrix"`, "is left out"}} {
		var text strings.Builder
		if err := r.WriteHTML(&text, only); err != nil || !strings.Contains(text.String(), want[0]) || strings.Contains(text.String(), want[1]) {
			t.Errorf("matrix only %v: %v", only, err)
		}
	}
}

// A page has what a reader without eyes needs: one first heading, scopes, captions and
// the words of the signs.
func TestPageIsAccessible(t *testing.T) {
	var text strings.Builder
	if err := rosterOf([]string{"Alpha", "Beta"}, 4).WriteHTML(&text, false); err != nil {
		t.Fatal(err)
	}
	page := text.String()
	if strings.Count(page, "<h1>") != 1 || strings.Count(page, "<caption") != strings.Count(page, "<table") || strings.Contains(page, "<th>") || !strings.Contains(page, `<html lang="en">`) {
		t.Errorf("the page lacks a heading, a caption, a scope or a language:\n%s", page)
	}
	if signs, hidden := strings.Count(page, `class="sign`), strings.Count(page, `aria-hidden="true">●`)+strings.Count(page, `aria-hidden="true">◐`); signs != hidden {
		t.Errorf("%d signs, %d are hidden from readers that speak", signs, hidden)
	}
}
