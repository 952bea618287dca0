package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"roster/internal/hostile"
)

// squad is a file that adds two heroes and a team to the seed, and changes an
// age and a standing.
const squad = "hero,team,age,is_training,secret_name,headquarters\n" +
	"Deadpond,Preventers,30,false,,\n" +
	"Tarantula,Preventers,,true,Natalia Roman-on,\n" +
	"Captain North America,Avengers,93,false,Esteban Rogelios,Tower\n"

// squadLinks are the links of the seed's file after its import.
var squadLinks = []string{"1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0", "2,4,1", "3,5,0"}

// fileOf writes a file to import.
func fileOf(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	mustWrite(t, path, []byte(content))
	return path
}

// paste pastes a text, and waits for all answers.
func (d *driver) paste(text string) {
	d.t.Helper()
	d.send(tea.PasteMsg{Content: text})
	d.drain()
}

// From the path to the plan, to the disk, and back.
func TestImport(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("I")
		d.want("╭ Import ─", "Existing rows are matched by name.", "Or paste the text of a file here.", "enter read")
		d.paste(fileOf(t, "squad.csv", squad))
		d.press("enter")
		d.want("╭ Import squad.csv ─",
			"                  add    change      same",
			"teams               1         0         1",
			"heroes              2         1         0",
			"memberships         2         1         0",
			"+ team Avengers: headquarters Tower",
			"+ hero Tarantula: secret name ••••••",
			"+ hero Captain North America: secret name ••••••, age 93",
			"~ Deadpond: age — → 30",
			"+ Tarantula joins Preventers in training",
			"+ Captain North America joins Avengers as active",
			"~ Deadpond: training → active in Preventers",
			"y yes  n no")
		d.wantNot("Natalia", "Rogelios", "undone")
		d.wantLinks(seedLinks...)
		d.press("t", "enter", "space", "I", "Y", "q")
		d.want("╭ Import squad.csv ─")
		d.wantLinks(seedLinks...)

		d.press("y")
		d.wantStatus("Import squad.csv: 1 team, 2 heroes, 2 memberships added; 1 hero, 1 membership changed · u undoes")
		d.wantLinks(squadLinks...)
		d.wantDisk("SELECT name, secret_name, coalesce(cast(age AS TEXT), 'none') FROM hero WHERE id IN (1, 4) ORDER BY id", "Deadpond Dive Wilson 30", "Tarantula Natalia Roman-on none")
		d.want("Avengers")
		d.press("5")
		d.want("▸ Import squad", "▹ Avengers", "Tarantula", "team   ", "hero   ")
		d.wantNot("team_id")
		d.wantNot("Natalia")
		d.press("u")
		d.wantLinks(seedLinks...)
		d.wantDisk("SELECT count(*) FROM hero", "3")
		d.press("1")
		d.wantNot("Avengers")
		d.press("U")
		d.wantLinks(squadLinks...)
	})
}

