package model

import (
	"errors"
	"fmt"
)

// Code says what kind of thing went wrong, for callers that act on it.
type Code int

// The codes of an [Error].
const (
	Internal           Code = iota // unexpected: the cause is in Err
	NotFound                       // the file does not exist
	Empty                          // the file holds no tables yet
	NotARoster                     // the file holds something else than a roster
	Locked                         // another program holds the database
	ReadOnly                       // the database can't be written
	CantOpen                       // the file can't be opened or reached
	Corrupt                        // the file is damaged
	Full                           // the disk is full
	Invalid                        // a value breaks the rules for what people type
	NothingToUndo                  // there is nothing to undo or to redo
	TooLarge                       // the change was too large to be kept for undo
	FileMoved                      // the file was deleted, replaced or emptied while it was open
	SchemaChanged                  // another program altered the tables while they were open
	Unavailable                    // the server does not answer, or the way there is broken
	TooManyConnections             // the server has no free connection: it may have one in a moment
	Unread                         // what was done is on disk, and then could not be read
	CommitUnknown                  // the answer to a change was lost: it may be in the database, or not
	Forbidden                      // the session has no right to do it
)

// Error is a failure with a sentence for the user: what happened, and what to
// do about it. The cause, where there is one, is in Err.
type Error struct {
	Code    Code
	Message string
	Err     error
	Field   string // the column that it is about, "" where it is not about one
}

// Error returns the sentence for the user. It may carry text from a file name
// or a database: sanitise it before it reaches a terminal.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// Failf returns an [Error] with this code, cause and sentence.
func Failf(code Code, err error, format string, args ...any) *Error {
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

// MaxNamedRows is how many rows a conflict names; the rest it counts.
const MaxNamedRows = 20

// IsUnavailable reports whether an error is told as one of a server that can't be asked.
func IsUnavailable(err error) bool {
	code := ErrorCode(err)
	return code == Unavailable || code == TooManyConnections
}
