package adopt

import (
	"fmt"

	"roster/data/model"
)

// Tables describes, one per line, which tables and columns would be used for what.
func (p Proposal) Tables() []string {
	n := p.Names
	or := func(what, column string) string {
		if column == "" {
			return "no " + what
		}
		return what + " " + column
	}
	return []string{
		fmt.Sprintf("Teams: %s, name %s, %s", n.Team, n.TeamName, or("headquarters", n.Headquarters)),
		fmt.Sprintf("Heroes: %s, name %s, %s, %s", n.Hero, n.HeroName, or("secret name", n.SecretName),
			or("age", n.Age)),
		fmt.Sprintf("Memberships: %s, team %s, hero %s, in training if %s", n.Link, n.LinkTeam, n.LinkHero, n.Flag),
	}
}

// Memberships returns, a line each, a few memberships as they would be shown. They carry
// text from the database.
func (p Proposal) Memberships() []string {
	if len(p.Rows) == 0 {
		return []string{"There are no memberships yet."}
	}
	var lines []string
	for _, r := range p.Rows {
		lines = append(lines, fmt.Sprintf("%s · %s · %s", model.Brief(r.Hero), model.Brief(r.Team),
			p.Words.Standing(r.Standing)))
	}
	if more := p.Count - int64(len(p.Rows)); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return lines
}

// Consequence describes what happens to a database that is adopted.
func (p Proposal) Consequence() string {
	switch {
	case len(p.Statements) == 0:
		return "Nothing is changed in the database."
	case p.Count == 0:
		return "The database is changed, which can't be undone."
	case p.Count == 1:
		return p.Words.Say("The only membership becomes active.") + " The database is changed, which can't be undone."
	}
	return fmt.Sprintf(p.Words.Say("All %d memberships become active.")+" The database is changed, which can't be undone.", p.Count)
}
