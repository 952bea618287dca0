package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"roster/data/adopt"
	"roster/data/model"
	"roster/ui"
)

// proposals are a database that is read as it is, and one that is changed.
func proposals() map[string]adopt.Proposal {
	names := model.Names{
		Team: "projects", TeamID: "id", TeamName: "title", Hero: "users", HeroID: "id", HeroName: "full_name",
		Link: "project_members", LinkTeam: "project_id", LinkHero: "user_id", Flag: "is_admin",
	}
	rows := []adopt.Row{{Hero: "Ana\x1b[31m", Team: "Moon", Standing: model.Training}, {Hero: "Ben", Team: "Moon", Standing: model.Active}}
	altered := names
	altered.Flag = "is_training"
	return map[string]adopt.Proposal{
		"as it is": {Names: names, Rows: rows, Count: 2},
		"changed":  {Names: altered, AddFlag: true, Rows: rows, Count: 7, Statements: []string{`ALTER TABLE "project_members" ADD COLUMN is_training BOOLEAN NOT NULL DEFAULT FALSE`}},
	}
}

// TestAdoption shows what is asked before the database of another program is opened.
func TestAdoption(t *testing.T) {
	for name, p := range proposals() {
		for _, window := range [][2]int{{30, 8}, {60, 15}, {100, 30}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, window[0], window[1]), func(t *testing.T) {
				a := ui.NewAdoptionQuestion("projects.db", p, ui.Options{Theme: "dark"})
				a.Update(tea.WindowSizeMsg{Width: window[0], Height: window[1]})
				screen := ansi.Strip(a.View().Content)
				for line := range strings.SplitSeq(screen, "\n") {
					if ansi.StringWidth(line) != window[0] {
						t.Errorf("%q is not as wide as the window", line)
					}
				}
				if n := strings.Count(screen, "\n") + 1; n != window[1] {
					t.Errorf("the screen has %d lines", n)
				}
				golden.RequireEqual(t, screen+"\n")
			})
		}
	}
}

// TestAdoptionAnswers takes a yes only once the question was on screen.
func TestAdoptionAnswers(t *testing.T) {
	frames := int64(0)
	open := func() *ui.AdoptionQuestion {
		a := ui.NewAdoptionQuestion("projects.db", proposals()["changed"], ui.Options{Theme: "dark", Frames: func() int64 { return frames }, After: newTimers().after})
		a.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
		return a
	}
	press := func(a *ui.AdoptionQuestion, key rune) bool {
		_, cmd := a.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
		return cmd != nil && a.Yes
	}
	if press(open(), 'y') {
		t.Error("a yes was taken that came before the question was drawn")
	}
	a := open()
	a.View()
	frames++
	if press(a, 'x') || !press(a, 'y') {
		t.Error("y is not a yes, or x is")
	}
	a = open()
	a.View()
	frames++
	if press(a, 'n') {
		t.Error("n is a yes")
	}
}

// TestWithoutColumns has a database without headquarters, secret names and ages: no list shows
// them, and no form asks for them.
func TestWithoutColumns(t *testing.T) {
	path := seedFile(t)
	other := openOther(t, path)
	for _, statement := range []string{
		"ALTER TABLE team DROP COLUMN headquarters", "ALTER TABLE hero DROP COLUMN secret_name", "DROP INDEX ix_hero_age", "ALTER TABLE hero DROP COLUMN age",
		"ALTER TABLE hero RENAME COLUMN name TO full_name", "ALTER TABLE hero RENAME TO users",
	} {
		other.exec(statement)
	}
	names := model.StandardNames()
	names.Headquarters, names.SecretName, names.Age, names.Hero, names.HeroName = "", "", "", "users", "full_name"
	a := newSnapshots(t, path, func(s *setup) { s.data.Names = names })
	a.shot("Teams", "enter")
	a.shot("A new hero", "n")
	a.shot("Joined", "N", "e", "w", "ctrl+s")
	a.shot("Heroes", "2")
	a.shot("Edited", "e", "x", "ctrl+s")
	a.shot("A team", "1", "tab", "e")
	a.compare(t)
}
