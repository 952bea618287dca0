// Package terminput filters the input between a terminal and its decoder: it passes on what
// the decoder can handle.
package terminput

import "unicode/utf8"

// Lost replaces a byte that is not UTF-8, and U+FFFD, which the decoder and the text fields
// drop silently. It is the last private code point, and is displayed as U+FFFD.
const Lost = '\U0010FFFD'

const (
	esc       = 0x1b
	csi8      = 0x9b // CSI as one byte
	escapeKey = "\x1b[27u"
	maxHeld   = 1024 // bytes of a sequence: no answer of a terminal is longer
	growth    = 6    // how many bytes a byte becomes at most
)

// state is what the next byte belongs to.
type state int

const (
	ground      state = iota // text
	inRune                   // UTF-8
	inEscape                 // what follows ESC
	inCSI                    // ESC [
	inSS3                    // ESC O
	inMouse                  // the three bytes of ESC [ M
	inLinux                  // the last byte of ESC [ [, a function key of the Linux console
	inString                 // ESC ], ESC P and the other strings
	inStringEnd              // ESC in a string
)

// filter passes on text in UTF-8 and the sequences of keys, the mouse, pastes and
// answers, each complete and in seven bits. Everything else is left out.
type filter struct {
	state    state
	held     []byte // what came of a sequence, or of a rune
	overlong bool   // the sequence is longer than any that is known
	pasting  bool
	answers  int // that came to what the terminal was asked
}

// feed filters in, appends the result to out, and returns it.
func (g *filter) feed(out, in []byte) []byte {
	for _, b := range in {
		out = g.step(out, b)
	}
	return out
}

// step filters one byte, and appends the result to out.
func (g *filter) step(out []byte, b byte) []byte {
	switch g.state {
	case inRune:
		return g.stepRune(out, b)
	case inEscape:
		return g.stepEscape(out, b)
	case inCSI:
		return g.stepCSI(out, b)
	case inSS3:
		return g.stepSS3(out, b)
	case inMouse:
		return g.stepMouse(out, b)
	case inLinux:
		g.reset()
		if b < 'A' || b > 'E' {
			return g.unless(out, b)
		}
		return append(out, esc, '[', '1', '1'+b-'A', '~')
	case inString:
		return g.stepString(out, b)
	case inStringEnd:
		if b == '\\' {
			return g.endString(out, b)
		}
		g.begin(inEscape, esc)
		return g.step(out, b)
	}
	switch {
	case b == esc:
		g.begin(inEscape, esc)
	case b == csi8 && !g.pasting:
		g.begin(inCSI, esc, '[')
	case b >= utf8.RuneSelf:
		g.begin(inRune)
		return g.stepRune(out, b)
	case !g.pasting:
		return append(out, backspace(b))
	default:
		return append(out, b)
	}
	return out
}

// backspace returns what the backspace key sends: some terminals send ^H.
func backspace(b byte) byte {
	if b == 0x08 {
		return 0x7f
	}
	return b
}

func (g *filter) reset() { g.begin(ground) }

func (g *filter) begin(s state, held ...byte) {
	g.state, g.held, g.overlong = s, append(g.held[:0], held...), false
}

// hold keeps a byte of a sequence.
func (g *filter) hold(b byte) {
	g.overlong = g.overlong || len(g.held) >= maxHeld
	if !g.overlong {
		g.held = append(g.held, b)
	}
}

// unless leaves out a printable byte that ends an unknown sequence. Any other
// one only interrupts it, and counts.
func (g *filter) unless(out []byte, b byte) []byte {
	if b >= ' ' && b < 0x7f {
		return out
	}
	return g.step(out, b)
}

// stepRune collects a rune, which ESC may precede.
func (g *filter) stepRune(out []byte, b byte) []byte {
	g.held = append(g.held, b)
	typed := g.held
	if typed[0] == esc {
		typed = typed[1:]
	}
	if !utf8.FullRune(typed) {
		return out
	}
	r, size := utf8.DecodeRune(typed)
	if r != utf8.RuneError && r != Lost {
		if g.held[0] == esc {
			out = appendAlt(out, r)
		} else {
			out = append(out, g.held...)
		}
		g.reset()
		return out
	}
	out = utf8.AppendRune(out, Lost)
	var rest [utf8.UTFMax]byte
	n := copy(rest[:], typed[size:])
	g.reset()
	return g.feed(out, rest[:n])
}

