package ui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A right pane's title, as far as tests give it parts: who, where, the filter,
// and the order.
var (
	titleLine = regexp.MustCompile(`╮╭ ([^·─]+?) (?:· /([^·─]*?) )?(?:· (training|active) )?(?:· (by [a-z]+)(, reversed)? )?·`)
	placeNote = regexp.MustCompile(`([\d,]+) of ([\d,]+) ─*╯$`)
)

// byName orders by name, with the numbers at the end of names as numbers: mage 2 before mage 10.
func byName(desc string) string {
	word := "rtrim(name, '0123456789')"
	return fmt.Sprintf("lower(%[1]s)%[2]s, CAST(substr(name, length(%[1]s) + 1) AS INTEGER)%[2]s, lower(name)%[2]s, id%[2]s", word, desc)
}

// orders are the clauses for the words of the title.
var orders = map[string]string{
	"": byName(""), "by name, reversed": byName(" DESC"),
	"by id": "id", "by id, reversed": "id DESC",
	"by age": "age IS NULL, age, id", "by age, reversed": "age IS NULL, age DESC, id DESC",
	"by status": "training DESC, " + byName(""), "by status, reversed": "training, " + byName(""),
}

// position returns which row of all the cursor of the right pane is on, counted
// from 1; 0 where all rows are on screen.
func (d *driver) position() int {
	d.t.Helper()
	for _, line := range d.screen() {
		if found := placeNote.FindStringSubmatch(line); found != nil {
			n, err := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
			if err != nil {
				d.t.Fatal(err)
			}
			return n
		}
	}
	return 0
}

// wantTruth checks that the right pane of the teams view shows what SQL says it
// should: these rows, these badges, in this order, at this position.
func (d *driver) wantTruth() {
	d.t.Helper()
	title := titleLine.FindStringSubmatch(d.screen()[1])
	if title == nil {
		d.t.Fatalf("the title can't be read:\n%s", d.text())
	}
	truth := d.members(title[1], strings.Fields(title[2]), title[3], title[4]+title[5])
	shown, cursor := d.shownMembers()
	first := 0
	if at := d.position(); at > 0 {
		first = at - 1 - cursor
	} else if len(shown) != len(truth) {
		d.t.Fatalf("%d rows of %d, and no position:\n%s", len(shown), len(truth), d.text())
	}
	if first < 0 || first+len(shown) > len(truth) || !slices.Equal(shown, truth[first:first+len(shown)]) {
		d.t.Fatalf("from row %d on SQL has\n%s\nand the screen\n%s", first+1,
			strings.Join(truth[max(0, first):min(len(truth), max(0, first)+len(shown))], "\n"), d.text())
	}
}

// members returns a team's roster as SQL has it, "name ● active" each.
func (d *driver) members(team string, terms []string, status, order string) []string {
	d.t.Helper()
	key := fmt.Sprint(team, terms, status, order, d.other.rows("SELECT data_version, total_changes() FROM pragma_data_version"))
	if d.truths == nil || d.truths[key] == nil {
		d.truths = map[string][]string{key: d.readMembers(team, terms, status, order)}
	}
	return d.truths[key]
}

func (d *driver) readMembers(team string, terms []string, status, order string) []string {
	d.t.Helper()
	where := ""
	for _, term := range terms {
		where += fmt.Sprintf(" AND instr(lower(name), '%s')", strings.ToLower(term))
	}
	switch status {
	case "training":
		where += " AND training"
	case "active":
		where += " AND NOT training"
	}
	return d.other.rows(`SELECT name, CASE WHEN training THEN '◐ training' ELSE '● active' END
		FROM (SELECT hero.*, is_training <> FALSE AS training FROM heroteamlink
			JOIN hero ON hero.id = hero_id JOIN team ON team.id = team_id WHERE team.name = ?)
		WHERE TRUE`+where+` ORDER BY `+orders[order], team)
}

// memberRow takes a member's row apart: cursor and mark, name, id, age, badge.
var memberRow = regexp.MustCompile(`^[▸▹]? ?■? ?(.+?)(?: id:\d+)? (?:\d+|—) ([◐●] [a-z]+)`)

// shownMembers returns the members on screen, and which of them is under the
// cursor.
func (d *driver) shownMembers() (shown []string, cursor int) {
	d.t.Helper()
	for _, row := range d.pane(rightPane)[1:] {
		if strings.HasPrefix(row, "▸") || strings.HasPrefix(row, "▹") {
			cursor = len(shown)
		}
		if found := memberRow.FindStringSubmatch(row); found != nil {
			shown = append(shown, found[1]+" "+found[2])
		}
	}
	return shown, cursor
}

// wantBadges checks that every member on screen has the badge that is on disk,
// and every team its counts.
func (d *driver) wantBadges() {
	d.t.Helper()
	for _, row := range d.pane(leftPane) {
		team := strings.Fields(strings.TrimLeft(row, "▸▹■ "))[0]
		counts := d.other.rows(`SELECT name || ' ' || sum(is_training = 0) || '● ' || sum(is_training <> 0) || '◐'
			FROM team JOIN heroteamlink ON team_id = id WHERE name = ?`, team)
		if counts[0] != "" && !strings.HasSuffix(strings.NewReplacer(",", "", "!", "").Replace(row), counts[0]) {
			d.t.Fatalf("SQL has %q:\n%s", counts[0], d.text())
		}
		if !strings.ContainsAny(row, "▸▹") {
			continue
		}
		truth := d.members(team, nil, "", "")
		shown, _ := d.shownMembers()
		for _, member := range shown {
			if !slices.Contains(truth, member) {
				d.t.Fatalf("SQL does not have %q:\n%s", member, d.text())
			}
		}
	}
}
