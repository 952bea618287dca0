package ui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What another program writes is on the screen after the next look, in every
// view: the row and the counts flash, and are like the others again soon.
func TestOutsideChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		cases := map[string]struct {
			keys   []string
			theirs string
			shows  []string
		}{
			"Graduated": {
				[]string{"enter"}, "UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1",
				[]string{"▸ Deadpond      —  ● active    Z-Force", "3 active · 0 training", "Preventers         3●  0◐↻"},
			},
			"Joined": {
				nil, "INSERT INTO heroteamlink VALUES (1, 3, TRUE)", []string{"Z-Force            1●  2◐↻", "Rusty-Man    48  ● active    Z-Force                             ↻│"},
			},
			"Left": {
				[]string{"enter"}, "DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1", []string{"▸ Rusty-Man", "2 active · 0 training", "Preventers         2●  0◐↻"},
			},
			"Renamed": {
				[]string{"2"}, "UPDATE hero SET name = 'Dreadpond' WHERE id = 1", []string{"▸ Dreadpond               —  1●  1◐↻", "╭ Dreadpond"},
			},
			"Moved": {
				nil, "UPDATE team SET headquarters = 'Moon' WHERE id = 2", []string{"Preventers · Moon", "▸ Preventers         2●  1◐↻"},
			},
			"NewHero": {
				[]string{"2"}, "INSERT INTO hero VALUES (9, 'Captain North', 'Esteban', 93)", []string{"  Captain North ", "▸ Deadpond"},
			},
			"Cell": {
				[]string{"3"}, "UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1", []string{"[● active↻]", " 3● 0◐"},
			},
			"CellGone": {
				[]string{"3"}, "DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1", []string{"[·↻]"},
			},
			"Trainee": {
				[]string{"4"}, "UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 1", []string{"Z-Force           !0●  2◐↻", "▸ All teams"},
			},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press(c.keys...)
				d.look()
				d.wantNot("↻")
				d.other.exec(c.theirs)
				before := d.text()
				d.look()
				d.want(c.shows...)
				d.want("↻")
				if d.text() == before {
					t.Error("the screen did not change")
				}
				for range 3 {
					d.look()
				}
				d.wantNot("↻")
			})
		}
	})
}

// Nothing happens where nothing changed on screen, and the log stays short.
func TestOutsideChangeOfSomethingElse(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "down", "space")
		before := d.text()
		d.other.exec("CREATE TABLE mission (id INTEGER PRIMARY KEY)")
		d.look()
		d.other.exec("INSERT INTO mission VALUES (1)")
		d.look()
		if d.text() != before {
			t.Errorf("the screen is\n%s\nand was\n%s", d.text(), before)
		}
	})
}

// The cursor stays on its row, and the row on its line, whatever comes before it.
func TestCursorStaysOnItsRow(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter", "pgdown", "pgdown", "down", "down", "space")
	line := func() (int, string) {
		for i, line := range d.screen() {
			if strings.Contains(line, "▸") {
				return i, strings.TrimSpace(line[strings.Index(line, "▸"):])
			}
		}
		t.Fatalf("there is no cursor:\n%s", d.text())
		return 0, ""
	}
	at, row := line()
	d.other.exec("INSERT INTO hero VALUES (90001, 'AAA', 'x', 1), (90002, 'AAB', 'x', 1), (90003, 'AAC', 'x', 1)")
	d.other.exec("INSERT INTO heroteamlink VALUES (1, 90001, FALSE), (1, 90002, 0), (1, 90003, 0)")
	d.look()
	if is, now := line(); is != at || now != row {
		t.Errorf("the cursor is in line %d on %q, and was in line %d on %q", is, now, at, row)
	}
	d.want("1 marked", "of 2,003")
	d.wantTruth()
}

