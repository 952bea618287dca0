package ui_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// modelDriver keeps a model beside the app. Whatever the keys do, the
// model says what it must have been, from what was on the screen.
type modelDriver struct {
	*driver
	r            *rapid.T
	now          plainRoster
	done, undone []plainRoster // the model before each change, and after each one undone
	changes      int           // in the history
	made         int           // names that were given
}

// view returns which view is open, by its first pane.
func (k *modelDriver) view() string {
	k.t.Helper()
	found := regexp.MustCompile(`╭ (Teams|Heroes|Matrix|Training|History) `).FindStringSubmatch(k.text())
	if found == nil {
		k.t.Fatalf("no view is open:\n%s", k.text())
	}
	return found[1]
}

// underCursor takes a row under a cursor apart: that of the pane that has the
// focus, or of the other one, and the name.
var underCursor = regexp.MustCompile(`^([▸▹])[ ■]*(\S*)`)

// spot returns the names of the rows under the cursors, and whether the right
// pane has the focus.
func (k *modelDriver) spot() (left, right string, inside bool) {
	k.t.Helper()
	for i, pane := range k.panes() {
		for _, row := range pane {
			switch found := underCursor.FindStringSubmatch(row); {
			case found == nil:
			case i == leftPane:
				left, inside = found[2], found[1] == "▹"
			default:
				right = found[2]
			}
		}
	}
	return left, right, inside
}

// overTeams reports whether the left pane of the open view has teams.
func (k *modelDriver) overTeams() bool { return k.view() != "Heroes" }

// isSplit reports whether the open view has teams and heroes in its two panes.
func (k *modelDriver) isSplit() bool {
	return slices.Contains([]string{"Teams", "Heroes", "Training"}, k.view())
}

// membership returns the one under the cursor of the right pane.
func (k *modelDriver) membership() (pair, bool) {
	k.t.Helper()
	left, right, inside := k.spot()
	if !k.isSplit() || !inside || right == "" {
		return pair{}, false
	}
	if !k.overTeams() {
		left, right = right, left
	}
	if k.view() == "Training" && left == "All" {
		for _, row := range k.pane(rightPane) {
			if found := regexp.MustCompile(`^▸[ ■]*(\S+) (\S+)`).FindStringSubmatch(row); found != nil {
				return k.pairOf(found[2], found[1])
			}
		}
	}
	return k.pairOf(left, right)
}

func (k *modelDriver) pairOf(team, hero string) (pair, bool) {
	t, isTeam := called(k.now.teams, team)
	h, isHero := called(k.now.heroes, hero)
	return pair{t, h}, isTeam && isHero
}

// changed notes a change. What was undone can't be redone after it.
func (k *modelDriver) changed(change func(plainRoster)) {
	k.done, k.undone = append(k.done, k.now), nil
	k.now = k.now.clone()
	change(k.now)
	k.changes++
}

// fresh returns a name that no one has.
func (k *modelDriver) fresh(what string) string {
	k.made++
	return fmt.Sprintf("%s-%d", rapid.SampledFrom([]string{what, strings.ToUpper(what), strings.ToLower(what)}).Draw(k.r, "name"), k.made)
}

func (k *modelDriver) actions() map[string]func(*rapid.T) {
	act := func(do func()) func(*rapid.T) {
		return func(r *rapid.T) {
			k.r = r
			do()
		}
	}
	return map[string]func(*rapid.T){
		"": act(k.agree), "walk": act(k.walk), "look": act(k.lookAround), "toggle": act(k.toggle), "toggleAll": act(k.toggleAll), "remove": act(k.remove),
		"make": act(k.make), "edit": act(k.edit), "assign": act(k.assign), "undo": act(k.undo), "redo": act(k.redo), "resize": act(k.squeeze),
	}
}

// walk moves, and changes nothing.
func (k *modelDriver) walk() {
	moves := []string{"up", "down", "g", "G", "tab", "left", "right", "enter", "esc", "1", "2", "3", "4", "5", "[", "]", "1", "2", "j", "k", "pgup", "pgdown"}
	k.press(rapid.SliceOfN(rapid.SampledFrom(moves), 1, 6).Draw(k.r, "keys")...)
}

