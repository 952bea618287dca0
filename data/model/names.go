package model

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Name is the name that a row had when a change was made. A change by id is
// safe only while the names still fit: ids are used again after a deletion.
type Name struct {
	Table string // team or hero
	ID    ID
	Name  string
}

// MembershipName names a membership by its team and its hero.
func MembershipName(team, hero string) string { return hero + "'s membership of " + team }

// Brief is a text as a message has it: a file can have one of megabytes.
func Brief(text string) string {
	const most = 80 // characters
	return Shorten(text, most)
}

// RowsOf returns the word for the rows of a table: teams, heroes, or else memberships.
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

// JoinOr returns two choices or more as a sentence lists them: "a, b or c".
func JoinOr(choices []string) string {
	last := len(choices) - 1
	return strings.Join(choices[:last], ", ") + " or " + choices[last]
}

// MembershipRef is a membership as the user saw it. The names detect an ID that now belongs to
// another row.
type MembershipRef struct {
	LinkKey
	Team, Hero string
}

// HeroName returns the name of its hero for display.
func (m MembershipRef) HeroName() string { return NameOr(m.Hero, "hero", m.HeroID) }

// TeamName returns the name of its team for display.
func (m MembershipRef) TeamName() string { return NameOr(m.Team, "team", m.TeamID) }

// NameOr returns the name of a row for display, or its ID if it has no name or does not exist.
func NameOr(name, kind string, id ID) string {
	if name == "" {
		return fmt.Sprintf("%s %s", kind, id)
	}
	return Shorten(name, MaxName)
}

// Shorten returns a text of at most so many characters, the last one "…" if it was longer.
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
