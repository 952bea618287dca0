package picture

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// What stands on the screen stands in the picture, cell for cell.
func TestSVG(t *testing.T) {
	svg := Screen{
		Content: "╭ \x1b[1mTeams\x1b[m ╮  <b>\n" +
			"a \x1b[38;2;1;2;3m● on\x1b[m\n" +
			"\x1b[48;2;4;5;6mx y\x1b[m \x1b[7mr\x1b[m\x1b[4m_ \x1b[m",
		Width: 16, Height: 3, HasCursor: true, CursorX: 8, CursorY: 2, Label: `"One" & two`,
	}.SVG()
	mustBeXML(t, svg)
	for name, want := range map[string]string{
		"the size":                  `viewBox="0 0 164 80"`,
		"the label":                 `aria-label="&#34;One&#34; &amp; two"`,
		"a bold text in its column": "<g fill=\"#1f2328\" font-weight=\"bold\">\n<text x=\"18\" y=\"15\" textLength=\"45\">Teams</text>",
		"a text that is escaped":    `<text x="99" y="15" textLength="27">&lt;b&gt;</text>`,
		"a corner that is drawn":    `stroke="#1f2328" d="M4.5 20v-5q0-4.5 4.5-4.5`,
		"a disc in its colour":      `<path fill="#010203" fill-rule="evenodd" d="M18.5 30a4 4`,
		"a text after a sign":       "<g fill=\"#010203\">\n<text x=\"36\" y=\"35\" textLength=\"18\">on</text>",
		"a text with a space in it": `<text x="0" y="55" textLength="27">x y</text>`,
		"a background":              `<rect x="0" y="40" width="27" height="20" fill="#040506"/>`,
		"what is reversed":          "<rect x=\"36\" y=\"40\" width=\"9\" height=\"20\" fill=\"#1f2328\"/>",
		"its text":                  "<g fill=\"#ffffff\">\n<text x=\"36\" y=\"55\" textLength=\"9\">r</text>",
		"an underlined space":       "M45 58h9M54 58h9",
		"the cursor":                "<rect x=\"72\" y=\"40\" width=\"9\" height=\"20\" fill=\"#1f2328\"/>",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is missing, %s, in:\n%s", name, want, svg)
		}
	}
	for sign := range shapes {
		if strings.Contains(svg, sign) {
			t.Errorf("%s is written, not drawn", sign)
		}
	}
}

// The background of the terminal decides what has no colour of its own.
func TestBackgrounds(t *testing.T) {
	dark, light := Screen{Content: "x", Width: 1, Height: 1, Dark: true}.SVG(), Screen{Content: "x", Width: 1, Height: 1}.SVG()
	for svg, colours := range map[string][2]string{dark: {"#16181d", "#e6e6e6"}, light: {"#ffffff", "#1f2328"}} {
		if !strings.Contains(svg, `rx="8" fill="`+colours[0]) || !strings.Contains(svg, `<g fill="`+colours[1]) {
			t.Errorf("want %q in:\n%s", colours, svg)
		}
	}
}

// mustBeXML reads all of a document.
func mustBeXML(t *testing.T, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in:\n%s", err, text)
		}
	}
}
