package query

import (
	"strings"
	"time"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// List names a list that can be read in pages.
type List int

// The lists. [Query.Of] is the team of Members and the hero of Memberships.
const (
	Teams       List = iota // every team
	Heroes                  // every hero
	Members                 // the heroes of the team Of
	Memberships             // the teams of the hero Of
	History                 // every change, the newest first; a filter searches labels, users and the names of rows
	Trainees                // the heroes in training of all teams
)

// StatusFilter filters rows by their standing, or by what it means for them.
type StatusFilter int

// The filters. In a list of teams or heroes, they ask for those that have at
// least one such membership.
const (
	AnyStatus StatusFilter = iota
	OnlyTraining
	OnlyActive
	Unassigned   // heroes on no team, or teams with no one
	Understaffed // teams with fewer active members than their minimum
	ByOthers     // changes that this session's user did not make
)

// Sort names what a list is sorted by. Rows that are equal in it come in order
// of their ids.
type Sort int

// The sorts. The user's saved state has their numbers: add new ones at the end. Unknown ages come
// last in both directions, as empty fields do; training comes before active.
const (
	ByName Sort = iota
	ByID
	ByAge
	ByStanding
	ByTeam // the name of the team, then that of the hero
	ByActive
	ByTraining
	ByHeadquarters
	ByCoverage  // how many active members a team has above its minimum, or lacks
	ByField     // the custom field [Query.Field] of the list's rows: of memberships, if it has those
	ByHeroField // the custom field [Query.Field] of the heroes of memberships
)

// String returns what a sort is called, in the words of the tutorial.
func (s Sort) String() string {
	switch s {
	case ByID:
		return "id"
	case ByAge:
		return "age"
	case ByStanding:
		return "status"
	case ByTeam:
		return "team"
	case ByActive:
		return "active"
	case ByTraining:
		return "training"
	case ByCoverage:
		return "coverage"
	case ByHeadquarters:
		return "headquarters"
	case ByField, ByHeroField:
		return "field"
	}
	return "name"
}

// Order is a sort, and of which custom field if it is by one.
type Order struct {
	Sort  Sort
	Field string
}

// Query describes what a list shows and in which order.
type Query struct {
	List       List
	Of         model.ID // the team of [Members], the hero of [Memberships]
	Filter     []string // every term must occur in the name, whatever its case and accents; see [History]
	Status     StatusFilter
	Sort       Sort
	Field      string // for [ByField] and [ByHeroField]
	Desc       bool
	By         []string       // of [History]: every term must occur in who made the change
	Since      time.Time      // of [History]: no earlier change
	only       *model.LinkKey // of [Trainees]: this membership, whatever its status
	wholeTexts bool           // texts come whole, not as they are shown
}

// Order returns what the list is sorted by.
func (q Query) Order() Order { return Order{q.Sort, q.Field} }

// SetOrder sorts by something else, upwards.
func (q *Query) SetOrder(o Order) { q.Sort, q.Field, q.Desc = o.Sort, o.Field, false }

// SameOrder reports whether two queries sort the same rows alike.
func (q Query) SameOrder(other Query) bool { return q.Order() == other.Order() && q.Desc == other.Desc }

// DependsOnStanding reports whether the order may change with the standing of a membership.
func (q Query) DependsOnStanding() bool {
	switch q.Sort {
	case ByStanding, ByActive, ByTraining, ByCoverage, ByField: // a field may say since when
		return true
	}
	return false
}

// textColumn returns an expression for a column's text as the query requests it.
func (q Query) textColumn(d sqldb.Expressions, column string) string {
	if q.wholeTexts {
		return d.Raw(column)
	}
	return d.Shortened(column, sqldb.TextType)
}

// Terms splits what the user typed into the terms of a filter.
func Terms(typed string) []string { return strings.Fields(typed) }

// Sorts returns the sorts that a list offers whatever the fields are, the first being its
// own.
func (l List) Sorts() []Sort {
	switch l {
	case Heroes:
		return []Sort{ByName, ByAge, ByActive, ByTraining, ByID}
	case Members:
		return []Sort{ByName, ByStanding, ByAge, ByID}
	case Memberships:
		return []Sort{ByName, ByStanding, ByActive, ByTraining, ByHeadquarters, ByID}
	case History:
		return []Sort{ByName}
	case Trainees:
		return []Sort{ByTeam, ByName, ByAge, ByID}
	}
	return []Sort{ByName, ByCoverage, ByActive, ByTraining, ByHeadquarters, ByID}
}

// StatusFilters returns the status filters that a list offers, [AnyStatus] first.
func (l List) StatusFilters() []StatusFilter {
	switch l {
	case Teams:
		return []StatusFilter{AnyStatus, OnlyTraining, OnlyActive, Unassigned, Understaffed}
	case Heroes:
		return []StatusFilter{AnyStatus, OnlyTraining, OnlyActive, Unassigned}
	case History:
		return []StatusFilter{AnyStatus, ByOthers}
	case Trainees:
		return []StatusFilter{OnlyTraining}
	}
	return []StatusFilter{AnyStatus, OnlyTraining, OnlyActive}
}
