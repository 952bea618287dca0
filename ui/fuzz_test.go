package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// FuzzKeys presses any keys on a hostile database: each byte of keys is one, or a
// character that is typed; paste is pasted where a zero stands. Whatever they are,
// every screen is sound, and roster has not gone.
func FuzzKeys(f *testing.F) {
	for _, keys := range []string{
		"enter", "\x11\x12\x13", "abcdefghijklmnopqrstuvwxyz", "?/:.[]\\", "\x01\x02\x03\x04\x05\x06\x07\x08", "I\x00\r", "n\x00\x00\r\r\r", "/\x00\r", "a\x00\r", "2e\x00\r", "5\r", "dy", "3lllt", "ddyyuuUU",
	} {
		f.Add(keys, "a\x1b[31m\u202e\xff\n日,b", uint8(100), uint8(30))
	}
	f.Add("1", "", uint8(1), uint8(1))
	f.Add("tttt", "", uint8(40), uint8(10))
	f.Fuzz(func(t *testing.T, keys, paste string, width, height uint8) {
		d := start(t, hostileFile(t), size(max(1, int(width)), max(1, int(height)%60)))
		for _, b := range []byte(keys[:min(len(keys), 40)]) {
			if d.quit {
				return
			}
			d.pressByte(b, paste)
		}
	})
}

// pressByte presses the key that a byte stands for.
func (d *driver) pressByte(b byte, paste string) {
	d.t.Helper()
	switch {
	case b == 0:
		d.send(tea.PasteMsg{Content: paste})
		d.drain()
	case int(b) <= len(randomKeys):
		d.press(randomKeys[b-1])
	default:
		d.press(string(rune(b)))
	}
}