// lookAround opens and closes what can be read.
func (k *modelDriver) lookAround() {
	k.press(rapid.SampledFrom([][]string{{"?", "esc"}, {"L", "L"}, {".", "."}, {"R"}, {":", "esc"}, {"space", "space", "esc"}, {"I", "esc"}, {"y"}}).Draw(k.r, "look")...)
}

// toggle presses t, and expects the membership under the cursor to turn, or
// nothing if there is none.
func (k *modelDriver) toggle() {
	p, ok := k.membership()
	isTraining := k.now.links[p]
	if k.view() == "Matrix" {
		var sure bool
		if p, ok, sure = k.cell(); !sure {
			return
		}
		isTraining = k.now.links[p]
	}
	k.press("t")
	if ok {
		k.changed(func(b plainRoster) { b.links[p] = !isTraining })
	}
	if strings.Contains(k.text(), "╭ Toggle training of") { // a hero: in which team?
		k.press("esc")
	}
}

// cell returns the cell under the cursor of the matrix, by the column in which its
// bracket stands, and whether there is a membership in it. It is not sure where
// the screen cuts names that begin alike.
func (k *modelDriver) cell() (p pair, there, sure bool) {
	k.t.Helper()
	screen := k.screen()
	for i, line := range screen {
		before, _, found := strings.Cut(line, "[")
		if !found || !strings.Contains(before, "▸") {
			continue
		}
		hero := strings.Fields(before[strings.Index(before, "▸")+len("▸"):])[0]
		column := len([]rune(before))
		for j := i; j > 0; j-- {
			if head := []rune(screen[j]); !strings.Contains(screen[j], "●") && strings.Contains(screen[j-1], "╭ Matrix") {
				p, sure = k.pairOf(strings.Fields(string(head[column:]))[0], hero)
				_, there = k.now.links[p]
				return p, there, sure
			}
		}
	}
	return pair{}, false, true // there is no cell
}

// toggleAll marks every row in the right pane and presses t. If they differ,
// it answers which way.
func (k *modelDriver) toggleAll() {
	members, ok := k.everybody()
	if !ok {
		return
	}
	trainees := 0
	for _, p := range members {
		if k.now.links[p] {
			trainees++
		}
	}
	k.press("ctrl+a", "t")
	to := trainees == 0
	if trainees > 0 && trainees < len(members) {
		k.want("Toggle training")
		answer := rapid.SampledFrom([]string{"a", "A", "i", "I", "esc"}).Draw(k.r, "which way")
		k.press(answer)
		if answer == "esc" {
			k.press("esc") // the marks
			return
		}
		to = strings.ToLower(answer) == "i"
	}
	k.changed(func(b plainRoster) {
		for _, p := range members {
			b.links[p] = to
		}
	})
	k.press("esc") // what was so already keeps its mark
	k.press("1")
}

// everybody returns the memberships of the right pane, where it has the focus and
// shows all of them.
func (k *modelDriver) everybody() ([]pair, bool) {
	left, right, inside := k.spot()
	if !k.isSplit() || k.view() == "Training" || !inside || right == "" {
		return nil, false
	}
	id, _ := called(map[bool]map[int64]entry{true: k.now.teams, false: k.now.heroes}[k.overTeams()], left)
	return k.now.members(k.overTeams(), id), true
}

