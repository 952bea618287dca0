package ui_test

import (
	"slices"
	"strings"
)

// status returns the text of the status line.
func (d *driver) status() string {
	d.t.Helper()
	return strings.TrimSpace(d.screen()[d.height-2])
}

func (d *driver) footer() string {
	d.t.Helper()
	return strings.TrimSpace(d.screen()[d.height-1])
}

// panes returns the rows of each pane, without their borders and with one space
// between cells. A narrow screen has one pane.
func (d *driver) panes() [][]string {
	d.t.Helper()
	var panes [][]string
	for _, line := range d.screen() {
		for i, part := range strings.Split(strings.Trim(line, "│"), "││") {
			if !strings.HasPrefix(line, "│") {
				continue
			}
			if i == len(panes) {
				panes = append(panes, nil)
			}
			panes[i] = append(panes[i], strings.Join(strings.Fields(part), " "))
		}
	}
	return panes
}

// pane returns what a pane shows: its rows, empty lines left out.
func (d *driver) pane(i int) []string {
	d.t.Helper()
	panes := d.panes()
	if i >= len(panes) {
		d.t.Fatalf("there is no pane %d:\n%s", i, d.text())
	}
	rows := slices.DeleteFunc(panes[i], func(row string) bool { return row == "" })
	if len(rows) == 0 {
		return rows
	}
	rows[0] = strings.NewReplacer("↑", "", "↓", "").Replace(rows[0])
	if i == leftPane && strings.HasPrefix(rows[0], "Name ") {
		return rows[1:] // the titles
	}
	return rows
}

// cursor returns the row under the cursor of the pane that has the focus.
func (d *driver) cursor() string {
	d.t.Helper()
	for _, pane := range d.panes() {
		for _, row := range pane {
			if rest, ok := strings.CutPrefix(row, "▸"); ok {
				return strings.TrimSpace(rest)
			}
		}
	}
	return ""
}

// wantCursor checks the row under the cursor, by its beginning.
func (d *driver) wantCursor(row string) {
	d.t.Helper()
	if got := d.cursor(); !strings.HasPrefix(got, row) {
		d.t.Fatalf("the cursor is on %q, not on %q:\n%s", got, row, d.text())
	}
}

// wantStatus checks the status line.
func (d *driver) wantStatus(want string) {
	d.t.Helper()
	if got := d.status(); got != want {
		d.t.Fatalf("the status line says %q, not %q:\n%s", got, want, d.text())
	}
}

// want checks that each of these texts is on the screen.
func (d *driver) want(texts ...string) {
	d.t.Helper()
	screen := d.text()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

// wantNot checks that none of these texts is on the screen.
func (d *driver) wantNot(texts ...string) {
	d.t.Helper()
	screen := d.text()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			d.t.Fatalf("%q is on the screen:\n%s", text, screen)
		}
	}
}

// The panes of a wide screen.
const (
	leftPane  = 0
	rightPane = 1
)

// wantRows checks the rows of a pane, without the titles of its columns.
func (d *driver) wantRows(pane int, want ...string) {
	d.t.Helper()
	got := slices.DeleteFunc(d.pane(pane), func(row string) bool {
		return strings.HasPrefix(row, "Name ") || strings.HasPrefix(row, "Team ")
	})
	if !slices.Equal(got, want) {
		d.t.Fatalf("the rows are\n\t%s\nnot\n\t%s\n%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"), d.text())
	}
}

// wantDisk checks what another program reads from the database.
func (d *driver) wantDisk(query string, want ...string) {
	d.t.Helper()
	if got := d.other.rows(query); !slices.Equal(got, want) {
		d.t.Fatalf("on disk: %q, not %q", got, want)
	}
}

// wantLinks checks the links on disk, "team,hero,is_training" each.
func (d *driver) wantLinks(want ...string) {
	d.t.Helper()
	d.wantDisk("SELECT team_id || ',' || hero_id || ',' || ("+d.other.flag()+") FROM heroteamlink ORDER BY team_id, hero_id", want...)
}
