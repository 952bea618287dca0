package data

import (
	"context"
	"slices"
	"strings"
	"time"
)

// The names of the indexes that roster adds.
const (
	heroNameIndex = "roster_hero_name"
	teamNameIndex = "roster_team_name"
	linkHeroIndex = "roster_heroteamlink_hero"
	traineesIndex = "roster_heroteamlink_training"
	heroAgeIndex  = "roster_hero_age" // only where an index does not have the id by itself
)

// indexes says what a listing can count on. More of them may be there than are
// known; then a slower way is taken, and it is right too.
type indexes struct {
	heroNames, teamNames bool // in the order of their names
	heroAges             bool
	linksByHero          bool // all memberships, by hero
	trainees             bool // those in training, by team
	heroAgesByID         bool // heroes by age, then by id
	namesHeld, agesHeld  bool // those of the heroes have what a filter looks at
}

// note takes in an index that begins with a column, "" for an expression, and whether
// it has the names too.
func (x *indexes) note(name, table, column string, held bool) {
	switch {
	case name == heroNameIndex && column == "":
		x.heroNames, x.namesHeld = true, held
	case name == teamNameIndex && column == "":
		x.teamNames = true
	case name == traineesIndex:
		x.trainees = true
	case name == heroAgeIndex:
		x.heroAgesByID, x.heroAges, x.agesHeld = true, true, held
	case table == heroTable && column == "age":
		x.heroAges = true
	case table == linkTable && column == "hero_id":
		x.linksByHero = true
	}
}

// has tells whether the index of roster is there, or one as good. One that a roster
// made when they did not have the names yet is not.
func (x indexes) has(name string) bool {
	switch name {
	case heroNameIndex:
		return x.namesHeld
	case teamNameIndex:
		return x.teamNames
	case linkHeroIndex:
		return x.linksByHero
	case traineesIndex:
		return x.trainees
	case heroAgeIndex:
		return x.agesHeld
	}
	return false
}

// lead tells whether an index leads along the heroes in the order of a list, or along
// their names where a list has them by standing.
func (x indexes) lead(sort Sort) bool {
	switch sort {
	case ByID:
		return true
	case ByAge:
		return x.heroAges
	}
	return x.heroNames
}

// hold tells whether the index that leads along the heroes has all that a walk looks at
// on a server: else each entry is a look at the hero.
func (x indexes) hold(q Query) bool {
	switch q.Sort {
	case ByID:
		return len(q.Filter) == 0
	case ByAge:
		return x.agesHeld || x.heroAgesByID && len(q.Filter) == 0
	}
	return x.namesHeld
}

// lacking returns those of the names that are not there.
func (x indexes) lacking(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), x.has)
}

func (s *Store) indexes() indexes {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.indexed
}

// findIndexes reads which indexes there are by now.
func (s *Store) findIndexes(ctx context.Context) error {
	cat, err := s.dialect.catalog(ctx, s.read("Indexes"))
	if err != nil {
		return s.dialect.failure(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.indexed = cat.indexed
	return nil
}

// IndexPlan is what adding roster's indexes would mean.
type IndexPlan struct {
	Missing []string      // their names, in the order in which they are made
	Rows    int64         // how many rows have to be read for them
	Bytes   int64         // about how much the file would grow
	Takes   time.Duration // about how long it would take
	creates []string      // their statements
	rows    []int64       // of each
}

// Empty tells whether there is nothing to add.
func (p IndexPlan) Empty() bool { return len(p.Missing) == 0 }

// What an index costs for each row that is read for it, in a file and on a server:
// measured at 1,000,000 heroes and 5,000,000 memberships.
var indexCosts = map[string]struct {
	table         string
	takes         time.Duration
	bytes, served int64
}{
	heroNameIndex: {heroTable, 1400 * time.Nanosecond, 23, 61},
	teamNameIndex: {teamTable, 1400 * time.Nanosecond, 30, 40},
	heroAgeIndex:  {heroTable, 800 * time.Nanosecond, 0, 43},
	linkHeroIndex: {linkTable, 1000 * time.Nanosecond, 16, 31},
	traineesIndex: {linkTable, 300 * time.Nanosecond, 5, 6}, // one in three is in training
}

// PlanIndexes returns which of roster's indexes are missing. It is empty where
// the roster is small, where it can't be written, where its schema is to be
// kept, and where the tables are somebody else's.
func (s *Store) PlanIndexes(ctx context.Context) (IndexPlan, error) {
	var p IndexPlan
	if s.keep || s.pools.writer == nil || s.catalog().noIndexes {
		return p, nil
	}
	if isLarge, err := s.isLarge(ctx); !isLarge {
		return p, err
	}
	if err := s.findIndexes(ctx); err != nil {
		return p, err
	}
	counts := map[string]int64{}
	names := s.schema.indexNames()
	p.Missing = s.indexes().lacking(names)
	for _, name := range p.Missing {
		create := s.schema.indexes[slices.Index(names, name)]
		cost := indexCosts[name]
		if err := s.countRows(ctx, counts, cost.table); err != nil {
			return IndexPlan{}, err
		}
		rows := counts[cost.table]
		p.creates, p.rows = append(p.creates, s.created(create)), append(p.rows, rows)
		p.Rows += rows
		if s.dialect.traits().remote {
			p.Bytes += rows * cost.served
		} else {
			p.Bytes += rows * cost.bytes
		}
		p.Takes += time.Duration(rows) * cost.takes
	}
	return p, nil
}

// created returns the statement with the words that these tables are read with.
func (s *Store) created(create string) string {
	for _, table := range []string{teamTable, heroTable} {
		if strings.Contains(create, " ON "+table+" ") {
			folded := strings.ReplaceAll(s.catalog().folded(s.dialect, table, "x"), "x.", "")
			create = strings.Replace(create, s.dialect.fold("name"), folded, 1)
		}
	}
	return create
}

// isLarge counts memberships and heroes no further than it has to.
func (s *Store) isLarge(ctx context.Context) (bool, error) {
	isLarge := false
	links, heroes := s.limits.worthIndexes, s.limits.worthHeroes
	err := s.readAside("Indexes").query(ctx, 2, func(row cells) error {
		isLarge = integer(row[0]) > int64(links) || integer(row[1]) > int64(heroes)
		return nil
	}, "SELECT (SELECT count(*) FROM (SELECT 1 FROM "+s.dialect.relation(linkTable)+" LIMIT $1) AS l), (SELECT count(*) FROM (SELECT 1 FROM "+s.dialect.relation(heroTable)+" LIMIT $2) AS h)", links+1, heroes+1)
	return isLarge, s.dialect.failure(err)
}

// countRows counts the rows of a table, once.
func (s *Store) countRows(ctx context.Context, counts map[string]int64, table string) error {
	if _, known := counts[table]; known {
		return nil
	}
	return s.patiently(ctx, "Indexes", func(ctx context.Context, c conn) error {
		return c.query(ctx, 1, func(row cells) error {
			counts[table] = integer(row[0])
			return nil
		}, "SELECT count(*) FROM "+s.dialect.relation(table))
	})
}
