package ui_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roster/internal/picture"
)

// rescueFile returns the seed's database some weeks later: with more teams, and
// more heroes on them.
func rescueFile(t testing.TB) string {
	t.Helper()
	return newFile(t, "heroes.db", func(o other) {
		o.insert("team", 3,
			1, "Z-Force", "Sister Margaret's Bar", 2, "Preventers", "Sharp Tower", 3, "Wakaland", "Wakaland Capital City",
			4, "Harbour Watch", "Pier 7", 5, "Mountain Rescue", "Hut on the Pass", 6, "Night Shift", "Clinic, Floor 2")
		o.insert("hero", 4,
			1, "Deadpond", "Dive Wilson", nil, 2, "Spider-Boy", "Pedro Parqueador", nil, 3, "Rusty-Man", "Tommy Sharp", 48,
			4, "Tarantula", "Natalia Roman-on", 32, 5, "Black Lion", "Trevor Challa", 35, 6, "Dr. Weird", "Steve Weird", 36,
			7, "Captain Atlantic", "Esteban Rogelios", 93, 8, "Princess Sure-E", "Sure Enough", 17,
			9, "Lady Lantern", "Olga Lamp", 41, 10, "Doc Thunder", "Rumi Donner", 58, 11, "Mistral", "Noor Vent", 26,
			12, "Quickstep", "Ada Pace", 19, 13, "Granite", "Petra Stone", 63)
		o.insert("heroteamlink", 3,
			1, 1, 0, 1, 2, 1, 1, 12, 1,
			2, 1, 1, 2, 2, 1, 2, 3, 0, 2, 4, 0, 2, 6, 0, 2, 7, 0, 2, 8, 1,
			3, 5, 0, 3, 8, 0,
			4, 4, 0, 4, 9, 0, 4, 11, 1, 4, 12, 1,
			5, 7, 0, 5, 11, 0, 5, 13, 0, 5, 2, 1,
			6, 10, 1, 6, 9, 1)
	})
}

// scene is a picture of the documents.
type scene struct {
	name  string
	keys  string // that lead to it, from the one before
	label string // what it shows, for those who can't see it
}

// scenes returns the pictures in the order of their story.
func scenes() []scene {
	return []scene{
		{"teams", "down down down enter down down down down down t",
			"The view Teams: the teams, each with how many members are active and in training, and beside them the roster of the Preventers. Spider-Boy has just been graduated."},
		{"picker", "a tab down down down down tab",
			"The picker: which heroes join the Preventers. Black Lion and Granite are marked; others are shown as active or in training there already."},
		{"removal", "enter up up up d",
			"A question before somebody is taken off a team. It names who goes, and says that this can be undone."},
		{"heroes", "y 2 down down down down down down",
			"The view Heroes: the heroes with their ages, and beside them the teams of Lady Lantern: active in Harbour Watch, in training in Night Shift."},
		{"matrix", "3 g down down right right right t",
			"The view Matrix: heroes down, teams across, and in each cell whether they are active or in training. Under them is how each team is covered."},
		{"training", "u 4 G enter space space",
			"The view Training: the teams that have trainees, and beside them the trainees of Z-Force, two of them marked to be graduated together."},
		{"history", "t u 5 down down",
			"The view History: what was changed, the newest first, and beside it what one change did, row by row."},
		{"import", "1 I",
			"An import: what a file would add and change. Nothing is written before the answer is yes."},
	}
}

// recruits is a file that the import shows.
const recruits = "hero,secret_name,team,is_training\n" +
	"Cobalt,Iris Blue,Harbour Watch,true\n" +
	"Sandpiper,Jo Shore,Harbour Watch,true\n" +
	"Doc Thunder,Rumi Donner,Night Shift,false\n" +
	"Granite,Petra Stone,Mountain Rescue,false\n"

// The pictures of the documents show the screens as they are. With -update they are
// drawn again.
func TestPictures(t *testing.T) {
	for _, theme := range []string{"dark", "light"} {
		t.Run(theme, func(t *testing.T) {
			d := start(t, rescueFile(t), func(s *setup) { s.ui.Theme = theme }, slowly)
			for _, scene := range scenes() {
				d.press(strings.Fields(scene.keys)...)
				if scene.name == "import" {
					d.paste(fileOf(t, "recruits.csv", recruits))
					d.press("enter")
				}
				if scene.name == "teams" || scene.name == "matrix" { // those of the README
					d.wantNot("…")
				}
				comparePicture(t, filepath.Join("../docs/pictures", scene.name+"-"+theme+".svg"), d.picture(theme, scene.label))
			}
		})
	}
}

// slowly lets a while go by between two changes.
func slowly(s *setup) {
	at := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	s.data.Now = func() time.Time {
		at = at.Add(7 * time.Minute)
		return at
	}
}

// picture draws the screen.
func (d *driver) picture(theme, label string) string {
	view := d.app.View()
	s := picture.Screen{Content: view.Content, Width: d.width, Height: d.height, Dark: theme == "dark", Label: label}
	if c := view.Cursor; c != nil {
		s.HasCursor, s.CursorX, s.CursorY = true, c.X, c.Y
	}
	return s.SVG()
}

// comparePicture compares a picture with its file, or writes the file.
func comparePicture(t *testing.T, path, drawn string) {
	t.Helper()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(path, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != drawn {
		t.Errorf("%s does not show the screen as it is (%v): go test ./ui -run TestPictures -update draws it anew", path, err)
	}
}