// What is pasted is taken as it is, with the line ends that a terminal sends.
func TestImportOfAPaste(t *testing.T) {
	for name, text := range map[string]string{
		"Lines": "hero,team,is_training\nRusty-Man,Z-Force,yes\n", "Returns": "hero,team,is_training\rRusty-Man,Z-Force,yes\r",
		"Both": "hero;team;is_training\r\nRusty-Man;Z-Force;yes",
		"JSON": `{"hero_team_links": [{"team_id": 1, "hero_id": 3, "is_training": true}],` + "\n" +
			`"teams": [{"id": 1, "name": "Z-Force"}], "heroes": [{"id": 3, "name": "Rusty-Man"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press("I", "x")
			d.paste(text)
			d.want("pasted text, 2 lines", "Press backspace to remove the pasted text.")
			d.press("backspace")
			d.want("Or paste the text of a file here.")
			d.paste(text)
			d.press("q", "enter")
			d.want("╭ Import pasted text ─", "+ Rusty-Man joins Z-Force in training")
			d.press("y")
			d.wantStatus("Import pasted text: 1 membership added · u undoes")
			d.wantLinks("1,1,0", "1,2,1", "1,3,1", "2,1,1", "2,2,0", "2,3,0")
		})
	}
}

// The review says all that would be written, and takes no other value for the standing.
func TestImportOfFieldsIsReviewed(t *testing.T) {
	path := fieldsFile(t)
	openOther(t, path).exec("ALTER TABLE heroteamlink ADD COLUMN note TEXT")
	d := start(t, path, size(120, 40))
	d.press("I")
	d.paste("hero,team,is_training,link.role,link.note\nRusty-Man,Z-Force,false,,training\nSpider-Boy,Preventers,false,leader,\nDeadpond,Z-Force,false,scout,\n")
	d.press("enter")
	d.want("+ Rusty-Man joins Z-Force as active: note training",
		"~ Deadpond: role leader → scout in Z-Force",
		"~ Spider-Boy: training → active, role scout → leader in")
}

// What can't be read is said beside the field, and what was typed stays.
func TestImportOfWhatCanNotBeRead(t *testing.T) {
	path := seedFile(t)
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	link := filepath.Join(folder, "link.csv")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(folder, "notes.md"), []byte("# notes"))
	d := start(t, path)
	d.press("I")
	for _, c := range []struct{ path, says string }{
		{"", "Type the path of a file, or paste its text."},
		{"~/none.csv", "The file can't be read: no such file or directory."},
		{folder, "The file can't be read: it is a folder."},
		{"~", "The file can't be read: it is a folder."},
		{"~nobody", "The file can't be read: no such file or directory."},
		{os.DevNull, "The file can't be read: it is not a regular file."},
		{path, "it is the database that is"},
		{"~/link.csv", "it is the database that is"},
		{"~/notes.md", "The file can't be read: markdown can't be imported"},
	} {
		d.paste(c.path)
		d.press("enter")
		d.want("╭ Import ─", c.says)
		if c.path != "" && c.path[0] == '~' {
			d.want("File  " + c.path)
		}
		d.press("ctrl+u")
		d.wantNot(c.says)
	}
	d.press("esc")
	d.wantNot("╭ Import ─")
}

// What is wrong with a file is listed by line, and nothing but esc leaves. It is
// read again after it was mended.
func TestImportProblems(t *testing.T) {
	d := start(t, seedFile(t), size(60, 15))
	text := "hero,hero_id\n"
	for range 60 {
		text += "Deadpond,x\n"
	}
	path := fileOf(t, "squad.csv", text)
	d.press("I")
	d.paste(path)
	d.press("enter")
	d.want("Import squad.csv", "Fix these first; nothing was imported:", `line 2: hero_id "x" is not a whole number`, "esc close")
	d.wantNot("y yes", "line 51")
	d.press("y", "n", "enter", "end")
	d.want("line 51", "and 10 more")
	d.wantNot("line 2:")
	d.wantLinks(seedLinks...)
	mustWrite(t, path, []byte("hero,team,is_training\nDeadpond,Preventers,no\n"))
	d.press("esc", "enter")
	d.want("~ Deadpond: training → active in Preventers")
	d.press("y")
	d.wantLinks(graduatedLinks...)
}

// Matched by id, a name that differs is a change of the name.
func TestImportByID(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("I")
		d.paste("hero_id,hero,age\n1,Alivepond,\n2,Spider-Boy,\n")
		d.press("ctrl+t", "ctrl+t", "ctrl+t")
		d.want("Existing rows are matched by id.", "ctrl+t match by name")
		d.press("enter")
		d.want("~ Deadpond id:1: name Deadpond → Alivepond", "heroes              0         1         1")
		d.press("y")
		d.wantDisk("SELECT name FROM hero ORDER BY id", "Alivepond", "Spider-Boy", "Rusty-Man")
	})
}

// If there is nothing to do it says so, and y does nothing.
func TestImportOfWhatIsThere(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("I")
		d.paste("hero,team,is_training\nDeadpond,Preventers,true\n")
		d.press("enter", "y", "n")
		d.want("Nothing to import: everything is there already.", "esc close")
		d.press("esc")
		d.wantNot("Import")
		d.wantDisk(d.other.tables("roster_change"), "0")
	})
}

// Esc stops a reading, and what it answers yet is dropped. Keys that are typed
// while it reads are none for the review.
func TestImportStopped(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("I")
	d.paste(squad)
	d.hold("enter", "y", "x")
	d.want("Reading…", "esc stop")
	d.paste(squad) // meanwhile
	d.want("╭ Import pasted text ─")
	d.wantLinks(seedLinks...)
	d.press("esc", "I")
	d.paste(squad)
	d.hold("enter")
	d.runAll() // it was read, and the answer is on its way
	d.hold("esc")
	d.want("╭ Import ─", "pasted text, 4 lines", "enter read")
	d.drain()
	d.want("╭ Import ─", "enter read")
	d.hold("enter", "esc", "enter") // the first ends by its context
	d.drain()
	d.want("╭ Import pasted text ─", "y yes")
	d.press("n")
	d.wantNot("Import")
	d.wantLinks(seedLinks...)
}

// A row that someone else changed after the plan stops all of the import.
func TestImportConflict(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("I")
		d.paste(squad)
		d.press("enter")
		d.other.exec("UPDATE hero SET age = 31 WHERE id = 1")
		d.press("y")
		d.wantStatus(`Nothing was changed: Deadpond has changed since: age is now "31".`)
		d.wantLinks(seedLinks...)
		d.wantDisk("SELECT count(*) FROM hero", "3")
	})
}

// An import is a write in its turn: what is pressed meanwhile comes after it.
func TestImportInTurn(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "I")
		d.paste("hero,age\nSpider-Boy,16\n")
		d.press("enter")
		d.hold("y", "t", "q")
		d.drain()
		d.wantDisk("SELECT label FROM roster_change", "Import pasted text: 1 hero changed", "Deadpond: training → active in Preventers")
		if !d.quit {
			t.Error("it did not quit after the writes")
		}
	})
}

// Secret names are masked in all that is said of an import, until they are
// shown.
func TestImportSecrets(t *testing.T) {
	d := start(t, seedFile(t), size(200, 60))
	d.press("I")
	d.paste("hero,secret_name\nDeadpond,Wade\nDeadpond,Winston\n")
	d.press("enter")
	d.want("line 3: the secret name of “Deadpond” is different in line")
	d.wantNot("Wade", "Winston")
	d.press("esc")
	d.paste("hero,secret_name\nDeadpond,Wade\n")
	d.press("enter")
	d.want("~ Deadpond: secret name •••••• → ••••••")
	d.press("y", "L")
	d.wantNot("Wade", "Wilson")
	d.press("u", ".", "I")
	d.paste("hero,secret_name\nDeadpond,Wade\n")
	d.press("enter")
	d.want("~ Deadpond: secret name Dive Wilson → Wade")
}

// Whatever a file holds and is called, the screen stays sound.
func TestImportOfHostileText(t *testing.T) {
	text := "hero_id,hero,secret_name,age\n"
	for _, name := range hostile.Names() {
		if name != "" {
			text += `7,"` + name + `","` + name + "\",999\n"
		}
	}
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}} {
		d := start(t, seedFile(t), size(window[0], window[1]))
		d.press("I")
		d.paste(fileOf(t, "evil\x1b[31m\u202e日.csv", text))
		d.press("enter", "end", "esc", "esc", ".", "I")
		d.paste("hero_id,hero,secret_name,age\n7,\"\x1b[31m\u202e日\x1b]0;owned\x07\",\"\x1b[2J\",999\n")
		d.press("enter", "end")
		d.want("+ hero ␛[31m�日␛]0;owned␇")
		d.press("y")
		d.want("Import pasted text: 1 hero")
	}
}

