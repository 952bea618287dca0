package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"roster/data/model"
)

// adoptedFile is the seed with the table and column names of another program.
func adoptedFile(t *testing.T) (path string, names model.Names) {
	path = seedFile(t)
	other := openOther(t, path)
	for _, statement := range []string{
		"ALTER TABLE hero RENAME TO users", "ALTER TABLE users RENAME COLUMN name TO full_name", "ALTER TABLE team RENAME TO projects",
		"ALTER TABLE heroteamlink RENAME TO project_members", "ALTER TABLE project_members RENAME COLUMN is_training TO is_admin",
	} {
		other.exec(statement)
	}
	names = model.StandardNames()
	names.Hero, names.HeroName, names.Team, names.Link, names.Flag = "users", "full_name", "projects", "project_members", "is_admin"
	return path, names
}

// TestWords draws a database whose heroes are called people, its teams projects, and those in training trainees.
func TestWords(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			path, names := adoptedFile(t)
			a := newSnapshots(t, path, size(window[0], window[1]), func(s *setup) {
				s.data.Names, s.data.Words = names, model.Words{Hero: "person", Heroes: "people", Training: "trainee"}
			})
			a.shot("Projects")
			a.shot("Members of a project", "enter")
			a.shot("The standing is toggled", "t")
			a.shot("A filter without a match", "/", "q", "q")
			a.shot("People", "esc", "2")
			a.shot("A new person", "n")
			a.shot("Created", "N", "e", "w", "ctrl+s", "ctrl+s")
			a.shot("On no project", "enter")
			a.shot("A picker of projects", "a")
			a.shot("Assigned", "enter")
			a.shot("A membership", "e")
			a.shot("Deleting a person", "esc", "esc", "d")
			a.shot("Matrix", "esc", "3")
			a.shot("Trainees", "4")
			a.shot("History", "5")
			a.shot("Help", "?")
			a.shot("Help, further down", "pgdown")
			a.shot("Adding a field", "esc", "F")
			a.shot("What to export", "esc", "1", "E")
			a.compare(t)
		})
	}
}

// TestWordsOfTables draws a database without words in the settings: they are those of its tables.
func TestWordsOfTables(t *testing.T) {
	path, names := adoptedFile(t)
	a := newSnapshots(t, path, func(s *setup) { s.data.Names = names })
	a.shot("Projects", "enter")
	a.shot("The flag is toggled", "t")
	a.shot("Users", "2")
	a.shot("Admins", "4")
	a.compare(t)
}

// tutorialWord matches the words that must not be on the screens of a roster with other ones.
var tutorialWord = regexp.MustCompile(`(?i)\b(teams?|hero(es)?|training|trainees|active)\b`)

// TestWordsAreEverywhere opens every view and dialog, and looks for words of the tutorial.
func TestWordsAreEverywhere(t *testing.T) {
	path, names := adoptedFile(t)
	a := newSnapshots(t, path, size(140, 60), func(s *setup) {
		s.data.Names, s.data.Words = names, model.Words{Hero: "person", Heroes: "people", Training: "apprentice", Active: "expert"}
	})
	for _, keys := range []string{
		"1", "enter", "t", "f", "f", "f", "esc", "esc", "n", "esc", "e", "esc", "a", "esc", "d", "esc", "space space t", "esc esc", "m", "esc", "i", "esc", "/ q q", "esc", "F", "esc", "E", "down", "esc", "I", "esc",
		"2", "t", "esc", "enter", "a", "esc", "esc esc", "n", "esc", "d", "y", "u", "s", "s", "s", "/ q q", "esc",
		"3", "t", "u", "a", "esc", "d", "esc", `\ q`, "esc", "4", "enter", "t", "esc", "/ q q", "esc", "5", "enter", "i", "esc", "?", "pgdown", "pgdown", "pgdown", "pgdown", "esc", ":", "q q q", "esc", "ctrl+f", "q q q", "esc",
	} {
		a.press(strings.Fields(keys)...)
		for line := range strings.SplitSeq(a.driver.text(), "\n") {
			if found := tutorialWord.FindString(line); found != "" {
				t.Errorf("after %q the screen says %q: %s", keys, found, strings.TrimSpace(line))
			}
		}
	}
}
