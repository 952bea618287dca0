package guestkeys

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// File is the text of an authorized_keys file. Lines that are not about guests stay as they
// are, byte for byte.
type File []byte

// Guests returns the guests, in the order of the file.
func (f File) Guests() []Guest {
	var guests []Guest
	for line := range strings.Lines(string(f)) {
		if g, ok := ParseLine(strings.TrimRight(line, "\r\n")); ok {
			guests = append(guests, g)
		}
	}
	return guests
}

// Add returns the file with another guest. A name or a key that it has already is an error.
func (f File) Add(g Guest) (File, error) {
	for _, there := range f.Guests() {
		if there.Name == g.Name {
			return nil, fmt.Errorf("there is a guest %s already: remove them first, or choose another name", g.Name)
		}
	}
	if f.hasKey(g.Key.Marshal()) {
		return nil, errors.New("this key is in the file already, and OpenSSH would obey its first line: remove that one, or use another key")
	}
	line, err := Line(g)
	if err != nil {
		return nil, err
	}
	text := slices.Clone(f)
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	return append(text, line+"\n"...), nil
}

// hasKey reports whether any line is about a key.
func (f File) hasKey(key []byte) bool {
	for line := range strings.Lines(string(f)) {
		if k, ok := keyOf(line); ok && bytes.Equal(k, key) {
			return true
		}
	}
	return false
}

// Remove returns the file without a guest, and whether they were there.
func (f File) Remove(name string) (File, bool) {
	var text File
	found := false
	for line := range strings.Lines(string(f)) {
		if g, ok := ParseLine(strings.TrimRight(line, "\r\n")); ok && g.Name == name {
			found = true
			continue
		}
		text = append(text, line...)
	}
	return text, found
}
