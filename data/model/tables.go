package model

// The names of the tables, as SQLModel gives them.
const (
	TeamTable = "team"
	HeroTable = "hero"
	LinkTable = "heroteamlink"
)