// remove presses d, and answers what it asks.
func (k *modelDriver) remove() {
	left, _, inside := k.spot()
	p, ok := k.membership()
	if k.view() == "Matrix" {
		var sure bool
		if p, ok, sure = k.cell(); !sure {
			return
		}
		inside = true
	}
	ofTeam := k.overTeams()
	k.press("d")
	answer := rapid.SampledFrom([]string{"y", "y", "n"}).Draw(k.r, "answer")
	switch {
	case strings.Contains(k.text(), "Remove from the team?"):
		k.press(answer)
		if answer == "y" && ok {
			k.changed(func(b plainRoster) { delete(b.links, p) })
		}
	case strings.Contains(k.text(), "Delete the "):
		k.press(answer)
		id, there := called(map[bool]map[int64]entry{true: k.now.teams, false: k.now.heroes}[ofTeam], left)
		if answer == "y" && there && !inside {
			k.changed(func(b plainRoster) { b.delete(ofTeam, id) })
		}
	}
}

// make fills in the form of someone new: in the right pane, of one who joins.
func (k *modelDriver) make() {
	if k.view() != "Teams" && k.view() != "Heroes" || len(k.now.teams) > 6 || len(k.now.heroes) > 12 {
		return
	}
	left, _, inside := k.spot()
	makesTeam := k.overTeams() != inside
	with, ok := called(map[bool]map[int64]entry{true: k.now.teams, false: k.now.heroes}[k.overTeams()], left)
	if inside && !ok {
		return
	}
	k.press("n")
	if makesTeam {
		e := entry{name: k.fresh("Team"), text: "Tower"}
		k.fill(e.name, e.text)
		k.changed(func(b plainRoster) {
			id := next(b.teams)
			b.teams[id] = e
			if inside {
				b.links[pair{id, with}] = true
			}
		})
		return
	}
	e := entry{name: k.fresh("Hero"), text: "Secret", age: rapid.SampledFrom([]string{"", "7", "150"}).Draw(k.r, "age")}
	k.fill(e.name, e.text, e.age)
	k.changed(func(b plainRoster) {
		id := next(b.heroes)
		b.heroes[id] = e
		if inside {
			b.links[pair{with, id}] = true
		}
	})
}

// edit types a letter at the end of a field of the row under the cursor.
func (k *modelDriver) edit() {
	left, right, inside := k.spot()
	editsTeam, name := k.overTeams() != inside, left
	if inside {
		name = right
	}
	id, ok := called(map[bool]map[int64]entry{true: k.now.teams, false: k.now.heroes}[editsTeam], name)
	if k.view() != "Teams" && k.view() != "Heroes" || !ok {
		return
	}
	field := rapid.IntRange(0, 1).Draw(k.r, "field")
	k.press("e")
	k.press(slices.Repeat([]string{"tab"}, field)...)
	k.typeText("x")
	k.press("ctrl+s")
	k.changed(func(b plainRoster) {
		entries := map[bool]map[int64]entry{true: b.teams, false: b.heroes}[editsTeam]
		e := entries[id]
		if field == 0 {
			e.name += "x"
		} else {
			e.text += "x"
		}
		entries[id] = e
	})
}

// assign picks someone by typing the name.
func (k *modelDriver) assign() {
	left, _, _ := k.spot()
	ofTeam := k.overTeams()
	others := map[bool]map[int64]entry{true: k.now.heroes, false: k.now.teams}[ofTeam]
	if k.view() != "Teams" && k.view() != "Heroes" || len(others) == 0 || left == "" {
		return
	}
	name := others[rapid.SampledFrom(sorted(others)).Draw(k.r, "who")].name
	team, hero := left, name
	if !ofTeam {
		team, hero = name, left
	}
	p, ok := k.pairOf(team, hero)
	if !ok {
		return
	}
	k.press("a")
	k.typeText(name)
	active := rapid.Bool().Draw(k.r, "active")
	if active {
		k.press("ctrl+t")
	}
	k.press("enter")
	if _, there := k.now.links[p]; !there {
		k.changed(func(b plainRoster) { b.links[p] = !active })
	}
}

// undo takes the newest change back, and redo makes the oldest one again that was
// undone. In the history the keys are about the change under the cursor.
func (k *modelDriver) undo() {
	if k.view() == "History" {
		k.press("1")
	}
	k.press("u")
	if len(k.done) == 0 {
		k.wantStatus("Nothing to undo.")
		return
	}
	last := len(k.done) - 1
	k.undone = append(k.undone, k.now)
	k.now, k.done = k.done[last], k.done[:last]
}

