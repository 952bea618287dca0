package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
	"roster/ui/style"
)

// KeyAt returns the press of the key that is written at a cell of the screen, in the last line
// of a dialog: what a click on it means.
func KeyAt(st *style.Style, d Dialog, width, height, x, y int) (key tea.KeyPressMsg, ok bool) {
	b := d.Layout(width, height)
	at := b.place(st, width, height)
	if y != at.y+2+len(b.Lines) {
		return key, false
	}
	x -= at.x + 2
	for hint := range strings.SplitSeq(st.PlainKeys(b.Keys), "  ") {
		if cells := safetext.Width(hint); x >= cells {
			x -= cells + 2
			continue
		}
		return keyIn(hint, x)
	}
	return key, false
}

// keyIn returns the key at a cell of a hint. Of two keys that do one thing each counts on its
// own, of one key what it does counts too.
func keyIn(hint string, x int) (key tea.KeyPressMsg, ok bool) {
	if x < 0 {
		return key, false
	}
	words := strings.Fields(hint)
	if len(words) > 1 && isArrow(words[0]) && isArrow(words[1]) {
		at := 0
		for _, word := range words[:2] {
			if x >= at && x < at+safetext.Width(word) {
				return pressOf(word)
			}
			at += safetext.Width(word) + 1
		}
		return key, false
	}
	if len(words) == 0 {
		return key, false
	}
	return pressOf(words[0])
}

func isArrow(word string) bool {
	return slices.Contains([]string{"↑", "↓", "←", "→", "up", "down", "left", "right"}, word)
}

// pressOf returns the key press for a key as dialogs write it; ok is false if it is not a key.
func pressOf(word string) (key tea.KeyPressMsg, ok bool) {
	if code, ok := map[string]rune{
		"↑": tea.KeyUp, "↓": tea.KeyDown, "←": tea.KeyLeft, "→": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab,
	}[word]; ok {
		return tea.KeyPressMsg{Code: code}, true
	}
	if letter, ok := strings.CutPrefix(word, "ctrl+"); ok && len(letter) == 1 {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}, true
	}
	if r, size := utf8.DecodeRuneInString(word); size == len(word) && size == 1 {
		return tea.KeyPressMsg{Code: r, Text: word}, true
	}
	return key, false
}

// Pick moves the cursor of a dialog to the row or the field at a cell of the screen.
func Pick(st *style.Style, d Dialog, width, height, x, y int) tea.Cmd {
	b := d.Layout(width, height)
	at := b.place(st, width, height)
	line := y - at.y - 1
	if b.Pick == nil || line < 0 || line >= len(b.Lines) || x <= at.x || x > at.x+at.inner {
		return nil
	}
	return b.Pick(line - b.Above)
}
