package picture

import (
	"cmp"
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// paint is how a text looks.
type paint struct {
	fill string
	bold bool
}

// cell is one of the screen, as it is painted.
type cell struct {
	content string // "" if the one to the left is wide
	width   int
	behind  string // a colour, or "" for the ground
	under   bool   // underlined
	paint
}

// cell returns a cell of the canvas. The cursor is a cell with its colours swapped.
func (s Screen) cell(c *uv.Cell, cursor bool) cell {
	ground, text := s.colours()
	fill, behind := hex(c.Style.Fg, text), hex(c.Style.Bg, "")
	if reversed := c.Style.Attrs&uv.AttrReverse != 0; reversed != cursor {
		fill, behind = cmp.Or(behind, ground), fill
	}
	return cell{
		content: c.Content, width: c.Width, behind: behind, under: c.Style.Underline != uv.UnderlineNone,
		paint: paint{fill: fill, bold: c.Style.Attrs&uv.AttrBold != 0},
	}
}

// hex returns a colour in the form of SVG, or otherwise if there is none.
func hex(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// comparePaint orders paints by what they are, so that pictures can be compared.
func comparePaint(a, b paint) int {
	switch {
	case a.fill != b.fill:
		return strings.Compare(a.fill, b.fill)
	case a.bold == b.bold:
		return 0
	case a.bold:
		return 1
	}
	return -1
}
