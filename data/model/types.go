package model

import (
	"strconv"
)

// Team is a row of the table team, read for display: whatever is stored comes
// as text.
type Team struct {
	ID           ID
	Name         string
	Headquarters string

	NullHeadquarters bool // they are NULL, and not an empty text
}

// Hero is a row of the table hero, read for display: whatever is stored comes
// as text.
type Hero struct {
	ID         ID
	Name       string
	SecretName string
	Age        Age

	NullSecret bool // the secret name is NULL, and not an empty text
}

// LinkKey is the identity of a membership: the primary key of heroteamlink.
type LinkKey struct{ TeamID, HeroID ID }

// Member is a membership seen from its team: the hero, and whether the hero is
// still training there.
type Member struct {
	TeamID   ID
	Hero     Hero
	Standing Standing
	Missing  bool // the link points to a hero that does not exist
}

// Key returns the identity of the membership.
func (m Member) Key() LinkKey { return LinkKey{m.TeamID, m.Hero.ID} }

// Membership is a membership seen from its hero: the team, and whether the hero
// is still training there.
type Membership struct {
	HeroID   ID
	Team     Team
	Standing Standing
	Missing  bool // the link points to a team that does not exist
}

// Key returns the identity of the membership.
func (m Membership) Key() LinkKey { return LinkKey{m.Team.ID, m.HeroID} }

// Tally counts the memberships of one team, or of one hero.
type Tally struct {
	Active, Training int64
	Minimum          int64 // how many active members a team needs; 0 of a hero
}

// Lacking returns how many active members a team has too few.
func (t Tally) Lacking() int64 { return max(0, t.Minimum-t.Active) }

// Total returns how many memberships there are.
func (t Tally) Total() int64 { return t.Active + t.Training }

// Standing is what a membership looks like from outside.
type Standing int

// The three states of a membership. Training is is_training <> FALSE.
const (
	Absent Standing = iota
	Training
	Active
)

// String returns the word for display: absent, training or active.
func (s Standing) String() string {
	return [...]string{"absent", "training", "active"}[s]
}

// StandingOf returns the standing of a membership that exists.
func StandingOf(training bool) Standing {
	if training {
		return Training
	}
	return Active
}

// Age is a hero's age as the database has it. The zero value is an unknown age.
type Age struct {
	Text string // the age in years; from a dirty database it may be any text
	Set  bool   // false if the age is not known (NULL)
}

// Years returns the age of n years.
func Years(n int) Age { return Age{Text: strconv.Itoa(n), Set: true} }

// Stored returns the age as a column holds it.
func (a Age) Stored() any {
	n, err := strconv.ParseInt(a.Text, 10, 64)
	if err != nil {
		return nil
	}
	return n
}

// Toggled returns the other standing of a membership that exists: active for training,
// training for active.
func (s Standing) Toggled() Standing {
	if s == Training {
		return Active
	}
	return Training
}