// If the row under the cursor goes, the cursor is on the next one; with the
// last one, on the one before it.
func TestCursorWhereTheRowWent(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "down")
		d.wantCursor("Rusty-Man 48 1● 0◐")
		d.other.exec("DELETE FROM hero WHERE id = 3")
		d.look()
		d.wantRows(0, "Deadpond — 1● 1◐", "▸ Spider-Boy — 1● 1◐")
		d.other.exec("DELETE FROM hero WHERE id = 2")
		d.look()
		d.wantRows(0, "▸ Deadpond — 1● 1◐")
		d.other.exec("DELETE FROM hero")
		d.look()
		d.want("No heroes yet.")
		d.other.exec("INSERT INTO hero VALUES (5, 'First', 'x', 1)")
		d.look()
		d.want("▸ First")
	})
}

// The cursor may have moved on while the rows were read.
func TestCursorMovesDuringARefresh(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	d.other.exec("UPDATE hero SET age = 99 WHERE id % 2")
	d.send(d.timers.last[lookTime])
	d.runAll()
	d.deliver(0)
	d.runAll() // the rows are read, and the answers on their way
	d.hold("down", "down", "down")
	before := d.position()
	d.drain()
	if is := d.position(); is != before || is != 4 {
		t.Errorf("the cursor is on row %d, and was on %d", is, before)
	}
	d.wantTruth()
}

// However far it moved on: also to rows that were not read.
func TestCursorMovesFarDuringARefresh(t *testing.T) {
	path := newFile(t, "rows58.db", func(o other) {
		o.exec("INSERT INTO team (id, name, headquarters) VALUES (1, 'A', 'B')")
		for i := 1; i <= 58; i++ {
			o.exec(fmt.Sprintf("INSERT INTO hero (id, name, secret_name) VALUES (%d, 'hero %03d', 's')", i, i))
			o.exec(fmt.Sprintf("INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (1, %d, FALSE)", i))
		}
	})
	for _, keys := range [][]string{{"G"}, {"pgdown", "pgdown"}} {
		d := start(t, path)
		d.press("enter", "pgdown", "pgdown", "pgdown", "g", "pgup") // all rows are on hand
		d.other.exec("UPDATE hero SET age = age + 1 WHERE id = 3")
		d.send(d.timers.last[lookTime])
		d.runAll()
		d.deliver(0)
		d.runAll() // the rows around the first one are read
		d.hold(keys...)
		before := d.cursor()
		d.drain()
		if after := d.cursor(); after != before {
			t.Errorf("%v: the cursor was on %q, and is on %q", keys, before, after)
		}
		d.wantTruth()
	}
}

// What was typed, chosen and opened stays as it is.
func TestRefreshKeepsCursorAndInput(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		theirs := "UPDATE heroteamlink SET is_training = NOT is_training"
		for name, c := range map[string]struct {
			keys  []string
			shows []string
		}{
			"Filter":   {[]string{"enter", "/", "m", "a", "n"}, []string{"/man", "▸ Rusty-Man    48  ◐ training"}},
			"Kept":     {[]string{"enter", "/", "m", "a", "n", "enter", "space"}, []string{"/man", "■Rusty-Man    48  ◐ training", "1 marked"}},
			"Sort":     {[]string{"enter", "s", "s", "S"}, []string{"by age, reversed"}},
			"Picker":   {[]string{"down", "a", "r", "u", "s", "tab"}, []string{"Search  rus", "1 hero marked", "■Rusty-Man"}},
			"Question": {[]string{"d"}, []string{"Delete the team Preventers?", "y yes  n no"}},
			"New":      {[]string{"n", "R", "a", "y"}, []string{"New team", "Name          Ray"}},
			"Help":     {[]string{"?"}, []string{"Keys"}},
		} {
			t.Run(name, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press(c.keys...)
				cursor := d.app.View().Cursor
				d.other.exec(theirs)
				d.look()
				d.want(c.shows...)
				if now := d.app.View().Cursor; (now == nil) != (cursor == nil) || now != nil && *now != *cursor {
					t.Errorf("the terminal's cursor is at %v, and was at %v", now, cursor)
				}
			})
		}
	})
}

// The rows of an open picker are right, too.
func TestPickerSeesOutsideChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("down", "a")
		d.other.exec("INSERT INTO heroteamlink VALUES (1, 3, TRUE)")
		d.other.exec("UPDATE hero SET name = 'Rusty-Woman' WHERE id = 3")
		d.look()
		d.want("Rusty-Woman", "◐ training")
	})
}

