package sqldb

import (
	"roster/data/model"
)

// JoinTeamAndHero joins the team and the hero of a membership, if they exist.
func JoinTeamAndHero(d Expressions) string { return JoinTeam(d) + JoinHero(d) }

// JoinTeam joins the team of a membership, if it exists.
func JoinTeam(d Expressions) string {
	return " LEFT JOIN " + d.From(model.TeamTable, "t") + " ON t.id = l.team_id"
}

// JoinHero joins the hero of a membership, if it exists.
func JoinHero(d Expressions) string {
	return " LEFT JOIN " + d.From(model.HeroTable, "h") + " ON h.id = l.hero_id"
}

// IsTraining and IsNotTraining are the predicates of a standing, in exactly these words
// everywhere: a database uses a partial index only for the same expression. Unusual values
// are never false, so 2 and 'x' are training.
const (
	IsTraining    = "l.is_training <> FALSE"
	IsNotTraining = "(l.is_training <> FALSE) IS NOT TRUE" // NULL is not training
)
