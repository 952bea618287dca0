package complete

import (
	"slices"
	"testing"

	"roster/data/model"
)

// An id is offered as text, unless a shell would act on it.
func TestOfferIDs(t *testing.T) {
	names := []Name{
		{model.NumberID(-7), "team", "A", "x"}, {model.TextID("0190f5c2"), "team", "B", "x"}, {model.TextID("$(reboot)"), "team", "C", "x"}, {model.TextID("a\x1b[2J"), "team", "D", "x"},
	}
	got := Offer(names, "id:")
	if want := []string{"id:-7\tteam A, x", "id:0190f5c2\tteam B, x"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
