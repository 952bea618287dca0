package query

import (
	"context"
	"math"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// EachTeam calls each for every team of a query of the list [Teams], with its tally. They are
// never all in memory. An error of each ends it.
func (rd *Reader) EachTeam(ctx context.Context, q Query, each func(model.Team, model.Tally) error) error {
	q.List, q.wholeTexts = Teams, true
	l := rd.listing(q).tallied(rd.db.Engine, "t.id", "team_id")
	l.columns = append(l.columns, rd.minimum())
	return rd.streamListing(ctx, l, noLimit, func(row cell.Row) error {
		tally := tallyFrom(row[len(row)-3:])
		tally.Minimum = cell.Integer(row[len(row)-1])
		return each(sqldb.TeamFrom(row), tally)
	})
}

// EachHero calls each for every hero of a query of the list [Heroes], with its tally; see
// [Reader.EachTeam].
func (rd *Reader) EachHero(ctx context.Context, q Query, each func(model.Hero, model.Tally) error) error {
	q.List, q.wholeTexts = Heroes, true
	return rd.streamListing(ctx, rd.listing(q).tallied(rd.db.Engine, "h.id", "hero_id"), noLimit, func(row cell.Row) error {
		return each(sqldb.HeroFrom(row), tallyFrom(row[len(row)-2:]))
	})
}

// EachMember calls each for every row of a query of the list [Members]; see
// [Reader.EachTeam].
func (rd *Reader) EachMember(ctx context.Context, q Query, each func(model.Member) error) error {
	q.List, q.wholeTexts = Members, true
	return rd.streamListing(ctx, rd.listing(q), noLimit, func(row cell.Row) error { return each(memberFrom(row)) })
}

// EachMembership calls each for every row of a query of the list [Memberships]; see
// [Reader.EachTeam].
func (rd *Reader) EachMembership(ctx context.Context, q Query, each func(model.Membership) error) error {
	q.List, q.wholeTexts = Memberships, true
	return rd.streamListing(ctx, rd.listing(q), noLimit, func(row cell.Row) error { return each(membershipFrom(row)) })
}

// noLimit is the limit of lists that are read to their end.
const noLimit = math.MaxInt

// streamListing calls each for the rows of a list, at most limit, while they are read.
func (rd *Reader) streamListing(ctx context.Context, l listing, limit int, each func(cell.Row) error) error {
	var sql sqldb.Builder
	l.selectRanges(&sql, l.ranges(Anchor{}, false, false), false, limit)
	width := len(l.columns)
	err := rd.reading(l, l.label).Query(ctx, width+1+l.width(), func(row cell.Row) error {
		return each(row[:width:width])
	}, sql.String(), sql.Args...)
	return rd.db.Engine.Failure(err)
}

// tallied adds to a list how many memberships each row has: in all, and in
// training. They are counted in one go, which needs no index.
func (l listing) tallied(d sqldb.Expressions, id, column string) listing {
	l.columns = append(slices.Clone(l.columns), "coalesce(n.total, 0)", "coalesce(n.training, 0)")
	return l.joinTallies(d, id, column)
}

// joinTallies joins the memberships that each row has, counted, as n.
func (l listing) joinTallies(d sqldb.Expressions, id, column string) listing {
	if l.hasTallies {
		return l
	}
	l.hasTallies = true
	l.from += " LEFT JOIN (SELECT l." + column + " AS id, count(*) AS total, count(*) FILTER (WHERE " +
		sqldb.IsTraining + ") AS training" +
		" FROM " + d.From(model.LinkTable, "l") + " GROUP BY l." + column + ") AS n ON n.id = " + id
	return l
}

// tallyFrom reads the cells of [listing.tallied].
func tallyFrom(row cell.Row) model.Tally {
	return model.Tally{Active: cell.Integer(row[0]) - cell.Integer(row[1]), Training: cell.Integer(row[1])}
}

// EachHistoryRow calls each for the cells of every change that a query of [History] asks for,
// the newest first. The cells are valid until each returns.
func (rd *Reader) EachHistoryRow(ctx context.Context, q Query, each func(cell.Row) error) error {
	l := rd.listing(q)
	var sql sqldb.Builder
	l.selectFrom(&sql, l.columns)
	sql.Add(" ORDER BY c.id DESC")
	err := rd.reading(l, l.label).Stream(ctx, len(l.columns), each, sql.String(), sql.Args...)
	return rd.db.Engine.Failure(err)
}
