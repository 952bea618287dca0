package ui_test

import (
	"strings"
	"testing"
)

func TestHelpScrolls(t *testing.T) {
	d := start(t, seedFile(t), size(60, 15))
	d.press("?")
	d.want("Move", "↑ ↓ scroll  esc close")
	d.press("G")
	d.want("q ctrl+c", "quit")
	d.press("g", "down", "down", "pgdown", "up", "?")
	d.wantNot("esc close")
}

// A question of long names keeps its keys on the screen, and scrolls.
func TestQuestionOfLongNames(t *testing.T) {
	path := seedFile(t)
	long := strings.Repeat("long name ", 20)
	openOther(t, path).exec("UPDATE hero SET name = ? || name || ' the end'", long)
	first := start(t, path)
	first.press("enter", "t")

	d := start(t, path, size(40, 10))
	d.press("u")
	d.want("Undo an earlier change?", "long name", "y undo it", "esc leave it")
	d.wantNot("the end")
	for range 30 {
		d.press("down")
	}
	d.want("roster was started.", "y undo it", "esc leave it")
	d.press("y")
	d.wantLinks(seedLinks...)
}

// The footer shows the keys that work: not those of what is behind.
func TestFooterOfWhatHasTheKeys(t *testing.T) {
	d := start(t, seedFile(t))
	for _, step := range []struct{ key, footer string }{
		{"/", "enter keep  esc clear  ctrl+c quit"},
		{"esc", "enter go in  / filter  space mark  u undo  tab other pane  f status  s sort  ? help  q quit"},
		{"?", "ctrl+c quit"},
		{"esc", "enter go in  / filter  space mark  u undo  tab other pane  f status  s sort  ? help  q quit"},
		{"enter", "t training  enter go in  / filter  space mark  u undo  esc back  tab other pane  ? help  q quit"},
	} {
		d.press(step.key)
		if got := d.footer(); got != step.footer {
			t.Errorf("after %s the footer is\n%q, not\n%q", step.key, got, step.footer)
		}
	}
}
