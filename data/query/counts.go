package query

import (
	"context"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Count returns how many rows the query has.
func (rd *Reader) Count(ctx context.Context, q Query) (int64, error) {
	return rd.countBeyond(ctx, q, Anchor{}, false)
}

// Rank returns how many rows of the query come before the anchor.
func (rd *Reader) Rank(ctx context.Context, q Query, at Anchor) (int64, error) {
	return rd.countBeyond(ctx, q, at, true)
}

func (rd *Reader) countBeyond(ctx context.Context, q Query, at Anchor, back bool) (int64, error) {
	if q.List == History {
		if there, err := rd.db.FindHistory(ctx); !there {
			return 0, err
		}
	}
	l := rd.listing(q)
	if q.List == Trainees && len(q.Filter) == 0 && at.IsZero() {
		l.scan = nil // only the memberships need to be read
	}
	var n int64
	err := rd.counting(ctx, l, func(ctx context.Context, c sqldb.Conn) error {
		l, err := rd.chooseForAll(ctx, c, l)
		if err != nil {
			return err
		}
		var sql sqldb.Builder
		if l.groupedKeys != nil && !at.IsZero() {
			sql.Add("WITH keys AS (")
			l.selectKeys(&sql)
			sql.Add(") ")
			l = l.keyed("keys")
		}
		l.countRanges(&sql, l.ranges(at, back, false))
		return c.Query(ctx, 1, func(row cell.Row) error {
			n = cell.Integer(row[0])
			return nil
		}, sql.String(), sql.Args...)
	})
	return n, err
}

// chooseForAll returns the listing by which all rows are found fastest.
func (rd *Reader) chooseForAll(ctx context.Context, c sqldb.Conn, l listing) (listing, error) {
	l, err := rd.chooseScan(ctx, c, l)
	if l.scan == nil || err != nil {
		return l, err
	}
	tooMany, err := l.scan.tooMany(ctx, c)
	if tooMany {
		l = l.scan.listing
	}
	return l, err
}

// TeamTallies returns the tally of each of these teams; that of a team without members has
// only its minimum.
func (rd *Reader) TeamTallies(ctx context.Context, ids []model.ID) (map[model.ID]model.Tally, error) {
	tallies, err := rd.Tallies(ctx, "l.team_id", ids)
	if err == nil {
		err = rd.setMinimums(ctx, ids, tallies)
	}
	return tallies, err
}

// HeroTallies returns the tally of each of these heroes; a hero on no team has
// none.
func (rd *Reader) HeroTallies(ctx context.Context, ids []model.ID) (map[model.ID]model.Tally, error) {
	return rd.Tallies(ctx, "l.hero_id", ids)
}

// Tallies counts so few at a time that a page never waits long for its turn.
func (rd *Reader) Tallies(ctx context.Context, column string, ids []model.ID) (map[model.ID]model.Tally, error) {
	tallies := make(map[model.ID]model.Tally, len(ids))
	once := slices.Compact(slices.SortedFunc(slices.Values(ids), model.ID.Compare))
	for part := range slices.Chunk(once, rd.tallyChunk()) {
		if err := rd.tally(ctx, column, part, tallies); err != nil {
			return nil, rd.db.Engine.Failure(err)
		}
	}
	return tallies, nil
}

// tally counts all links from the key's own index, and those in training with
// the words of the partial index; active is the difference. To sort what was
// counted, which needs no order, has it counted before the first row comes: until
// then it can be interrupted.
func (rd *Reader) tally(ctx context.Context, column string, ids []model.ID, tallies map[model.ID]model.Tally) error {
	var sql sqldb.Builder
	part := func(count, condition string) {
		sql.Add("SELECT ", column, ", ", count, " FROM ", rd.db.Engine.From(model.LinkTable, "l"), " WHERE ")
		rd.db.AmongIDs(&sql, model.LinkTable, strings.TrimPrefix(column, "l."), column, sqldb.Args(ids))
		sql.Add(condition, " GROUP BY ", column)
	}
	part("count(*), 0", "")
	sql.Add(" UNION ALL ")
	part("0, count(*)", " AND "+sqldb.IsTraining)
	sql.Add(" ORDER BY 2")
	return rd.db.Yielding(ctx, sqldb.Deferred, "Tallies", func(ctx context.Context, c sqldb.Conn) error {
		for _, id := range ids {
			delete(tallies, id)
		}
		return c.Query(ctx, 3, func(row cell.Row) error {
			id := cell.ID(row[0])
			tally := tallies[id]
			tally.Training += cell.Integer(row[2])
			tally.Active += cell.Integer(row[1]) - cell.Integer(row[2])
			tallies[id] = tally
			return nil
		}, sql.String(), sql.Args...)
	})
}

// OtherTeams are the further teams of a member.
type OtherTeams struct {
	Teams []string // names in the order of names, the first few
	Total int64    // how many there are in all
}

// maxOthers is how many further teams are named.
const maxOthers = 8

// OtherTeams returns, for each of these heroes that has any, the teams beside
// the team except, if there is one.
func (rd *Reader) OtherTeams(ctx context.Context, heroes []model.ID, except model.ID) (map[model.ID]OtherTeams, error) {
	others := make(map[model.ID]OtherTeams)
	name := rd.db.Catalog().FoldedName(rd.db.Engine, model.TeamTable, "t")
	err := sqldb.InChunks(rd.db.Engine, heroes, 1, func(ids []model.ID) error {
		var sql sqldb.Builder
		sql.Add("SELECT hero_id, name, total FROM (SELECT l.hero_id, ", rd.db.Engine.Shortened("t.name", sqldb.TextType), " AS name",
			", count(*) OVER (PARTITION BY l.hero_id) AS total",
			", row_number() OVER (PARTITION BY l.hero_id ORDER BY ", name, ", t.id) AS place",
			" FROM ", rd.db.Engine.From(model.LinkTable, "l"), " JOIN ", rd.db.Engine.From(model.TeamTable, "t"), " ON t.id = l.team_id WHERE ")
		rd.db.AmongIDs(&sql, model.LinkTable, "hero_id", "l.hero_id", sqldb.Args(ids))
		if !except.IsZero() {
			sql.Add(" AND l.team_id <> ", sql.Arg(except))
		}
		sql.Add(") AS o WHERE place <= ", sql.Arg(maxOthers), " ORDER BY hero_id, place")
		return rd.db.ReadDeferred("Other teams").Query(ctx, 3, func(row cell.Row) error {
			id := cell.ID(row[0])
			others[id] = OtherTeams{
				Teams: append(others[id].Teams, cell.Text(cell.Trimmed(row[1]))), Total: cell.Integer(row[2]),
			}
			return nil
		}, sql.String(), sql.Args...)
	})
	return others, rd.db.Engine.Failure(err)
}
