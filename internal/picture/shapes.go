package picture

import "fmt"

// shape is a sign that is drawn instead of written: the fonts of a viewer may not have it, or
// have it in another width, and lines must meet.
type shape struct {
	x, y   float64 // its start in its cell
	path   string  // on from there, in relative steps
	filled bool
}

const (
	disc     = "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
	triangle = "l6 4l-6 4z"
)

// shapes are the signs that are drawn.
var shapes = map[string]shape{
	"─": {0, 10.5, "h9", false},
	"│": {4.5, 0, "v20", false},
	"╭": {4.5, 20, "v-5q0-4.5 4.5-4.5", false},
	"╮": {0, 10.5, "q4.5 0 4.5 4.5v5", false},
	"╰": {4.5, 0, "v6q0 4.5 4.5 4.5", false},
	"╯": {0, 10.5, "q4.5 0 4.5-4.5v-6", false},
	"●": {0.5, 10, disc, true},
	"◐": {0.5, 10, disc + "m4-2.8a2.8 2.8 0 0 1 0 5.6z", true},
	"▸": {1.5, 6, triangle, true},
	"▹": {1.5, 6, triangle + "m1.2 2.1l2.8 1.9l-2.8 1.9z", true},
	"■": {1.5, 7, "h6v6h-6z", true},
}

// draw adds the shape to the drawing, in the cell at x, y.
func (s shape) draw(d *drawing, x, y int, colour string) {
	into := d.lines
	if s.filled {
		into = d.areas
	}
	fmt.Fprintf(builderOf(into, colour), "M%g %g%s", float64(x*cellWidth)+s.x, float64(y*cellHeight)+s.y, s.path)
}
