package terminput

import (
	"strconv"
	"strings"
	"unicode"
)

const (
	maxParams = 24 // of a sequence: the decoder panics at 33
	maxDigits = 7  // of a parameter: as many as the last code point has
	maxRepeat = 8  // the maximum repeat count of a key record
)

// isAnswer reports whether a string without its ESC is a response that the decoder knows: a
// color, the name of the terminal, a capability, a device.
func isAnswer(text string) bool {
	for _, known := range []string{"]10;", "]11;", "]12;", "P>|", "P1+r", "P!|"} {
		if len(text) > len(known) && strings.HasPrefix(text, known) {
			return true
		}
	}
	return false
}

// beginsAnswer reports whether b can begin a response. Other strings are dropped.
func beginsAnswer(kind, b byte) bool {
	switch kind {
	case ']':
		return b >= '0' && b <= '9'
	case 'P':
		return b == '>' || b == '!' || b == '0' || b == '1'
	}
	return true
}

// stepCSI collects a sequence up to its final byte.
func (g *filter) stepCSI(out []byte, b byte) []byte {
	switch {
	case b == '$' && !g.pasting && g.isNumber():
		return g.endCSI(out, b) // rxvt: shift and a function key
	case b >= ' ' && b < '@':
		g.hold(b)
		return out
	case b >= '@' && b < 0x7f:
		return g.endCSI(out, b)
	}
	g.reset()
	return g.step(out, b)
}

// body returns the sequence between its introducer and the final byte.
func (g *filter) body() string {
	_, body, _ := strings.Cut(string(g.held), "[")
	return body
}

func (g *filter) isNumber() bool {
	body := g.body()
	return body != "" && strings.Trim(body, "0123456789") == ""
}

// endCSI passes on the sequence that the final byte completes, if it is known.
func (g *filter) endCSI(out []byte, final byte) []byte {
	body, alt, overlong := g.body(), g.held[1] == esc, g.overlong
	g.reset()
	if g.pasting {
		if body == "201" && final == '~' {
			g.pasting = false
			out = append(out, "\x1b[201~"...)
		}
		return out
	}
	if alt && isFunctionKey(final) {
		if at := len(out) + 1; !overlong {
			out = appendCSI(append(out, esc), body, final)
			if len(out) == at { // it was unknown
				out = out[:at-1]
			}
		}
		return out
	}
	if alt {
		out = append(out, escapeKey...)
	}
	switch {
	case overlong:
	case body == "" && final == 'M':
		g.begin(inMouse)
	case body == "" && final == '[':
		g.begin(inLinux)
	case body == "200" && final == '~':
		g.pasting = true
		return append(out, "\x1b[200~"...)
	case final == '_':
		return g.keyRecord(out, body)
	default:
		if isReport(body, final) {
			g.answers++
		}
		return appendCSI(out, body, final)
	}
	return out
}

// isReport reports whether a sequence is the response to a query about a mode or the keyboard.
func isReport(body string, final byte) bool {
	return strings.HasPrefix(body, "?") && (final == 'u' || final == 'y')
}

// isFunctionKey reports whether Alt and a function key may be sent as ESC and a sequence with
// this final byte.
func isFunctionKey(final byte) bool {
	return isCursor(final) && final != 'R' || strings.IndexByte("Z~^@$", final) >= 0
}

// appendCSI appends a sequence to out if it is known.
func appendCSI(out []byte, body string, final byte) []byte {
	prefix := strings.TrimRight(body, "0123456789:; $")
	params, ok := numbers(strings.TrimSuffix(body[len(prefix):], "$"))
	if !ok {
		return out
	}
	end := string(final)
	if strings.HasSuffix(body, "$") {
		end = "$" + end
	}
	known := false
	switch prefix + end {
	case "u":
		known = len(params) > 0
	case "~", "^", "@":
		known = len(params) > 0 && params[0] > 0 && params[0] < 35 && len(params) <= 4
	case "$":
		if params[0] > 0 && params[0] < 35 {
			return append(out, "\x1b["+strconv.Itoa(params[0])+";2~"...)
		}
	case "I", "O":
		known = len(params) == 0
	case "Z":
		known = len(params) <= 4
	case "<M", "<m":
		known = len(params) == 3 && params[1] > 0 && params[2] > 0
	case "?$y", "$y", "?c", ">c", "?u", "?n", "?R":
		known = len(params) > 0
	default:
		known = len(end) == 1 && prefix == "" && isCursor(final) && len(params) <= 4
	}
	if !known {
		return out
	}
	return append(append(append(out, esc, '['), body...), final)
}

// numbers returns the parameters of a sequence, 0 for those that are left out.
func numbers(body string) (params []int, ok bool) {
	if body == "" {
		return nil, true
	}
	for text := range strings.SplitSeq(strings.ReplaceAll(body, ":", ";"), ";") {
		n := 0
		if text != "" {
			var err error
			if n, err = strconv.Atoi(text); err != nil || n < 0 || len(text) > maxDigits {
				return nil, false
			}
		}
		params = append(params, n)
	}
	return params, len(params) <= maxParams
}

// keyRecord passes on a key record of Windows. A record without a key is text.
func (g *filter) keyRecord(out []byte, body string) []byte {
	record, ok := numbers(body)
	if !ok || len(record) != 6 || record[2] > unicode.MaxRune {
		return out
	}
	if key, r, down := record[0], rune(record[2]), record[3] == 1; key == 0 {
		if down && r >= ' ' && r != 0x7f {
			return g.feed(out, []byte(string(r)))
		}
		return out
	}
	record[5] = min(record[5], maxRepeat)
	out = append(out, esc, '[')
	for i, n := range record {
		if i > 0 {
			out = append(out, ';')
		}
		out = strconv.AppendInt(out, int64(n), 10)
	}
	return append(out, '_')
}

// appendAlt appends Alt and a key as a kitty key sequence: after ESC and the key the decoder
// would wait for more input each time.
func appendAlt(out []byte, r rune) []byte {
	const alt, altShift, altCtrl = ";3u", ";4u", ";7u"
	text := func(r rune) string { return strconv.Itoa(int(r)) }
	out = append(out, esc, '[')
	switch {
	case r >= 'A' && r <= 'Z':
		return append(out, text(r-'A'+'a')+":"+text(r)+altShift...)
	case r == 0:
		return append(out, text(' ')+altCtrl...)
	case r < ' ' && r != '\t' && r != '\r' && r < esc:
		return append(out, text(r+0x60)+altCtrl...)
	case r > esc && r < ' ':
		return append(out, text(r+0x40)+altCtrl...)
	}
	return append(out, text(r)+alt...)
}

// appendMouse appends a mouse report in the form of SGR.
func appendMouse(out []byte, button, x, y byte) []byte {
	out = append(out, "\x1b[<"...)
	out = strconv.AppendInt(out, int64(button), 10)
	out = append(out, ';')
	out = strconv.AppendInt(out, int64(x), 10)
	out = append(out, ';')
	out = strconv.AppendInt(out, int64(y), 10)
	if button&0b1110_0011 == 3 { // all buttons were released
		return append(out, 'm')
	}
	return append(out, 'M')
}
