package cell

import (
	"fmt"
	"strings"
)

// A text of the database can have any length. Lists read no more of each than
// can be shown; what is written, exported or copied is read whole.
const (
	MaxShown  = 4096 // bytes: a longer text is cut when it is read to be shown
	KeptShown = 4000 // bytes that are left of it, before the note on its length
)

// CutNote follows a text that was cut. With it the text is no longer than [MaxShown], so that
// what was cut once is not cut again.
const CutNote = "… (%d bytes)"

// Cut returns a text as lists show it: whole, or its beginning and its length.
// It makes of a text what [sqldb.Engine.Shortened] makes of a column.
func Cut(text string) string {
	if len(text) <= MaxShown {
		return text
	}
	return text[:KeptShown] + fmt.Sprintf(CutNote, len(text))
}

// CutBlob is [Cut] of the [Literal] of a blob, which may be large: that is not written out.
func CutBlob(v []byte) string {
	size := len("X''") + 2*len(v)
	if size <= MaxShown {
		return Literal(v)
	}
	return fmt.Sprintf("X'%X", v[:KeptShown/2])[:KeptShown] + fmt.Sprintf(CutNote, size)
}

// Trimmed returns a value that was read with [sqldb.Engine.Shortened], cut as [Cut] does.
// PostgreSQL can't cut a text within a character, and leaves more of it. A text that is
// longer for roster than for the engine, as from a file in UTF-16, was not cut there.
func Trimmed(v any) any {
	text, ok := v.(string)
	if !ok || len(text) <= MaxShown {
		return v
	}
	note := strings.LastIndex(text, CutNote[:strings.Index(CutNote, "%d")])
	if note < 0 {
		return Cut(text)
	}
	return text[:KeptShown] + text[note:]
}