func (k *modelDriver) redo() {
	k.press("U")
	if len(k.undone) == 0 {
		return
	}
	last := len(k.undone) - 1
	k.done = append(k.done, k.now)
	k.now, k.undone = k.undone[last], k.undone[:last]
}

// squeeze makes the window small for a key.
func (k *modelDriver) squeeze() {
	k.resize(rapid.IntRange(1, 130).Draw(k.r, "width"), rapid.IntRange(1, 40).Draw(k.r, "height"))
	k.press(rapid.SampledFrom([]string{"up", "down", "R", "."}).Draw(k.r, "key"))
	k.resize(200, 50)
}

// agree checks that the database and the screen say what the model says.
func (k *modelDriver) agree() {
	k.t.Helper()
	k.wantDisk(everyRow, k.now.rows()...)
	switch k.view() {
	case "Teams":
		k.agreeSplit(true, sorted(k.now.teams))
	case "Heroes":
		k.agreeSplit(false, sorted(k.now.heroes))
	case "Training":
		k.press("R") // who has just graduated stays in sight
		k.agreeSplit(true, slices.DeleteFunc(sorted(k.now.teams), func(id int64) bool { return strings.HasSuffix(k.now.tally(k.now.members(true, id)), " 0◐") }))
	case "Matrix":
		k.agreeMatrix()
	case "History":
		if k.changes > 0 {
			k.want(fmt.Sprintf(" %d ─╮╭", k.changes))
		}
	}
}

// everyRow reads the three tables as [plainRoster.rows] has them.
const everyRow = `SELECT row FROM (
	SELECT 1 AS part, id AS a, 0 AS b, 'team ' || id || ' ' || name || '|' || headquarters AS row FROM team
	UNION ALL SELECT 2, id, 0, 'hero ' || id || ' ' || name || '|' || secret_name || '|' || coalesce(age || '', '') FROM hero
	UNION ALL SELECT 3, team_id, hero_id, 'link ' || team_id || ' ' || hero_id || ' ' || CASE WHEN is_training THEN 'true' ELSE 'false' END FROM heroteamlink
) AS everything ORDER BY part, a, b`

// agreeSplit checks both panes of a view of teams, or of heroes.
func (k *modelDriver) agreeSplit(teams bool, ids []int64) {
	k.t.Helper()
	entries := map[bool]map[int64]entry{true: k.now.teams, false: k.now.heroes}[teams]
	var want []string
	for _, id := range ids {
		row := entries[id].name + " "
		if !teams {
			row += shownAge(entries[id].age) + " "
		}
		tally := k.now.tally(k.now.members(teams, id))
		if teams {
			tally = k.now.flagged(k.now.members(teams, id))
		}
		want = append(want, row+tally)
	}
	if len(want) == 0 {
		return // it says what to press
	}
	if k.view() == "Training" {
		want = append([]string{"All teams"}, want...)
	}
	k.wantAlike(leftPane, want, k.bare(leftPane))
	left, _, _ := k.spot()
	if k.view() == "Training" && left == "All" {
		k.agreeTrainees()
		return
	}
	id, ok := called(entries, left)
	if !ok {
		k.t.Fatalf("no one is called %q:\n%s", left, k.text())
	}
	k.agreeDetail(teams, id)
}

// agreeTrainees checks the right pane of all teams.
func (k *modelDriver) agreeTrainees() {
	k.t.Helper()
	var want, got []string
	for _, p := range k.now.trainees() {
		hero := k.now.heroes[p.hero]
		want = append(want, hero.name+" "+k.now.teams[p.team].name+" "+shownAge(hero.age)+" "+badge(true))
	}
	for _, row := range k.bare(rightPane)[1:] {
		if found := regexp.MustCompile(`^(.*?◐ training)`).FindString(row); found != "" {
			got = append(got, found)
		}
	}
	k.wantAlike(rightPane, want, got)
}

