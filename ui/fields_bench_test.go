package ui_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"roster/data/model"
)

// BenchmarkFields is a cursor move in a roster of 2,000 with no further field, with
// ten, and with sixty, and the drawing of the screen after it. The aim is that of
// every frame: under 0.5 ms at 120x40, under 1 ms at 300x100.
func BenchmarkFields(b *testing.B) {
	for _, fields := range []int{0, 10, 60} {
		path := manyFields(b, fields)
		for _, window := range [][2]int{{120, 40}, {300, 100}} {
			b.Run(fmt.Sprintf("%d/%dx%d", fields, window[0], window[1]), func(b *testing.B) {
				d := start(b, path, size(window[0], window[1]), at(0, model.NumberID(1)))
				d.press("enter", "pgdown", "pgdown")
				keys := []tea.KeyPressMsg{keyOf(b, "down"), keyOf(b, "up")}
				for i := 0; b.Loop(); i++ {
					d.app.Update(keys[i%2])
					d.app.View()
				}
			})
		}
		b.Run(fmt.Sprintf("%d/Page", fields), func(b *testing.B) {
			d := start(b, path, size(120, 40), at(0, model.NumberID(1)))
			d.press("enter")
			for b.Loop() {
				d.press("R")
			}
		})
	}
}

// manyFields returns a roster with a team of 2,000 whose memberships have so many
// fields.
func manyFields(b *testing.B, fields int) string {
	return newFile(b, fmt.Sprintf("fields%d.db", fields), func(o other) {
		o.exec("INSERT INTO team VALUES (1, 'Many', 'Here')")
		o.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO hero SELECT i, 'Hero ' || i, 'Secret', i % 90 FROM n")
		o.exec("INSERT INTO heroteamlink SELECT 1, id, id % 3 = 0 FROM hero")
		for i := range fields {
			o.exec(fmt.Sprintf("ALTER TABLE heroteamlink ADD COLUMN field%d VARCHAR DEFAULT 'value %d'", i, i))
		}
	})
}
