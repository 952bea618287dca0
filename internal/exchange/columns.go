package exchange

// The columns of the CSV file, by their place.
const (
	colTeamID = iota
	colTeam
	colHeadquarters
	colHeroID
	colHero
	colSecretName
	colAge
	colTraining
)

// memberColumns returns the header of the CSV file, in the order of its columns.
func memberColumns() []string {
	return []string{"team_id", "team", "headquarters", "hero_id", "hero", "secret_name", "age", "is_training"}
}
