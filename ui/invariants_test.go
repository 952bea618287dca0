package ui_test

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// mustHoldInvariants checks what holds for every screen: exactly as many lines as the
// window has, each exactly as wide on either kind of terminal, and nothing in
// them that a terminal would act upon.
func mustHoldInvariants(t tb, view tea.View, width, height int) {
	t.Helper()
	lines := strings.Split(view.Content, "\n")
	if len(lines) != height {
		t.Fatalf("%d lines on a screen of %d:\n%s", len(lines), height, ansi.Strip(view.Content))
	}
	for i, line := range lines {
		mustFit(t, i, line, width)
	}
	mustBePlain(t, "the screen", strings.Join(lines, ""))
	mustBePlain(t, "the window's title", view.WindowTitle)
	if c := view.Cursor; c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= height) {
		t.Fatalf("the cursor is at %d,%d, outside of %dx%d", c.X, c.Y, width, height)
	}
}

// mustFit checks the width of a line, in grapheme clusters and in wcwidth.
func mustFit(t tb, number int, line string, width int) {
	t.Helper()
	if ansi.StringWidth(line) != width || ansi.StringWidthWc(line) != width {
		t.Fatalf("line %d is %d cells wide in graphemes, %d in wcwidth, not %d: %q",
			number, ansi.StringWidth(line), ansi.StringWidthWc(line), width, line)
	}
}

// mustBePlain checks that a text holds nothing that a terminal acts upon but
// colours and attributes.
func mustBePlain(t tb, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatalf("%s is not valid UTF-8: %q", what, text)
	}
	for i, r := range text {
		if isSGR(text[i:]) {
			continue
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			t.Fatalf("%s holds %U: %q", what, r, text)
		}
	}
}

// isSGR reports whether a text begins with a sequence for colours and attributes.
func isSGR(text string) bool {
	rest, ok := strings.CutPrefix(text, "\x1b[")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, "0123456789;:"), "m")
}
