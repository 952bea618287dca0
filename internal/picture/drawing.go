package picture

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// drawing is an unfinished picture. Text of the same look is grouped, so that the look is
// written once.
type drawing struct {
	backgrounds strings.Builder
	lines       map[string]*strings.Builder // paths to stroke, by colour
	areas       map[string]*strings.Builder // paths to fill, by colour
	texts       map[paint]*strings.Builder
}

// row draws a line of the screen.
func (d *drawing) row(y int, cells []cell) {
	for x := 0; x < len(cells); {
		x = d.background(x, y, cells)
	}
	for x, c := range cells {
		if c.under {
			fmt.Fprintf(builderOf(d.lines, c.fill), "M%d %dh%d", x*cellWidth, y*cellHeight+baseline+3, cellWidth)
		}
	}
	for x := 0; x < len(cells); {
		c := cells[x]
		switch s, known := shapes[c.content]; {
		case c.content == "" || c.content == " ":
			x++
		case known:
			s.draw(d, x, y, c.fill)
			x++
		default:
			x = d.text(x, y, cells)
		}
	}
}

// background draws what is behind the cells from x on that share it, and returns
// the first one that does not.
func (d *drawing) background(x, y int, cells []cell) int {
	end := x + 1
	for end < len(cells) && cells[end].behind == cells[x].behind {
		end++
	}
	if cells[x].behind != "" {
		fmt.Fprintf(&d.backgrounds, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
			x*cellWidth, y*cellHeight, (end-x)*cellWidth, cellHeight, cells[x].behind)
	}
	return end
}

// text draws a run of text in one style from x on, and returns its end. It sets the length of
// the text: whatever the font, it ends where its cells end.
func (d *drawing) text(x, y int, cells []cell) int {
	var text strings.Builder
	end, width := x, 0
	isSame := func(c cell) bool { return c.paint == cells[x].paint && c.under == cells[x].under }
	for end < len(cells) && isSame(cells[end]) && goesOn(cells, end) {
		text.WriteString(cells[end].content)
		width += cells[end].width
		end++
	}
	fmt.Fprintf(builderOf(d.texts, cells[x].paint), "<text x=\"%d\" y=\"%d\" textLength=\"%d\">%s</text>\n",
		x*cellWidth, y*cellHeight+baseline, width*cellWidth, html.EscapeString(text.String()))
	return end
}

// goesOn reports whether a text goes on in a cell: a single space is part of it.
func goesOn(cells []cell, at int) bool {
	if cells[at].content != " " {
		_, isShape := shapes[cells[at].content]
		return !isShape
	}
	if at++; at == len(cells) {
		return false
	}
	return cells[at].content != " " && cells[at].paint == cells[at-1].paint && goesOn(cells, at)
}

// builderOf returns the builder of a key, and creates it if necessary.
func builderOf[K comparable](builders map[K]*strings.Builder, key K) *strings.Builder {
	if builders[key] == nil {
		builders[key] = &strings.Builder{}
	}
	return builders[key]
}

// String returns what was drawn, always in the same order.
func (d *drawing) String() string {
	var s strings.Builder
	s.WriteString(d.backgrounds.String())
	for _, colour := range slices.Sorted(maps.Keys(d.lines)) {
		fmt.Fprintf(&s, "<path fill=\"none\" stroke=\"%s\" d=\"%s\"/>\n", colour, d.lines[colour])
	}
	for _, colour := range slices.Sorted(maps.Keys(d.areas)) {
		fmt.Fprintf(&s, "<path fill=\"%s\" fill-rule=\"evenodd\" d=\"%s\"/>\n", colour, d.areas[colour])
	}
	for _, p := range slices.SortedFunc(maps.Keys(d.texts), comparePaint) {
		weight := ""
		if p.bold {
			weight = ` font-weight="bold"`
		}
		fmt.Fprintf(&s, "<g fill=\"%s\"%s>\n%s</g>\n", p.fill, weight, d.texts[p])
	}
	return s.String()
}
