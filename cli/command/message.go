package command

import (
	"errors"
	"fmt"
	"io"

	"roster/cli/usage"
	"roster/data/address"
	"roster/internal/safetext"
)

// Tell prints an error. It may carry text from a file or from its name, or a URL
// as someone typed it.
func (f Flags) Tell(w io.Writer, err error) {
	list, isList := errors.AsType[interface {
		error
		Lines() []string
	}](err)
	if !isList {
		fmt.Fprintln(w, "roster: "+f.ForPeople(err.Error()))
	} else {
		for _, line := range list.Lines() {
			fmt.Fprintln(w, "roster: "+f.ForPeople(line))
		}
	}
	if usage.Is(err) {
		fmt.Fprintln(w, "Try roster --help.")
	}
}

// ForPeople makes a message safe to display in a terminal.
func (f Flags) ForPeople(text string) string {
	text = address.MaskIn(text)
	if f.Guest != nil {
		text = f.Guest.Discreet(text)
	}
	text = safetext.Line(text)
	if s, _ := f.Settings(); s.ASCII.Value { // errors in the settings are reported where they are needed
		return safetext.ASCII(text)
	}
	return text
}
