package query

import (
	"context"
	"math"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/internal/fold"
)

// TeamsNamed calls each for the teams of exactly this name, in the order of their
// ids. An error of each ends it.
func (rd *Reader) TeamsNamed(ctx context.Context, name string, each func(model.Team) error) error {
	return rd.findRows(ctx, Teams, math.MaxInt, rd.exactName(model.TeamTable, "t.name", name), func(row cell.Row) error { return each(sqldb.TeamFrom(row)) })
}

// HeroesNamed calls each for the heroes of exactly this name, in the order of their
// ids. An error of each ends it.
func (rd *Reader) HeroesNamed(ctx context.Context, name string, each func(model.Hero) error) error {
	return rd.findRows(ctx, Heroes, math.MaxInt, rd.exactName(model.HeroTable, "h.name", name), func(row cell.Row) error { return each(sqldb.HeroFrom(row)) })
}

// TeamsAlike calls each for the teams whose name is this one except for case, accents, spacing
// and the order of the words, in the order of their ids.
func (rd *Reader) TeamsAlike(ctx context.Context, name string, each func(model.Team) error) error {
	return rd.eachAlike(ctx, Teams, model.TeamTable, "t", name, func(row cell.Row) error { return each(sqldb.TeamFrom(row)) })
}

// HeroesAlike is [Reader.TeamsAlike] for heroes.
func (rd *Reader) HeroesAlike(ctx context.Context, name string, each func(model.Hero) error) error {
	return rd.eachAlike(ctx, Heroes, model.HeroTable, "h", name, func(row cell.Row) error { return each(sqldb.HeroFrom(row)) })
}

// TeamsClose calls each for the teams that a new one of this name may duplicate: those of
// [Reader.TeamsAlike], and those whose name is one letter off. In a large roster the latter
// are only found if their first half is right.
func (rd *Reader) TeamsClose(ctx context.Context, name string, each func(model.Team) error) error {
	return rd.eachClose(ctx, Teams, model.TeamTable, "t", name, func(row cell.Row) error { return each(sqldb.TeamFrom(row)) })
}

// HeroesClose is [Reader.TeamsClose] for heroes.
func (rd *Reader) HeroesClose(ctx context.Context, name string, each func(model.Hero) error) error {
	return rd.eachClose(ctx, Heroes, model.HeroTable, "h", name, func(row cell.Row) error { return each(sqldb.HeroFrom(row)) })
}

// eachAlike calls each for the rows that a filter by the name finds.
func (rd *Reader) eachAlike(ctx context.Context, list List, table, alias, name string, each func(cell.Row) error) error {
	words := fold.Words(strings.ReplaceAll(name, ",", " ")) // Berg, Jonas is Jonas Berg
	if len(words) == 0 {
		return nil
	}
	folded := rd.db.Catalog().FoldedName(rd.db.Engine, table, alias)
	finds := func(s *sqldb.Builder) string { return rd.db.Engine.MatchesWords(s, folded, words) }
	return rd.eachLike(ctx, list, finds, name, fold.OtherOrder, each)
}

// eachClose calls each for all rows of a small roster. In a large one it does so for those
// that a filter by the name, or by its first half, finds.
func (rd *Reader) eachClose(ctx context.Context, list List, table, alias, name string, each func(cell.Row) error) error {
	words := fold.Words(strings.ReplaceAll(name, ",", " ")) // Berg, Jonas is Jonas Berg
	if len(words) == 0 {
		return nil
	}
	isLarge, err := rd.IsLarge(ctx)
	if err != nil {
		return err
	}
	where := constant("TRUE")
	if isLarge {
		folded := rd.db.Catalog().FoldedName(rd.db.Engine, table, alias)
		letters := []rune(fold.Name(name))
		begins := rd.hasPrefix(folded, string(letters[:(len(letters)+1)/2]))
		where = func(s *sqldb.Builder) string {
			return "(" + rd.db.Engine.MatchesWords(s, folded, words) + " OR " + begins(s) + ")"
		}
	}
	return rd.eachLike(ctx, list, where, name, fold.OneLetterOff, each)
}

