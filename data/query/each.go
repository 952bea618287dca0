package query

import (
	"context"
	"math"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// EachTeam hands over every team of a query of the list [Teams] with its tally,
// one after the other: they are never all in memory. An error of each ends it.
func (rd *Reader) EachTeam(ctx context.Context, q Query, each func(model.Team, model.Tally) error) error {
	q.List, q.wholeTexts = Teams, true
	return rd.streamListing(ctx, rd.listing(q).tallied(rd.db.Dialect, "t.id", "team_id"), math.MaxInt, func(row cell.Row) error {
		return each(sqldb.TeamFrom(row), tallyFrom(row[len(row)-2:]))
	})
}

// EachHero hands over every hero of a query of the list [Heroes] with its tally;
// see [Reader.EachTeam].
func (rd *Reader) EachHero(ctx context.Context, q Query, each func(model.Hero, model.Tally) error) error {
	q.List, q.wholeTexts = Heroes, true
	return rd.streamListing(ctx, rd.listing(q).tallied(rd.db.Dialect, "h.id", "hero_id"), math.MaxInt, func(row cell.Row) error {
		return each(sqldb.HeroFrom(row), tallyFrom(row[len(row)-2:]))
	})
}

// EachMember hands over every row of a query of the list [Members]; see
// [Reader.EachTeam].
func (rd *Reader) EachMember(ctx context.Context, q Query, each func(model.Member) error) error {
	q.List, q.wholeTexts = Members, true
	return rd.streamListing(ctx, rd.listing(q), math.MaxInt, func(row cell.Row) error { return each(memberFrom(row)) })
}

// EachMembership hands over every row of a query of the list [Memberships]; see
// [Reader.EachTeam].
func (rd *Reader) EachMembership(ctx context.Context, q Query, each func(model.Membership) error) error {
	q.List, q.wholeTexts = Memberships, true
	return rd.streamListing(ctx, rd.listing(q), math.MaxInt, func(row cell.Row) error { return each(membershipFrom(row)) })
}

// Trainee is a hero in training with a team. The name of the one that does not
// exist is empty.
type Trainee struct {
	Team model.Name
	Hero model.Hero
}

// EachTrainee hands over every membership of a query of the list [Trainees], whose filter
// is for the names of heroes; see [Reader.EachTeam].
func (rd *Reader) EachTrainee(ctx context.Context, q Query, each func(Trainee) error) error {
	d := rd.db.Dialect
	hero := "coalesce(" + rd.db.Catalog().FoldedName(d, model.HeroTable, "h") + ", '')"
	var sql sqldb.Builder
	sql.Add("SELECT l.team_id, ", d.Raw("t.name"), ", l.hero_id, ", d.Raw("h.name"), ", ", d.Raw("h.secret_name"), ", ", d.Raw("h.age"),
		" FROM ", sqldb.Aliased(d, model.LinkTable, "l"), sqldb.JoinTeamAndHero(d), " WHERE ", sqldb.IsTraining)
	for _, condition := range matchesTerms(d, hero, q.Filter) {
		sql.Add(" AND ", condition(&sql))
	}
	sql.Add(" ORDER BY ", rd.traineeOrder(q, hero))
	err := rd.db.Read("Trainees").Query(ctx, 6, func(row cell.Row) error {
		return each(Trainee{Team: model.Name{Table: model.TeamTable, ID: cell.Integer(row[0]), Name: cell.Text(row[1])}, Hero: sqldb.HeroFrom(row[2:])})
	}, sql.String(), sql.Args...)
	return rd.db.Dialect.Failure(err)
}

// traineeOrder returns the sort terms of trainees; hero is their folded name. Unknown ages
// come last in both directions.
func (rd *Reader) traineeOrder(q Query, hero string) string {
	team := "coalesce(" + rd.db.Catalog().FoldedName(rd.db.Dialect, model.TeamTable, "t") + ", '')"
	byTeam := []string{rd.db.Dialect.SortKey(team), "l.team_id"}
	byHero := []string{rd.db.Dialect.SortKey(hero), "l.hero_id"}
	var first string
	terms := slices.Concat(byTeam, byHero)
	switch q.Sort {
	case ByName:
		terms = slices.Concat(byHero, byTeam)
	case ByAge:
		first, terms = "h.age IS NULL, ", slices.Concat([]string{"h.age"}, byHero, byTeam)
	case ByID:
		terms = []string{"l.team_id", "l.hero_id"}
	}
	for i, term := range terms {
		terms[i] = sortTerm(term, q.Desc)
	}
	return first + strings.Join(terms, ", ")
}

// streamListing hands over the first cells of each row of a list, limit at most, while
// they are read.
func (rd *Reader) streamListing(ctx context.Context, l listing, limit int, each func(cell.Row) error) error {
	var sql sqldb.Builder
	l.selectArms(&sql, l.arms(Anchor{}, false, false), false, limit)
	width := len(l.columns)
	err := rd.reading(l, l.label).Query(ctx, width+1+maxCells, func(row cell.Row) error {
		return each(row[:width:width])
	}, sql.String(), sql.Args...)
	return rd.db.Dialect.Failure(err)
}

// tallied adds to a list how many memberships each row has: in all, and in
// training. They are counted in one go, which needs no index.
func (l listing) tallied(d sqldb.Expressions, id, column string) listing {
	l.columns = append(l.columns, "coalesce(n.total, 0)", "coalesce(n.training, 0)")
	l.from += " LEFT JOIN (SELECT l." + column + " AS id, count(*) AS total, count(*) FILTER (WHERE " + sqldb.IsTraining + ") AS training" +
		" FROM " + sqldb.Aliased(d, model.LinkTable, "l") + " GROUP BY l." + column + ") AS n ON n.id = " + id
	return l
}

// tallyFrom reads the cells of [listing.tallied].
func tallyFrom(row cell.Row) model.Tally {
	return model.Tally{Active: cell.Integer(row[0]) - cell.Integer(row[1]), Training: cell.Integer(row[1])}
}

// EachHistoryRow hands over the cells of every change of the history that a query of
// [History] asks for, the newest first. The cells are good until each returns.
func (rd *Reader) EachHistoryRow(ctx context.Context, q Query, each func(cell.Row) error) error {
	l := rd.listing(q)
	var sql sqldb.Builder
	l.selectFrom(&sql, l.columns)
	sql.Add(" ORDER BY c.id DESC")
	err := rd.reading(l, l.label).Stream(ctx, len(l.columns), each, sql.String(), sql.Args...)
	return rd.db.Dialect.Failure(err)
}