// "Mark all" and the keys that go beyond the window are not lost over it.
func TestKeysDuringARefresh(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	d.other.exec("DELETE FROM heroteamlink WHERE team_id = 1 AND hero_id = 7")
	d.hold("ctrl+a")
	d.send(d.timers.last[lookTime])
	d.drain()
	d.want("1,999 marked")
	d.press("esc")
	d.other.exec("UPDATE heroteamlink SET is_training = FALSE")
	d.send(d.timers.last[lookTime])
	d.runAll()
	d.deliver(0)
	d.hold("G")
	d.drain()
	d.want("1,999 of 1,999")
	d.wantTruth()
}

// What the person changed under a filter stays where it is, ticked, although the
// filter would hide it, and as it is now; it goes when it is gone.
func TestTicksUnderAFilter(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.other.exec("UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 2 AND hero_id = 2")
		d.press("4", "down", "enter", "t")
		d.want("▸ Deadpond      —  ● active    Z-Force                             ✓│")
		d.other.exec("UPDATE hero SET age = 30 WHERE id = 2")
		d.look()
		d.want("▸ Deadpond      —  ● active    Z-Force                             ✓│", "Spider-Boy   30  ◐ training  Z-Force                             ↻│")
		d.press("down", "t") // and now no one is in training there
		d.other.exec("UPDATE hero SET age = 31 WHERE id = 1")
		d.look()
		d.want("▹ Preventers", "Deadpond     31  ● active", "▸ Spider-Boy   30  ● active    Z-Force                             ✓│")
		d.press("u")
		d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,1", "2,3,0")
		d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1")
		d.look()
		d.wantRows(1, "▸ Spider-Boy 30 ◐ training Z-Force ✓")
	})
}

// A tick that is not right any more gives way to the flash.
func TestTickOfARowThatOthersChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "t")
		d.want("▸ Deadpond      —  ● active    Z-Force                             ✓│")
		d.other.exec("UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 2 AND hero_id = 1")
		d.look()
		d.want("▸ Deadpond      —  ◐ training  Z-Force                             ↻│")
		for range 3 {
			d.look()
		}
		d.wantCursor("Deadpond — ◐ training Z-Force")
	})
}

// The person's own writes are no one else's: nothing flashes, and the screen is
// not read again.
func TestOwnWritesAreNotForeign(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		for _, view := range []string{"1", "2", "3", "4"} {
			d := start(t, on.seed(t))
			d.look()
			d.press(view, "enter", "t", "u", "U")
			before := d.text()
			d.look()
			d.wantNot("↻")
			if d.text() != before {
				t.Errorf("the screen is\n%s\nand was\n%s", d.text(), before)
			}
		}
	})
}

// While a write is under way no one looks; what happened meanwhile is seen after
// it.
func TestNoLookDuringAWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter")
		d.other.exec("UPDATE hero SET age = 30 WHERE id = 3")
		d.hold("t")
		d.send(d.timers.last[lookTime])
		d.runAll()
		if len(d.answers) != 1 {
			t.Errorf("there are %d answers to one write", len(d.answers))
		}
		d.drain()
		d.want("Rusty-Man    48")
		d.look()
		d.want("Rusty-Man    30  ● active                                        ↻│", "▸ Deadpond      —  ● active    Z-Force                             ✓│")
	})
}

// A large roster is read around the cursor only.
func TestRefreshReadsAWindow(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter", "G")
	log := d.store.Log()
	before := log.Recent(1)[0].Seq
	d.other.exec("UPDATE hero SET age = 99")
	d.look()
	var rows int64
	for _, s := range log.Recent(100) {
		if s.Seq > before {
			rows += s.Rows
		}
	}
	if rows == 0 || rows > 1000 {
		t.Errorf("%d rows were read", rows)
	}
	d.wantTruth()
}

