package query

import (
	"strings"
	"time"

	"roster/data/internal/sqldb"
)

// List names a list that can be read in pages.
type List int

// The lists. Of says whose, for the last two.
const (
	Teams       List = iota // every team
	Heroes                  // every hero
	Members                 // the heroes of the team Of
	Memberships             // the teams of the hero Of
	History                 // every change, the newest first; it sorts by id only, and a filter finds its label, who made it, and the names of its rows
	Trainees                // every membership in training; see [Reader.EachTrainee]
)

// Status filters by standing.
type Status int

// The filters. In a list of teams or heroes, they ask for those that have at
// least one such membership.
const (
	AnyStatus Status = iota
	OnlyTraining
	OnlyActive
	Unassigned // heroes on no team, or teams with nobody
	ByOthers   // changes that this session's user did not make
)

// Sort names what a list is sorted by. Rows that are equal in it come in order
// of their ids.
type Sort int

// The sorts. Names sort with ASCII letters folded, then by their bytes; unknown
// ages come last in both directions; training comes before active.
const (
	ByName Sort = iota
	ByID
	ByAge
	ByStatus
	ByTeam // the name of the team, then that of the hero
)

// Query says what a list shows and in which order.
type Query struct {
	List       List
	Of         int64    // the team of [Members], the hero of [Memberships]
	Filter     []string // every term must occur in the name, whatever its case and accents; see [History]
	Status     Status
	Sort       Sort
	Desc       bool
	By         []string  // of [History]: every term must occur in who made the change
	Since      time.Time // of [History]: no earlier change
	wholeTexts bool      // texts come whole, not as they are shown
}

// textColumn returns an expression for a column's text as the query wants it.
func (q Query) textColumn(d sqldb.Expressions, column string) string {
	if q.wholeTexts {
		return d.Raw(column)
	}
	return d.Shortened(column, sqldb.TextType)
}

// Terms splits what a person typed into the terms of a filter.
func Terms(typed string) []string { return strings.Fields(typed) }

// Sorts returns the sorts that a list offers, the first being its own.
func (l List) Sorts() []Sort {
	switch l {
	case Heroes:
		return []Sort{ByName, ByAge, ByID}
	case Members:
		return []Sort{ByName, ByStatus, ByAge, ByID}
	case Memberships:
		return []Sort{ByName, ByStatus, ByID}
	case History:
		return []Sort{ByName}
	case Trainees:
		return []Sort{ByTeam, ByName, ByAge, ByID}
	}
	return []Sort{ByName, ByID}
}

// Statuses returns the status filters that a list offers, [AnyStatus] first.
func (l List) Statuses() []Status {
	switch l {
	case Heroes, Teams:
		return []Status{AnyStatus, OnlyTraining, OnlyActive, Unassigned}
	case History:
		return []Status{AnyStatus, ByOthers}
	}
	return []Status{AnyStatus, OnlyTraining, OnlyActive}
}
