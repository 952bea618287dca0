package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"roster/ui/write"
)

// What is on disk is told of as such, whatever kind of write it was, and what is not is
// told with its reason.
func TestLostWrites(t *testing.T) {
	for _, done := range []tea.Msg{write.Applied{}, write.UndoneOrRedone{}, write.FieldAdded{}} {
		if lost := lostOf(done); len(lost) > 0 {
			t.Errorf("%T is told as lost: %q", done, lost)
		}
	}
	for _, asks := range []tea.Msg{write.Mixed{}, write.TooLarge{}, write.NotThisSession{}, write.NotNewest{}} {
		if lost := lostOf(asks); len(lost) != 1 || !strings.Contains(lost[0], "it needs a confirmation") {
			t.Errorf("%T is told as %q", asks, lost)
		}
	}
	for want, result := range map[string]tea.Msg{
		"had not answered": nil, "the disk is full": write.Refused{Err: errors.New("the disk is full")},
	} {
		if lost := lostOf(result); len(lost) != 1 || !strings.Contains(lost[0], want) {
			t.Errorf("%T is told as %q, without %q", result, lost, want)
		}
	}
}
