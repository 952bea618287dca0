package style

import (
	"slices"
	"testing"
)

// Columns share the width: what must go goes in order, what stays gets its room, and a spare
// column goes before the first one is cut.
func TestColumnWidths(t *testing.T) {
	name := Span{Min: 8, Max: 40}
	for _, test := range []struct {
		what    string
		spans   []Span
		natural []int
		width   int
		want    []int
	}{
		{"all", []Span{name, {Min: 4, Max: 10, Drop: 1}}, []int{12, 6}, 30, []int{12, 6}},
		{"one takes the rest", []Span{name, {Min: 4, Drop: 1}}, []int{12, 6}, 30, []int{12, 16}},
		{"what stays gets the room of what went", []Span{name, {Min: 10, Max: 10, Drop: 1}, {Min: 10, Max: 10, Drop: 2}}, []int{14, 10, 10}, 28, []int{14, 10, -1}},
		{"spare", []Span{name, {Min: 4, Max: 10, Drop: 1}, {Min: 4, Max: 10, Drop: 2, Spare: true}}, []int{14, 6, 6}, 28, []int{14, 6, -1}},
		{"spare, with room", []Span{name, {Min: 4, Max: 10, Drop: 1}, {Min: 4, Max: 10, Drop: 2, Spare: true}}, []int{12, 6, 6}, 28, []int{12, 6, 6}},
		{"blank", []Span{name, {Min: 10, Max: 10, Drop: 1, Blank: true}}, []int{14, 10}, 20, []int{14, -1}},
		{"nothing may go", []Span{name, {Min: 10, Max: 10}}, []int{14, 10}, 20, []int{8, 10}},
	} {
		if got := ColumnWidths(test.spans, test.natural, test.width); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.what, got, test.want)
		}
	}
}