// agreeDetail checks the right pane.
func (k *modelDriver) agreeDetail(teams bool, id int64) {
	k.t.Helper()
	var want []string
	for _, p := range k.now.members(teams, id) {
		if !teams {
			want = append(want, k.now.teams[p.team].name+" "+badge(k.now.links[p]))
			continue
		}
		hero := k.now.heroes[p.hero]
		if k.view() != "Training" || k.now.links[p] {
			want = append(want, hero.name+" "+shownAge(hero.age)+" "+badge(k.now.links[p]))
		}
	}
	if len(want) == 0 {
		return
	}
	var got []string
	for _, row := range k.bare(rightPane)[1:] {
		if found := regexp.MustCompile(`^(.*?(?:◐ training|● active))`).FindString(row); found != "" {
			got = append(got, found)
		}
	}
	k.wantAlike(rightPane, want, got)
}

// bare returns the rows of a pane without cursors and marks.
func (k *modelDriver) bare(pane int) []string {
	rows := k.pane(pane)
	for i, row := range rows {
		rows[i] = strings.TrimLeft(row, "▸▹■ ")
	}
	return rows
}

func (k *modelDriver) wantAlike(pane int, want, got []string) {
	k.t.Helper()
	if !slices.Equal(want, got) {
		k.t.Fatalf("pane %d has\n\t%s\nthe model\n\t%s\n%s", pane, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"), k.text())
	}
}

// agreeMatrix checks every cell by its sign.
func (k *modelDriver) agreeMatrix() {
	k.t.Helper()
	if len(k.now.teams) == 0 || len(k.now.heroes) == 0 {
		return
	}
	var want, got []string
	for _, hero := range sorted(k.now.heroes) {
		row := k.now.heroes[hero].name
		for _, team := range sorted(k.now.teams) {
			sign := "·"
			if isTraining, there := k.now.links[pair{team, hero}]; there {
				sign, _, _ = strings.Cut(badge(isTraining), " ")
			}
			row += " " + sign
		}
		want = append(want, row)
	}
	words := strings.NewReplacer("[", " ", "]", " ", "✓", " ", "training", "", "active", "")
	for _, row := range k.bare(leftPane)[1:] {
		if name, cells, _ := strings.Cut(row, " "); name != "Coverage" && strings.Trim(name, "─") != "" {
			got = append(got, name+" "+strings.Join(strings.Fields(words.Replace(cells)), " "))
		}
	}
	k.wantAlike(leftPane, want, got)
}

// shownAge returns an age as lists show it.
func shownAge(age string) string {
	if age == "" {
		return "—"
	}
	return age
}

// A driver that keeps a model beside the app: whatever keys are pressed, after each
// step the database, the screen and the model agree, and when everything is undone,
// the database is what it was at first.
//
//	go test ./ui -run TestRandomKeysAgainstModel -rapid.checks 5000 -rapid.steps 200
func TestRandomKeysAgainstModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		round := &round{TB: t}
		defer round.end()
		k := &modelDriver{driver: start(round, seedFile(round), size(200, 50)), now: seedModel()}
		k.t, k.other.t, k.r = r, r, r
		first := k.other.rows(everyRow)
		r.Repeat(k.actions())
		k.press("1")
		for len(k.done) > 0 {
			k.undo()
			k.agree()
		}
		k.undo()
		k.wantDisk(everyRow, first...)
	})
}

// round is one of very many rounds of a test: what it opens is closed at its end,
// and not at that of the test.
type round struct {
	testing.TB
	cleanups []func()
}

// Cleanup registers what is done when the round is over.
func (r *round) Cleanup(do func()) { r.cleanups = append(r.cleanups, do) }

// TempDir returns a folder that is gone after the round.
func (r *round) TempDir() string {
	r.Helper()
	folder, err := os.MkdirTemp("", "round-")
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			r.Error(err)
		}
	})
	return folder
}

func (r *round) end() {
	for _, do := range slices.Backward(r.cleanups) {
		do()
	}
}
