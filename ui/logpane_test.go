package ui_test

import (
	"testing"
)

func TestStatementLogShowsWhatWasRun(t *testing.T) {
	d := start(t, seedFile(t), size(200, 60))
	d.press("enter", "t", "L")
	d.want("Statements", "Deadpond: training → active in Preventers",
		"UPDATE heroteamlink SET is_training = $1 WHERE team_id = $2 AND hero_id = $3", "COMMIT")
	d.press("L")
	d.wantNot("Statements")
}

// While the log has the keys it scrolls, and what acts on rows is refused.
func TestStatementLogHasTheKeys(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter", "pgdown", "pgdown", "pgdown", "L")
	d.wantTruth()
	row, newest := d.cursor(), d.text()
	d.press("tab") // round from the right pane to the log
	d.press("up", "up", "pgup", "ctrl+u")
	older := d.text()
	if older == newest {
		t.Fatal("the log does not scroll")
	}
	d.press("t")
	d.wantStatus("The statement log has the focus: press esc to go back.")
	d.press("g")
	d.want("Open", "sqlite_schema")
	d.press("G", "pgdown")
	d.press("esc")
	d.wantCursor(row)
	d.press("down")
	d.wantTruth()
	d.wantDisk("SELECT sum(is_training) FROM heroteamlink WHERE team_id = 1", "667")
}

// In a low window the log covers the view: no row can be acted upon unseen.
func TestStatementLogCoversALowWindow(t *testing.T) {
	d := start(t, seedFile(t), size(60, 12))
	d.press("enter", "L")
	d.wantNot("Deadpond      —")
	d.press("t")
	d.wantLinks(seedLinks...)
	d.wantStatus("The statement log has the focus: press esc to go back.")
	d.press("esc")
	d.wantCursor("Deadpond")
}

func TestStatementLogWithoutRows(t *testing.T) {
	d := start(t, emptyFile(t))
	d.press("L", "tab", "g")
	d.want("Open", "sqlite_schema")
}

// Secret names are masked in the statements too, the other arguments are not:
// the column says which is which.
func TestStatementLogMasksSecrets(t *testing.T) {
	d := start(t, seedFile(t), size(200, 60))
	d.press("2", "n")
	d.typeText("Newcomer")
	d.press("tab")
	d.typeText("Hush-7f3a")
	d.press("ctrl+s", "L")
	d.want("INSERT INTO hero", `["Newcomer", ••••••, NULL]`)
	d.wantNot("Hush-7f3a")
	d.press("esc", ".")
	d.want(`["Newcomer", "Hush-7f3a", NULL]`)
}