// In read-only it says why not, and the help lists it.
func TestImportReadOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), readOnly)
		d.press("I")
		d.want("Read-only: ")
		d.wantNot("╭ Import")
		d.press("?")
		d.typeText("import")
		d.want("▸I ", "Not now: Read-only: ")
	})
}

// An import that is too large to be undone says so before y, and how far it is
// while it runs.
func TestImportTooLargeToBeUndone(t *testing.T) {
	var text strings.Builder
	text.WriteString("hero,secret_name\n")
	for n := range 1001 {
		fmt.Fprintf(&text, "hero %d,x\n", n)
	}
	d := start(t, seedFile(t), size(40, 10), func(s *setup) { s.data.MaxKept = 1000 })
	d.press("2", "I")
	d.paste(fileOf(t, "many.csv", text.String()))
	d.press("enter")
	d.want("It is too large to be undone.", "y yes  n no")
	d.press("pgdown")
	d.want("heroes        1.0k      0      0")
	d.press("end")
	d.want("Changes 1,001 rows, too many to")
	d.hold("y")
	d.send(d.timers.first[busyDelay]) // of the first reading, which is long over
	d.send(d.timers.last[busyDelay])
	d.want("Waiting for the database…")
	d.runAll() // it is written, and the answer is on its way
	d.want("Writing… 100% · esc cancels")
	d.drain()
	d.wantStatus("Import many.csv: 1001 heroes added")
	d.wantDisk("SELECT count(*) FROM hero", "1004")
	d.want("Heroes", " 1,004 ")
	d.press("u")
	d.want("changed 1001 rows, too many", "to be kept for undo.")
}
