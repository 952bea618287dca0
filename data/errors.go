package data

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of thing went wrong, for callers that act on it.
type Code int

// The codes of an [Error].
const (
	Internal Code = iota // unexpected: the cause is in Err
	NotFound             // the file does not exist
	Empty                // the file holds no tables yet
	Foreign              // the file holds something else than a roster
	Locked               // another program holds the database
	ReadOnly             // the database can't be written
	CantOpen             // the file can't be opened or reached
	Corrupt              // the file is damaged
	Full                 // the disk is full
	Invalid              // a value breaks the rules for what people type
	Nothing              // there is nothing to undo or to redo
	Unkept               // the change was too large to be kept for undo
	Moved                // the file was deleted, replaced or emptied while it was open
	Altered              // another program altered the tables while they were open
	Down                 // the server does not answer, or the way there is broken
	Crowded              // the server has no free connection: it may have one in a moment
	Unread               // what was done is on disk, and then could not be read
	Unsure               // the answer to a change was lost: it may be in the database, or not
)

// Error is a failure with a sentence for a person: what happened, and what to
// do about it. The cause, where there is one, is in Err.
type Error struct {
	Code    Code
	Message string
	Err     error
	Field   string // the column that it is about, "" where it is not about one
}

// Error returns the sentence for a person. It may carry text from a file name
// or a database: sanitise it before it reaches a terminal.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

func fail(code Code, err error, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Err: err}
}

// ErrorCode returns the code of the first [Error] in err's chain, or [Internal]
// where there is none.
func ErrorCode(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// maxNamed is how many rows a conflict names; the rest it counts.
const maxNamed = 20

// Conflict is the answer to a change whose rows are no longer what they were
// when the change was planned. Nothing was written.
type Conflict struct {
	Rows  []string // what is wrong with each row, a sentence each, the first 20
	Count int      // how many rows are in the way, those not named included
}

// Error returns one sentence that names the rows. It carries text from the
// database: sanitise it before it reaches a terminal.
func (c *Conflict) Error() string {
	return "Nothing was changed: " + c.list() + "."
}

// list names the rows, and counts those that it does not name.
func (c *Conflict) list() string {
	text := strings.Join(c.Rows, "; ")
	if more := c.Count - len(c.Rows); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

func (c *Conflict) add(format string, args ...any) {
	if c.Count++; c.Count <= maxNamed {
		c.Rows = append(c.Rows, fmt.Sprintf(format, args...))
	}
}

// orNil returns c as an error, or nil where no row is in the way.
func (c *Conflict) orNil() error {
	if c.Count == 0 {
		return nil
	}
	return c
}
