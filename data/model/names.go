package model

import (
	"fmt"
	"unicode/utf8"
)

// Name is the name that a row had when a change was made. A change by id is
// safe only while the names still fit: ids are used again after a deletion.
type Name struct {
	Table string // team or hero
	ID    int64
	Name  string
}

// MembershipName names a membership by its team and its hero.
func MembershipName(team, hero string) string { return hero + "'s membership of " + team }

// Brief is a text as a message has it: a file can have one of megabytes.
func Brief(text string) string {
	const most = 80 // characters
	return Shorten(text, most)
}

// RowsOf returns what people call the rows of a table: teams, heroes, else memberships.
func RowsOf(table string) string {
	switch table {
	case TeamTable:
		return "teams"
	case HeroTable:
		return "heroes"
	}
	return "memberships"
}

// Plural returns a number with the word for one, or for several.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// MembershipRef is a membership as the user saw it. The names guard against an id that
// meanwhile belongs to another row.
type MembershipRef struct {
	LinkKey
	Team, Hero string
}

// HeroName names the hero of the membership for people.
func (m MembershipRef) HeroName() string { return NameOr(m.Hero, "hero", m.HeroID) }

// TeamName names its team for people.
func (m MembershipRef) TeamName() string { return NameOr(m.Team, "team", m.TeamID) }

// NameOr names a row for people. One that has no name, or does not exist, goes by
// its id.
func NameOr(name, kind string, id int64) string {
	if name == "" {
		return fmt.Sprintf("%s %d", kind, id)
	}
	return Shorten(name, MaxName)
}

// Shorten returns a text of at most so many characters, the last one "…" where
// it was longer.
func Shorten(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	end := 0
	for range most - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[:end] + "…"
}
