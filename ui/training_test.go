package ui_test

import (
	"fmt"
	"testing"
)

// trainingFile returns the tutorial's roster with a third team, more trainees, and since
// when they are in training.
func trainingFile(t testing.TB) string {
	path := seedFile(t)
	other := openOther(t, path)
	for _, statement := range []string{
		"INSERT INTO team VALUES (3, 'Medics', 'Tent')",
		"INSERT INTO hero VALUES (4, 'Jonas', 'J', 31), (5, 'Ana', 'A', 28)",
		"INSERT INTO heroteamlink VALUES (3, 4, 1), (1, 4, 1), (3, 5, 1), (2, 5, 0)",
		"ALTER TABLE heroteamlink ADD COLUMN since DATE",
		"UPDATE heroteamlink SET since = '2026-0' || (1 + (team_id * 3 + hero_id * 5) % 8) || '-15' WHERE hero_id <> 2",
	} {
		other.exec(statement)
	}
	return path
}

// Everyone in training is in one list, with their teams, the longest in training first.
func TestAllTrainees(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, trainingFile(t), size(window[0], window[1]))
			a.shot("All teams", "4")
			a.shot("Their trainees", "enter")
			a.shot("By age", "s", "s", "s")
			a.shot("Reversed", "S")
			a.shot("One of the teams", "left", "down")
			a.shot("A person, found from the teams", "up", "/", "j", "o")
			a.shot("Graduated, in two teams", "enter", "enter", "ctrl+a", "t")
			a.shot("Nobody", "left", "/", "x")
			a.compare(t)
		})
	}
}

// Trainees of several teams graduate in one change, which one undo takes back.
func TestGraduateAcrossTeams(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("4", "enter", "ctrl+a", "t")
		d.wantLinks("1,1,0", "1,2,0", "2,1,0", "2,2,0", "2,3,0")
		d.press("u")
		d.wantLinks(seedLinks...)
	})
}
