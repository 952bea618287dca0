package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestFilterWhileTyping(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "/")
		d.typeText("BO")
		d.wantStatus("/BO")
		d.wantRows(rightPane, "▸ "+preventers[2])
		d.press("backspace", "backspace")
		d.typeText("d m") // both terms must occur
		d.wantRows(rightPane, "No member matches.", "Press esc to clear the filter.")
		d.press("backspace", "backspace")
		d.typeText("")
		d.wantRows(rightPane, "▸ "+preventers[0], preventers[2])

		d.press("enter")
		d.wantStatus("")
		d.want("/d", "▸ Deadpond")
		d.press("t", "esc")
		d.wantLinks(graduatedLinks...)
		d.wantRows(rightPane, "▸ Deadpond — ● active Z-Force", preventers[1], preventers[2])
	})
}

// A key that does something elsewhere is a character of the filter.
func TestFilterHasTheKeys(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("/")
	d.typeText("tuqUR?.12[] sSfL")
	d.wantStatus("/tuqUR?.12[] sSfL")
	d.wantLinks(seedLinks...)
	d.want("No team matches.")
	d.press("esc")
	d.wantCursor("Preventers")
	d.wantNot("No team matches.")
}

func TestFilterIsPasted(t *testing.T) {
	d := start(t, seedFile(t))
	d.send(tea.PasteMsg{Content: "Z-Force"})
	d.drain()
	d.want("Preventers")
	d.press("/")
	d.send(tea.PasteMsg{Content: "z-\x1b]0;owned\nforce\x00"})
	d.drain()
	d.press("esc", "/")
	d.send(tea.PasteMsg{Content: "Z-F"})
	d.drain()
	d.wantRows(leftPane, "▸ Z-Force 1● 1◐")
}

// What was typed is seen, also where it is longer than the line.
func TestLongFilterShowsItsEnd(t *testing.T) {
	for _, typed := range []string{
		"the quick brown fox jumps over the lazy dog and the end",
		"日本の英雄たち日本の英雄たち日本の英雄たち日本の英雄たち the end",
	} {
		d := start(t, seedFile(t), size(40, 10))
		d.press("/")
		d.typeText(typed)
		d.want("the end")
	}
}

// A row that no longer fits the status filter stays, ticked, until it is asked
// for again: nothing jumps under the cursor.
func TestGraduatedTraineeStays(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "f")
		d.wantRows(rightPane, "▸ Deadpond — ◐ training Z-Force")
		d.press("t")
		d.wantRows(rightPane, "▸ Deadpond — ● active Z-Force ✓")
		d.press("R")
		d.wantRows(rightPane, "No member matches.", "Press esc to clear the filter.")
		d.press("esc")
		d.wantRows(rightPane, "▸ Deadpond — ● active Z-Force", preventers[1], preventers[2])
	})
}

func TestStatusFilter(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		o := openOther(t, path)
		o.exec("INSERT INTO hero VALUES (9, 'Loner', 'x', NULL)")
		d := start(t, path)
		d.press("2")
		deadpond, rusty, spider, loner := "Deadpond — 1● 1◐", "Rusty-Man 48 1● 0◐", "Spider-Boy — 1● 1◐", "Loner — 0● 0◐"
		for _, step := range []struct {
			title string
			rows  []string
		}{
			{"Heroes · training", []string{"▸ " + deadpond, spider}},
			{"Heroes · active", []string{"▸ " + deadpond, rusty, spider}},
			{"Heroes · on no team", []string{"▸ " + loner}},
			{"Heroes ─", []string{deadpond, "▸ " + loner, rusty, spider}},
		} {
			d.press("f")
			d.want(step.title)
			d.wantRows(leftPane, step.rows...)
		}
	})
}

func TestSorts(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "down")
		for _, step := range []struct {
			key, title string
			rows       []string
		}{
			{"s", "by status", []string{preventers[0], "▸ " + preventers[1], preventers[2]}},
			{"S", "by status, reversed", []string{"▸ " + preventers[1], preventers[2], preventers[0]}},
			{"s", "by age", []string{"▸ " + preventers[1], preventers[0], preventers[2]}},
			{"S", "by age, reversed", []string{"▸ " + preventers[1], preventers[2], preventers[0]}},
			{"s", "by id", []string{preventers[0], preventers[2], "▸ " + preventers[1]}},
			{"S", "by id, reversed", []string{"▸ " + preventers[1], preventers[2], preventers[0]}},
			{"s", "╭ Preventers · Sharp Tower ─", []string{preventers[0], "▸ " + preventers[1], preventers[2]}},
			{"S", "by name, reversed", []string{preventers[2], "▸ " + preventers[1], preventers[0]}},
		} {
			d.press(step.key)
			d.want(step.title)
			d.wantRows(rightPane, step.rows...)
		}
	})
}

func TestSecretsAreMaskedUntilRevealed(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2")
	d.want("Deadpond · ••••••")
	d.wantNot("Dive Wilson")
	d.press(".")
	d.want("Deadpond · Dive Wilson")
	d.press(".")
	d.wantNot("Dive Wilson")
}

// What can't be done because nothing matches says so, in every view.
func TestNothingMatchesToAssignTo(t *testing.T) {
	for view, says := range map[string]string{
		"1": "No team matches. Press esc to clear the filter.", "2": "No hero matches. Press esc to clear the filter.",
		"3": "Nothing matches. Press esc to clear the filters.", "4": "This works on one team: choose one below All teams first.",
	} {
		d := start(t, seedFile(t))
		d.press(view, "/")
		d.typeText("zzz")
		d.press("enter", "a")
		d.wantStatus(says)
	}
	d := start(t, emptyFile(t))
	d.press("a")
	d.wantStatus("No teams yet. Press n to create one. Press I to import a file, or to paste a table.")
	d.press("4", "a")
	d.wantStatus("No one is in training. Press a in a team to assign trainees.")
}

// The view of who is in training shows all teams too, and calls them so.
func TestAllTeamsInTraining(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("4", "f", "f", "f", "f")
	d.want("Training · all teams", "Preventers")
}
