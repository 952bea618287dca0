// Package picture draws what a terminal shows as SVG, for documents. Only tests use
// it: those that keep the pictures like the screens.
package picture

import (
	"fmt"
	"html"
	"strings"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// Screen is what a terminal shows.
type Screen struct {
	Content       string // lines, with styles as escape sequences
	Width, Height int    // in cells
	CursorX       int    // the cell that the cursor is in
	CursorY       int
	HasCursor     bool
	Dark          bool   // the terminal's background
	Label         string // what the picture shows, for those who can't see it
}

// The measures of the picture, in pixels. A cell is as wide as a character of most
// fonts of fixed width is in this size.
const (
	cellWidth  = 9
	cellHeight = 20
	fontSize   = 15
	baseline   = 15 // from the top of a cell
	margin     = 10
	fonts      = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
)

// SVG returns the picture. The same screen gives the same bytes.
func (s Screen) SVG() string {
	canvas := lipgloss.NewCanvas(s.Width, s.Height)
	uv.NewStyledString(s.Content).Draw(canvas, canvas.Bounds())
	d := drawing{
		lines: map[string]*strings.Builder{}, areas: map[string]*strings.Builder{}, texts: map[paint]*strings.Builder{},
	}
	for y := range s.Height {
		cells := make([]cell, 0, s.Width)
		for x := range s.Width {
			cells = append(cells, s.cell(canvas.CellAt(x, y), s.HasCursor && x == s.CursorX && y == s.CursorY))
		}
		d.row(y, cells)
	}
	return s.around(d.String())
}

// around puts the window around what is in it.
func (s Screen) around(inner string) string {
	width, height := s.Width*cellWidth+2*margin, s.Height*cellHeight+2*margin
	ground, _ := s.colours()
	edge := "#c9d1d9"
	if s.Dark {
		edge = "#3d444d"
	}
	label := html.EscapeString(s.Label)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
<title>%s</title>
<rect x=".5" y=".5" width="%d" height="%d" rx="8" fill="%s" stroke="%s"/>
<g transform="translate(%d %d)" font-family="%s" font-size="%d">
%s</g>
</svg>
`, width, height, width, height, label, label, width-1, height-1, ground, edge, margin, margin, fonts, fontSize, inner)
}

// colours returns those of the terminal: what is behind the text, and the text.
func (s Screen) colours() (ground, text string) {
	if s.Dark {
		return "#16181d", "#e6e6e6"
	}
	return "#ffffff", "#1f2328"
}
