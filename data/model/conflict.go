package model

import (
	"fmt"
	"strings"
)

// Conflict is the answer to a change whose rows are no longer what they were
// when the change was planned. Nothing was written.
type Conflict struct {
	Rows  []string // what is wrong with each row, a sentence each, the first 20
	Count int      // the number of conflicting rows, including those not named
}

// Error returns one sentence that names the rows. It carries text from the
// database: sanitise it before it reaches a terminal.
func (c *Conflict) Error() string {
	return "Nothing was changed: " + c.List() + "."
}

// List names the rows, and counts those that it does not name.
func (c *Conflict) List() string {
	text := strings.Join(c.Rows, "; ")
	if more := c.Count - len(c.Rows); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

// Add adds a conflicting row, and what is wrong with it.
func (c *Conflict) Add(format string, args ...any) {
	if c.Count++; c.Count <= MaxNamedRows {
		c.Rows = append(c.Rows, fmt.Sprintf(format, args...))
	}
}

// OrNil returns c as an error, or nil if no row conflicts.
func (c *Conflict) OrNil() error {
	if c.Count == 0 {
		return nil
	}
	return c
}