// stepEscape takes what follows ESC, or ESC ESC.
func (g *filter) stepEscape(out []byte, b byte) []byte {
	switch {
	case b == '[':
		g.state = inCSI
		g.hold(b)
		return out
	case g.pasting && b == esc:
		return out
	case g.pasting:
		g.reset()
		return g.step(out, b)
	case b == 'O':
		g.state = inSS3
		g.hold(b)
		return out
	case len(g.held) > 1: // the first one was a key of its own
		g.begin(inEscape, esc)
		return g.stepEscape(append(out, escapeKey...), b)
	case b == esc:
		g.hold(b)
		return out
	case b == ']' || b == 'P' || b == 'X' || b == '^' || b == '_':
		g.state = inString
		g.hold(b)
		return out
	case b == csi8:
		g.reset()
		return g.step(append(out, escapeKey...), b)
	case b >= utf8.RuneSelf:
		g.state = inRune
		return g.stepRune(out, b)
	}
	g.reset()
	return appendAlt(out, rune(backspace(b)))
}

// stepSS3 takes what follows ESC O: a modifier, and one of the keys of a keypad.
func (g *filter) stepSS3(out []byte, b byte) []byte {
	switch {
	case b >= '0' && b <= '9' && len(g.held) < 6:
		g.hold(b)
		return out
	case isKeypad(b):
		out = append(append(out, g.held...), b)
		g.reset()
		return out
	}
	g.reset()
	return g.unless(out, b)
}

func isKeypad(b byte) bool {
	return isCursor(b) || b == 'M' || b == 'X' || b >= 'j' && b <= 'y'
}

// isCursor reports whether b ends the sequence of a cursor key or of F1 to F4.
func isCursor(b byte) bool {
	return b >= 'A' && b <= 'F' || b == 'H' || b >= 'P' && b <= 'S' || b >= 'a' && b <= 'd'
}

// stepMouse collects the three bytes of a mouse report of X10, and passes them on
// in the form of SGR, which is text.
func (g *filter) stepMouse(out []byte, b byte) []byte {
	if b == esc {
		g.begin(inEscape, esc)
		return out
	}
	g.hold(b)
	if len(g.held) < 3 {
		return out
	}
	button, x, y := g.held[0], g.held[1], g.held[2]
	g.reset()
	if button < ' ' || x <= ' ' || y <= ' ' {
		return out
	}
	return appendMouse(out, button-' ', x-' ', y-' ')
}

// stepString takes a byte of a string. It is one of the answers of terminals, which
// are ASCII; a control character interrupts it.
func (g *filter) stepString(out []byte, b byte) []byte {
	switch {
	case len(g.held) == 2 && !beginsAnswer(g.held[1], b): // alt and a key
		g.reset()
		return g.step(out, b)
	case b == esc:
		g.state = inStringEnd
	case b == '\a' && g.held[1] == ']':
		return g.endString(out, b)
	case b < ' ' || b == 0x7f:
		g.reset()
		return g.step(out, b)
	case b >= utf8.RuneSelf:
		g.overlong = true
	default:
		g.hold(b)
	}
	return out
}

// endString passes on a string with its last byte if it is known.
func (g *filter) endString(out []byte, last byte) []byte {
	if !g.overlong && isAnswer(string(g.held[1:])) {
		g.answers++
		out = append(out, g.held...)
		if last == '\\' {
			out = append(out, esc)
		}
		out = append(out, last)
	}
	g.reset()
	return out
}

// expire ends a sequence whose rest does not come, appends the result to out, and returns it. A lone ESC is the escape key. The rest of a paste may take any time.
func (g *filter) expire(out []byte) []byte {
	if g.pasting {
		return out
	}
	switch g.state {
	case inEscape:
		for range g.held {
			out = append(out, escapeKey...)
		}
	case inStringEnd:
		out = append(out, escapeKey...)
	case inRune:
		for _, b := range g.held {
			if b != esc {
				out = utf8.AppendRune(out, Lost)
			}
		}
	}
	g.reset()
	return out
}

// waits reports whether a sequence may expire, and whether it counts as it is.
func (g *filter) waits() (incomplete, counts bool) {
	if g.pasting {
		return false, false
	}
	return g.state != ground, g.state == inEscape || g.state == inStringEnd || g.state == inRune
}
