package data

import (
	"context"
	"math"
	"unicode/utf8"
)

// TeamsNamed hands over the teams of exactly this name, in the order of their
// ids. An error of each ends it.
func (s *Store) TeamsNamed(ctx context.Context, name string, each func(Team) error) error {
	return s.find(ctx, Teams, math.MaxInt, s.named(teamTable, "t.name", name), func(row cells) error { return each(teamFrom(row)) })
}

// HeroesNamed hands over the heroes of exactly this name, in the order of their
// ids. An error of each ends it.
func (s *Store) HeroesNamed(ctx context.Context, name string, each func(Hero) error) error {
	return s.find(ctx, Heroes, math.MaxInt, s.named(heroTable, "h.name", name), func(row cells) error { return each(heroFrom(row)) })
}

// Team returns the team with this id, and whether there is one.
func (s *Store) Team(ctx context.Context, id int64) (team Team, there bool, err error) {
	err = s.find(ctx, Teams, 1, exactly("t.id", id), func(row cells) error {
		team, there = teamFrom(row), true
		return nil
	})
	return team, there, err
}

// Hero returns the hero with this id, and whether there is one.
func (s *Store) Hero(ctx context.Context, id int64) (hero Hero, there bool, err error) {
	err = s.find(ctx, Heroes, 1, exactly("h.id", id), func(row cells) error {
		hero, there = heroFrom(row), true
		return nil
	})
	return hero, there, err
}

// TeamsBeginning returns at most limit teams whose names begin with prefix, in
// any case, in the order of their ids.
func (s *Store) TeamsBeginning(ctx context.Context, prefix string, limit int) ([]Team, error) {
	var teams []Team
	name := s.catalog().folded(s.dialect, teamTable, "t")
	err := s.find(ctx, Teams, limit, beginning(name, prefix), func(row cells) error {
		teams = append(teams, teamFrom(row))
		return nil
	})
	return teams, err
}

// HeroesBeginning returns at most limit heroes whose names begin with prefix, in
// any case, in the order of their ids.
func (s *Store) HeroesBeginning(ctx context.Context, prefix string, limit int) ([]Hero, error) {
	var heroes []Hero
	name := s.catalog().folded(s.dialect, heroTable, "h")
	err := s.find(ctx, Heroes, limit, beginning(name, prefix), func(row cells) error {
		heroes = append(heroes, heroFrom(row))
		return nil
	})
	return heroes, err
}

// find hands over the rows of a list for which the condition holds, limit at
// most, in the order of their ids.
func (s *Store) find(ctx context.Context, list List, limit int, condition func(*statement) string, each func(cells) error) error {
	l := s.listing(Query{List: list, Sort: ByID, whole: true})
	l.where = append(l.where, condition)
	return s.stream(ctx, l, limit, each)
}

// named returns a condition: the column, which is the name of a table, holds
// exactly this one. The column's own collation, in which there may be an index,
// may find more.
func (s *Store) named(tableName, column, name string) func(*statement) string {
	t := s.catalog().table(tableName)
	return func(sql *statement) string {
		value := sql.arg(name)
		return column + " = " + value + " AND " + s.dialect.same(column, t.types[t.position("name")], value)
	}
}

// beginning returns a condition: the folded name begins with prefix. It is a
// range for each spelling of it, which an index on the name serves.
func beginning(name, prefix string) func(*statement) string {
	if prefix == "" {
		return always("TRUE")
	}
	return func(s *statement) string {
		text := "("
		for i, form := range forms(prefix) {
			if i > 0 {
				text += " OR "
			}
			text += name + " >= " + s.arg(form) + " AND " + name + " <= " + s.arg(form+string(rune(utf8.MaxRune)))
		}
		return text + ")"
	}
}
