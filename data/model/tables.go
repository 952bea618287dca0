package model

// The names of the tables, as SQLModel gives them. Whatever a database calls its
// tables, these are their names above the engines.
const (
	TeamTable = "team"
	HeroTable = "hero"
	LinkTable = "heroteamlink"
)

// Names are a database's names of the tables of a roster and of their columns. A column that
// the database does not have is "".
type Names struct {
	Team         string `toml:"team"`
	TeamID       string `toml:"team_id"`
	TeamName     string `toml:"team_name"`
	Headquarters string `toml:"headquarters,omitempty"`

	Hero       string `toml:"hero"`
	HeroID     string `toml:"hero_id"`
	HeroName   string `toml:"hero_name"`
	SecretName string `toml:"secret_name,omitempty"`
	Age        string `toml:"age,omitempty"`

	Link     string `toml:"link"`
	LinkTeam string `toml:"link_team"`
	LinkHero string `toml:"link_hero"`
	Flag     string `toml:"flag"`
}

// StandardNames returns the names that the tutorial gives.
func StandardNames() Names {
	return Names{
		Team: TeamTable, TeamID: "id", TeamName: "name", Headquarters: "headquarters",
		Hero: HeroTable, HeroID: "id", HeroName: "name", SecretName: "secret_name", Age: "age",
		Link: LinkTable, LinkTeam: "team_id", LinkHero: "hero_id", Flag: "is_training",
	}
}

// Table returns what the database calls a table of the roster, and any other name as
// it is.
func (n Names) Table(table string) string {
	switch table {
	case TeamTable:
		return n.Team
	case HeroTable:
		return n.Hero
	case LinkTable:
		return n.Link
	}
	return table
}

// Column is a column of a roster: the name that roster knows it by, and the one that
// the database gives it, "" if it has none.
type Column struct{ Name, Stored string }

// IsOptional reports whether a roster can be without the column.
func (c Column) IsOptional() bool {
	return c.Name == "headquarters" || c.Name == "secret_name" || c.Name == "age"
}

// Columns returns the columns that roster knows of a table, those of the key first.
func (n Names) Columns(table string) []Column {
	switch table {
	case TeamTable:
		return []Column{{"id", n.TeamID}, {"name", n.TeamName}, {"headquarters", n.Headquarters}}
	case HeroTable:
		return []Column{{"id", n.HeroID}, {"name", n.HeroName}, {"secret_name", n.SecretName}, {"age", n.Age}}
	case LinkTable:
		return []Column{{"team_id", n.LinkTeam}, {"hero_id", n.LinkHero}, {"is_training", n.Flag}}
	}
	return nil
}

// Stored returns what the database calls a column of a table of the roster, "" if it
// has none.
func (n Names) Stored(table, column string) string {
	for _, c := range n.Columns(table) {
		if c.Name == column {
			return c.Stored
		}
	}
	return ""
}
