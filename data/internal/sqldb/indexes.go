package sqldb

import (
	"context"
	"slices"

	"roster/data/model"
)

// The names of the indexes that roster adds.
const (
	HeroNameIndex = "roster_hero_name"
	TeamNameIndex = "roster_team_name"
	LinkHeroIndex = "roster_heroteamlink_hero"
	TraineesIndex = "roster_heroteamlink_training"
	SinceIndex    = "roster_heroteamlink_since" // only if a field says since when
	HeroAgeIndex  = "roster_hero_age"           // only if an index does not have the id by itself
)

// Indexes are the indexes that a listing can rely on. If more exist than are known, a slower
// plan is used, which is correct too.
type Indexes struct {
	HeroNames, TeamNames                bool // in the order of their names
	HeroAges                            bool
	LinksByHero                         bool // all memberships, by hero
	Trainees                            bool // those in training, by team
	Since                               bool // those in training, by since when they are
	HeroAgesByID                        bool // heroes by age, then by id
	HeroNamesIncluded, HeroAgesIncluded bool // the indexes of heroes include the columns that a filter needs
}

// Note records an index that begins with a column, "" for an expression, and whether it
// includes the names.
func (x *Indexes) Note(name, table, column string, covers bool) {
	switch {
	case name == HeroNameIndex && column == "":
		x.HeroNames, x.HeroNamesIncluded = true, covers
	case name == TeamNameIndex && column == "":
		x.TeamNames = true
	case name == TraineesIndex:
		x.Trainees = true
	case name == SinceIndex:
		x.Since = true
	case name == HeroAgeIndex:
		x.HeroAgesByID, x.HeroAges, x.HeroAgesIncluded = true, true, covers
	case table == model.HeroTable && column == "age":
		x.HeroAges = true
	case table == model.LinkTable && column == "hero_id":
		x.LinksByHero = true
	}
}

// Has reports whether the index of roster is there, or one as good. One that a roster
// made when they did not have the names yet is not.
func (x Indexes) Has(name string) bool {
	switch name {
	case HeroNameIndex:
		return x.HeroNamesIncluded
	case TeamNameIndex:
		return x.TeamNames
	case LinkHeroIndex:
		return x.LinksByHero
	case TraineesIndex:
		return x.Trainees
	case SinceIndex:
		return x.Since
	case HeroAgeIndex:
		return x.HeroAgesIncluded
	}
	return false
}

// Missing returns those of the names that are not there.
func (x Indexes) Missing(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), x.Has)
}

// Indexes returns which indexes are known to be there.
func (db *DB) Indexes() Indexes {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.indexes
}

// RefreshIndexes reads which indexes exist now.
func (db *DB) RefreshIndexes(ctx context.Context) error {
	cat, err := db.Engine.Catalog(ctx, db.Read("Indexes"))
	if err != nil {
		return db.Engine.Failure(err)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	db.indexes = cat.Indexed
	return nil
}
