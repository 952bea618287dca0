package ui_test

import "testing"

// A member moves to the team that is picked, and undo brings everything back.
func TestMoveAMember(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("m")
	d.wantStatus("Choose a member first: press enter, then m.")
	d.press("enter", "j", "m")
	d.want("Move Rusty-Man to", "enter move  esc cancel", "● active")
	d.wantNot("ctrl+n", "join as")
	d.press("tab", "ctrl+t", "ctrl+n")
	d.typeText("z-f")
	d.press("enter")
	d.wantStatus("Rusty-Man moves from Preventers to Z-Force · u undoes")
	d.press("u")
	d.wantLinks(seedLinks...)
	d.press("m")
	d.typeText("nothing like it")
	d.want("No team matches.")
	d.press("enter", "esc")
	d.wantLinks(seedLinks...)
}

// One who is in the team already stays, in the matrix too.
func TestMoveIntoTheirTeam(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3", "j", "m")
	d.want("Move Rusty-Man to")
	d.press("esc", "j", "m")
	d.typeText("z-f")
	d.press("enter")
	d.want("Spider-Boy is already in Z-Force: to leave Preventers, remove them from it.")
	d.wantLinks(seedLinks...)
}
