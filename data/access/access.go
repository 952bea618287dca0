// Package access defines what a session may do with a roster. The store, the screen and the
// command line use the same value, so that a right is denied in one place.
package access

import (
	"fmt"
	"strings"

	"roster/data/model"
)

// Right is something that a session may do, or several of them.
type Right uint8

// The rights.
const (
	Edit    Right = 1 << iota // change teams, heroes and memberships
	Alter                     // add fields and indexes
	Secrets                   // see secret names
	Machine                   // reach beyond the roster: files, clearing the history, the shell, the place of the database
)

// Rights are what a session may do. The zero value may do everything: it is that of the
// user of the machine, who has the file.
type Rights struct{ withheld Right }

// Role is what a guest may do, as it is given with --role.
type Role string

// The roles.
const (
	Reader        Role = "read"
	Writer        Role = "write"
	Administrator Role = "admin"
)

// Roles returns the roles, the least one first.
func Roles() []Role { return []Role{Reader, Writer, Administrator} }

// ParseRole returns the role that a word names.
func ParseRole(word string) (Role, error) {
	for _, role := range Roles() {
		if word == string(role) {
			return role, nil
		}
	}
	return "", fmt.Errorf("the role must be read, write or admin, not %q", word)
}

// Guest returns the rights of a guest, who is not at this machine.
func Guest(role Role, secrets bool) Rights {
	r := Rights{withheld: Machine}
	if !secrets {
		r.withheld |= Secrets
	}
	switch role {
	case Administrator:
	case Writer:
		r.withheld |= Alter
	default:
		r.withheld |= Edit | Alter
	}
	return r
}

// May reports whether the session has all of these rights.
func (r Rights) May(right Right) bool { return r.withheld&right == 0 }

// Check returns nil if the session has the right, else an error with the code
// [model.Forbidden].
func (r Rights) Check(right Right) error {
	if r.May(right) {
		return nil
	}
	return model.Failf(model.Forbidden, nil, "%s: nothing was done. Ask the administrator for the right.",
		r.refusal(right))
}

func (r Rights) refusal(right Right) string {
	switch r.withheld & right {
	case Edit:
		return "You can look at this roster, but not change it"
	case Alter:
		return "You can't add fields or indexes to this roster"
	case Secrets:
		return "You can't see the secret names of this roster"
	}
	return "Only the administrator of this roster can do that, on its machine"
}

// Reason returns in a few words why the session can't write, "" if it can.
func (r Rights) Reason() string {
	if r.May(Edit) {
		return ""
	}
	return "you can only look"
}

// Elsewhere is who made a change that was not made by a guest, for guests.
const Elsewhere = "at the machine"

// Actor returns who made a change, as the session may see it: a guest may not see the accounts
// and hosts that a stored actor names.
func (r Rights) Actor(stored string) string {
	if r.May(Machine) || !strings.ContainsAny(stored, "@(") {
		return stored
	}
	return Elsewhere
}
