package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What is on disk is told of as such, whatever kind of write it was, and what is not is
// told with its reason.
func TestLostOf(t *testing.T) {
	for _, done := range []tea.Msg{applied{}, moved{}, fieldAdded{}} {
		if lost := lostOf(done); len(lost) > 0 {
			t.Errorf("%T is told as lost: %q", done, lost)
		}
	}
	for want, result := range map[string]tea.Msg{
		"had not answered": nil, "the disk is full": refused{err: errors.New("the disk is full")},
		"it has to": mixed{}, "be asked": tooLarge{}, "has to be": earlier{}, "asked about first": notNewest{},
	} {
		if lost := lostOf(result); len(lost) != 1 || !strings.Contains(lost[0], want) {
			t.Errorf("%T is told as %q, without %q", result, lost, want)
		}
	}
}
