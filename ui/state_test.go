package ui_test

import (
	"testing"

	"roster/data/model"
	"roster/ui"
)

func from(state ui.State) func(*setup) {
	return func(s *setup) { s.ui.State = state }
}

// At the next start the view, the order and the rows are those of the last one.
func TestStateIsRestored(t *testing.T) {
	path := manyFile(t)
	d := start(t, path)
	d.press("down", "2", "s", "S", "pgdown", "pgdown", "down")
	row := d.cursor()
	again := start(t, path, from(d.app.State()))
	again.want("╭ Heroes · by age, reversed")
	again.wantCursor(row)
	again.press("1")
	again.wantCursor("Few")
}

// A state that means nothing here is a start from the beginning.
func TestStateThatDoesNotFit(t *testing.T) {
	for _, state := range []ui.State{
		{View: 99}, {View: -1, Views: make([]ui.ViewState, 5)}, {View: 1, Views: make([]ui.ViewState, 1)},
		{Views: []ui.ViewState{{Row: model.NumberID(12345), Detail: model.NumberID(-5), Sort: 99}, {}, {}, {}, {}}},
	} {
		d := start(t, seedFile(t), from(state))
		d.wantCursor("Preventers")
	}
}
