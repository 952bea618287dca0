// Package usage has the errors of a command line that roster does not understand.
package usage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"roster/data/address"
	"roster/data/model"
)

// Error is a command line that roster does not understand.
type Error struct{ error }

// Unwrap returns the error without the mark.
func (e Error) Unwrap() error { return e.error }

// Wrap returns an error as one of the command line.
func Wrap(err error) error { return Error{err} }

// Errorf returns an error of the command line.
func Errorf(format string, args ...any) error { return Error{fmt.Errorf(format, args...)} }

// Is reports whether an error is one of the command line.
func Is(err error) bool {
	_, ok := errors.AsType[Error](err)
	return ok
}

// Value returns an error unless a value is among the choices. It begins with what, such as
// "--format must be".
func Value(what, value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return Errorf("%s %s, not %q%s", what, model.JoinOr(choices), value, databaseHint(value))
}

// Args returns what is wrong with the arguments of a command, which has these.
func Args(command string, names, args []string) error {
	switch {
	case len(args) < len(names):
		return Errorf("%s needs %s: %s is missing", command, strings.Join(names, " and "), names[len(args)])
	case len(args) > len(names) && len(names) == 0:
		return Errorf("%s takes no arguments, but got %q%s", command, address.Redacted(args[0]), databaseHint(args[0]))
	case len(args) > len(names):
		return Errorf("%s needs %s, but got %d arguments: put names with spaces in quotes", command, strings.Join(names, " and "), len(args))
	}
	if at := slices.Index(args, ""); at >= 0 {
		return Errorf("%s is empty", names[at])
	}
	return nil
}

// databaseHint explains how to name the database, if a word looks like one.
func databaseHint(word string) string {
	if !strings.ContainsAny(word, `./\`) {
		return ""
	}
	return "; to choose the database, use --db " + address.Redacted(word)
}