// In the history a change that another roster made comes in above, and the
// cursor stays on the one that is looked at.
func TestHistorySeesOutsideChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path, size(200, 30))
		d.press("enter", "t", "5")
		d.want("▸ Deadpond: training →")
		another := start(t, path)
		another.press("2", "enter", "t")
		d.look()
		d.want("  Deadpond: active → training in Preventers", "↻", "▸ Deadpond: training → active in Preventers")
	})
}

// Another program's lock is no reason to take the rows from the screen; what
// could not be read is read when the lock is gone.
func TestLockedDuringARefresh(t *testing.T) {
	for _, view := range []string{"1", "3"} {
		t.Run(view, func(t *testing.T) {
			t.Parallel()
			d := start(t, seedFile(t))
			d.press(view)
			before := d.text()
			d.other.exec("UPDATE heroteamlink SET is_training = FALSE")
			d.send(d.timers.last[lookTime])
			d.runAll() // it has looked, and is to read now
			d.other.exec("BEGIN EXCLUSIVE")
			d.deliver(0)
			d.runTogether() // each waits for five seconds
			for len(d.answers) > 0 {
				d.deliver(0)
			}
			if d.text() != before {
				t.Errorf("the screen is\n%s\nand was\n%s", d.text(), before)
			}
			d.other.exec("COMMIT")
			d.look()
			if view == "1" {
				d.want("3 active · 0 training")
			} else {
				d.want("[● active↻]")
			}
		})
	}
}

// Rows that an error hid come back by themselves when it is over.
func TestRowsReturnAfterAnError(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		for _, view := range []string{"1", "3"} {
			d := start(t, on.seed(t))
			d.other.exec("ALTER TABLE hero RENAME TO gone")
			d.press(view, "R")
			d.want("Press R to try again.", "hero")
			d.other.exec("ALTER TABLE gone RENAME TO hero")
			d.look()
			d.wantNot("Press R to try again.")
			d.want("Deadpond")
		}
	})
}

// A file that is taken away is missed at once; nothing is written then, what was
// typed stays, and when it is back all goes on.
func TestFileTakenAwayFromTheApp(t *testing.T) {
	path := seedFile(t)
	d := start(t, path, size(200, 30)) // the whole sentence fits on the status line, however long the path is
	d.press("e", "!")
	mustRename(t, path, path+".moved")
	d.look()
	d.want("roster · FILE GONE · database.db")
	if !strings.Contains(d.status(), "was moved or deleted while it was open") {
		t.Errorf("the status line says %q", d.status())
	}
	d.press("ctrl+s")
	d.want("Edit team", "Preventers!", "deleted")
	if !strings.HasSuffix(d.status(), "was moved or deleted while it was open: quit, and open it where it is now.") {
		t.Errorf("the status line says %q", d.status())
	}
	mustRename(t, path+".moved", path)
	d.look()
	d.wantNot("FILE GONE")
	d.press("ctrl+s")
	d.wantStatus("Preventers: now called Preventers! · u undoes")
	d.wantDisk("SELECT name FROM team WHERE id = 2", "Preventers!")
}

// A file that was replaced is not written, nor is the one in its place.
func TestFileReplaced(t *testing.T) {
	path := seedFile(t)
	d := start(t, path)
	d.press("enter")
	mustRename(t, path, path+".moved")
	mustWrite(t, path, mustRead(t, "../testdata/sqlmodel.db"))
	d.look()
	d.want("FILE GONE", "Can't read the database", "was replaced by another file")
	d.press("esc", "t")
	d.want("Not done", "Quit,") // the rest may be on the next line
	for _, file := range []string{path, path + ".moved"} {
		if string(mustRead(t, file)) != string(mustRead(t, "../testdata/sqlmodel.db")) {
			t.Errorf("%s was written", file)
		}
	}
}

// So is one that was cut short.
func TestFileCutShort(t *testing.T) {
	for name, size := range map[string]int64{"FILE GONE": 0, "DAMAGED": 8192} {
		path := seedFile(t)
		d := start(t, path)
		d.press("enter")
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		d.look()
		d.want(name, "backup")
		d.press("esc", "t")
		d.want("Not done", "backup")
	}
}