// eachLike calls each for the rows for which the condition holds, if their names are at least
// that close to this one.
func (rd *Reader) eachLike(ctx context.Context, list List, where func(*sqldb.Builder) string, name string, least fold.Similarity, each func(cell.Row) error) error {
	return rd.findRows(ctx, list, math.MaxInt, where, func(row cell.Row) error {
		if fold.Compare(name, cell.Text(row[1])) < least {
			return nil
		}
		return each(row)
	})
}

// Team returns the team with this id, which may be as the user wrote it, and whether there is
// one.
func (rd *Reader) Team(ctx context.Context, id model.ID) (team model.Team, there bool, err error) {
	id, ok := rd.db.Catalog().Keys().Team.As(id)
	if !ok {
		return team, false, nil
	}
	err = rd.findRows(ctx, Teams, 1, equals("t.id", id), func(row cell.Row) error {
		team, there = sqldb.TeamFrom(row), true
		return nil
	})
	return team, there, err
}

// Hero returns the hero with this id, as [Reader.Team] does.
func (rd *Reader) Hero(ctx context.Context, id model.ID) (hero model.Hero, there bool, err error) {
	id, ok := rd.db.Catalog().Keys().Hero.As(id)
	if !ok {
		return hero, false, nil
	}
	err = rd.findRows(ctx, Heroes, 1, equals("h.id", id), func(row cell.Row) error {
		hero, there = sqldb.HeroFrom(row), true
		return nil
	})
	return hero, there, err
}

// TeamsBeginning returns at most limit teams whose names begin with prefix, in
// any case, in the order of their ids.
func (rd *Reader) TeamsBeginning(ctx context.Context, prefix string, limit int) ([]model.Team, error) {
	var teams []model.Team
	name := rd.db.Catalog().FoldedName(rd.db.Engine, model.TeamTable, "t")
	err := rd.findRows(ctx, Teams, limit, rd.hasPrefix(name, prefix), func(row cell.Row) error {
		teams = append(teams, sqldb.TeamFrom(row))
		return nil
	})
	return teams, err
}

// HeroesBeginning returns at most limit heroes whose names begin with prefix, in
// any case, in the order of their ids.
func (rd *Reader) HeroesBeginning(ctx context.Context, prefix string, limit int) ([]model.Hero, error) {
	var heroes []model.Hero
	name := rd.db.Catalog().FoldedName(rd.db.Engine, model.HeroTable, "h")
	err := rd.findRows(ctx, Heroes, limit, rd.hasPrefix(name, prefix), func(row cell.Row) error {
		heroes = append(heroes, sqldb.HeroFrom(row))
		return nil
	})
	return heroes, err
}

// findRows calls each for the rows of a list for which the condition holds, at most limit, in
// the order of their ids.
func (rd *Reader) findRows(ctx context.Context, list List, limit int, condition func(*sqldb.Builder) string, each func(cell.Row) error) error {
	l := rd.listing(Query{List: list, Sort: ByID, wholeTexts: true})
	l.where = append(l.where, condition)
	return rd.streamListing(ctx, l, limit, each)
}

// exactName returns a condition: the column, which is the name of a table, holds
// exactly this one. The column's own collation, in which there may be an index,
// may find more.
func (rd *Reader) exactName(tableName, column, name string) func(*sqldb.Builder) string {
	t := rd.db.Catalog().Table(tableName)
	return func(sql *sqldb.Builder) string {
		value := sql.Arg(name)
		return column + " = " + value + " AND " + rd.db.Engine.Same(column, t.Types[t.Position("name")], value)
	}
}

// hasPrefix returns a condition: the name begins with prefix, whatever its case and
// accents. A range for each character that it may begin with then is what an index on
// the name serves.
func (rd *Reader) hasPrefix(name, prefix string) func(*sqldb.Builder) string {
	prefix = fold.Name(prefix)
	if prefix == "" {
		return constant("TRUE")
	}
	return func(s *sqldb.Builder) string {
		var ranges []string
		for _, r := range fold.Initials(prefix) {
			ranges = append(ranges, name+" >= "+s.Arg(string(r))+" AND "+name+" < "+s.Arg(string(r+1)))
		}
		return "(" + strings.Join(ranges, " OR ") + ") AND " + rd.db.Engine.HasPrefix(s, name, prefix)
	}
}