// If another program alters the tables so that they are no roster, the app says
// so and writes nothing.
func TestAlteredTables(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(250, 30))
		d.press("enter")
		d.other.exec("ALTER TABLE heroteamlink RENAME TO link")
		d.other.exec("CREATE VIEW heroteamlink AS SELECT * FROM link")
		d.look()
		d.want("TABLES ALTERED", "Another program altered the tables of")
		d.press("t")
		d.want("nothing was changed. Quit, and open it again.")
		d.press("down")
		d.other.exec("DROP VIEW heroteamlink")
		d.other.exec("ALTER TABLE link RENAME TO heroteamlink")
		d.wantLinks(seedLinks...)
		d.look()
		d.wantNot("TABLES ALTERED")
		d.wantStatus("The database is back as it was.")
		d.press("t")
		d.wantStatus("Rusty-Man: active → training in Preventers · u undoes")
	})
}

// A column that another program adds or drops is no trouble: what is wanted is
// worked out by the tables as they are.
func TestColumnsOfOthers(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(120, 30))
		d.press("enter")
		d.other.exec("ALTER TABLE heroteamlink ADD COLUMN rank INTEGER DEFAULT 7")
		d.press("t")
		d.wantStatus("Deadpond: training → active in Preventers · u undoes")
		d.want("rank")
		d.other.exec("ALTER TABLE heroteamlink DROP COLUMN rank")
		d.look()
		d.wantNot("rank", "TABLES ALTERED")
	})
}

func mustRename(t testing.TB, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// A read-only roster sees what others do as well.
func TestOutsideChangesReadOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), readOnly)
		d.press("enter")
		d.look()
		d.wantNot("↻")
		d.other.exec("UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1")
		d.look()
		d.want("▸ Deadpond      —  ● active    Z-Force                             ↻│", "3 active · 0 training")
	})
}

// In a running program the look comes by itself.
func TestOutsideChangeInARunningProgram(t *testing.T) {
	path := seedFile(t)
	e := openTerminal(t, path, func(s *setup) { s.ui.After = nil })
	e.want("▸ Preventers", "2 active · 1 training")
	openOther(t, path).exec("UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1")
	e.want("3 active · 0 training", "3●  0◐↻")
	e.want("3●  0◐ │")
}

// Whatever others write while one moves about, sorts, filters and marks: after
// the next look the rows, the counts and the position are right, and the cursor is
// on the row on which it was.
func TestRandomOutsideChanges(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]func(testing.TB) string{"Seed": seedFile, "Many": manyFile} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(r *rapid.T) {
				d := start(t, file(t), size(160, 40))
				d.t, d.other.t = r, r
				d.press("enter")
				r.Repeat(map[string]func(*rapid.T){
					"press": func(r *rapid.T) {
						d.press(rapid.SampledFrom([]string{"up", "down", "pgup", "pgdown", "g", "G", "s", "S", "f", "space", "ctrl+d"}).Draw(r, "key"))
					},
					"theirs": func(r *rapid.T) {
						for range rapid.IntRange(1, 3).Draw(r, "writes") {
							d.other.exec(fmt.Sprintf(rapid.SampledFrom(theirWrites).Draw(r, "write"), rapid.IntRange(0, 1000).Draw(r, "n")))
						}
						d.send(d.timers.last[lookTime])
						if rapid.Bool().Draw(r, "moves meanwhile") {
							d.runAll()
							d.hold("down")
						}
						d.drain()
						d.wantTruth()
					},
				})
			})
		})
	}
}

// If reading takes long, looks are left out, as many as came in the meantime: others
// need the database too.
func TestSlowLooksAreSkipped(t *testing.T) {
	d := start(t, seedFile(t))
	d.hold("R")
	for range 2 {
		d.send(d.timers.last[lookTime])
	}
	d.drain()
	d.other.exec("UPDATE team SET name = 'Theirs' WHERE id = 2")
	for range 2 {
		d.look()
		d.wantNot("Theirs")
	}
	d.look()
	d.want("Theirs")
}
