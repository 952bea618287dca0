package query

import (
	"context"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// listing returns the listing of a query for these tables and the indexes that exist.
func (rd *Reader) listing(q Query) listing {
	l := rd.listingOf(q)
	l.rowCompare = rd.db.Engine.Traits().RowComparison
	return l
}

// listingOf does not set rowCompare.
func (rd *Reader) listingOf(q Query) listing {
	d := rd.db.Engine
	cat := rd.db.Catalog()
	team, hero := cat.FoldedName(d, model.TeamTable, "t"), cat.FoldedName(d, model.HeroTable, "h")
	switch q.List {
	case Teams:
		return rd.teamsListing(q, team)
	case Heroes:
		return rd.heroesListing(q, hero)
	case Members:
		return rd.membersListing(q, hero)
	case Trainees:
		return rd.traineesListing(q, team, hero)
	case Memberships:
		return rd.membershipsListing(q, "coalesce("+team+", '')")
	}
	return rd.historyListing(q)
}

// teamsListing always probes for memberships: the primary key of heroteamlink
// begins with the team.
func (rd *Reader) teamsListing(q Query, name string) listing {
	d, order := rd.db.Engine, rd.nameOrder(q, name)
	l := listing{
		label: "Teams", from: d.From(model.TeamTable, "t"), desc: q.Desc,
		columns:  []string{"t.id", q.textColumn(d, "t.name"), q.textColumn(d, "t.headquarters")},
		where:    append(matchesTerms(d, name, q.Filter), hasMembership(d, "t.id", "team_id", q.Status)...),
		segments: sortSegments(q, order, "", "t.id"),
	}
	if q.Status == Understaffed {
		l.where = append(l.where, constant(rd.isUnderstaffed()))
	}
	l.sparse = d.Traits().CostBased && q.Status != AnyStatus
	if q.Sort == ByID || rd.db.Indexes().TeamNames {
		l.indexTable, l.batch = d.From(model.TeamTable, "t"), rd.batchSize(q)
	}
	return rd.sortedBy(l, q, order, "t.id")
}

// membershipsListing uses an outer join, as [Reader.membersListing] does.
func (rd *Reader) membershipsListing(q Query, name string) listing {
	d, order := rd.db.Engine, rd.nameOrder(q, name)
	l := listing{
		label: "Memberships", desc: q.Desc && q.Sort != ByStanding,
		from: d.From(model.LinkTable, "l") + sqldb.JoinTeam(d),
		columns: []string{"l.hero_id", "l.team_id", sqldb.IsTraining, "t.id IS NULL", q.textColumn(d, "t.name"),
			q.textColumn(d, "t.headquarters")},
		where:     slices.Concat(ofOwner("l.hero_id", q), matchesTerms(d, name, q.Filter), standingCondition(q.Status)),
		segments:  sortSegments(q, order, "", "l.team_id"),
		unindexed: q.Sort != ByID,
	}
	return rd.sortedBy(l, q, order, "l.team_id")
}

func ofOwner(column string, q Query) []func(*sqldb.Builder) string {
	return []func(*sqldb.Builder) string{equals(column, q.Of)}
}

// words returns the condition on memberships of a standing.
func (s StatusFilter) words() string {
	if s == OnlyTraining {
		return sqldb.IsTraining
	}
	return sqldb.IsNotTraining
}

// condition returns the condition on memberships, "" for any standing.
func (s StatusFilter) condition() string {
	if s == OnlyTraining || s == OnlyActive {
		return s.words()
	}
	return ""
}

// standingCondition filters memberships.
func standingCondition(s StatusFilter) []func(*sqldb.Builder) string {
	if condition := s.condition(); condition != "" {
		return []func(*sqldb.Builder) string{constant(condition)}
	}
	return nil
}

// hasMembership filters teams or heroes by their memberships, probing those of each row, which
// requires an index.
func hasMembership(d sqldb.Expressions, id, column string, s StatusFilter) []func(*sqldb.Builder) string {
	exists := func(table, alias, condition string) string {
		return "EXISTS (SELECT 1 FROM " + d.From(table, alias) + " WHERE " + condition + ")"
	}
	return membershipProbe(exists, id, column, s)
}

// membershipProbe is [hasMembership], by a condition that a table has a row.
func membershipProbe(
	exists func(table, alias, condition string) string, id, column string, s StatusFilter,
) []func(*sqldb.Builder) string {
	own := "l." + column + " = " + id
	switch s {
	case OnlyTraining, OnlyActive:
		return []func(*sqldb.Builder) string{constant(exists(model.LinkTable, "l", own+" AND "+s.words()))}
	case Unassigned:
		return []func(*sqldb.Builder) string{constant("NOT " + exists(model.LinkTable, "l", own))}
	}
	return nil
}

// inMemberships filters as [hasMembership] does, reading all memberships once.
func inMemberships(d sqldb.Expressions, id, column string, s StatusFilter) []func(*sqldb.Builder) string {
	links := "(SELECT l." + column + " FROM " + d.From(model.LinkTable, "l") + " WHERE "
	switch s {
	case OnlyTraining:
		return []func(*sqldb.Builder) string{constant(id + " IN " + links + sqldb.IsTraining + ")")}
	case OnlyActive:
		return []func(*sqldb.Builder) string{constant(id + " IN " + links + sqldb.IsNotTraining + ")")}
	case Unassigned:
		return []func(*sqldb.Builder) string{constant(id + " NOT IN " + links + "l." + column + " IS NOT NULL)")}
	}
	return nil
}

// nameOrder returns the expression that a list sorted by name is ordered by: the folded name
// if an index of roster has that order, otherwise one that sorts Émile near Emile.
func (rd *Reader) nameOrder(q Query, name string) string {
	indexed := rd.db.Indexes().HeroNames
	if q.List == Teams || q.List == Memberships {
		indexed = rd.db.Indexes().TeamNames
	}
	if indexed {
		return name
	}
	return rd.db.Engine.SortKey(name)
}

// sortSegments returns the segments of a sort.
func sortSegments(q Query, name, age, id string) []sortSegment {
	switch {
	case q.Sort == ByID:
		return []sortSegment{{cells: []string{id}}}
	case q.Sort == ByAge && age != "":
		return []sortSegment{{age + " IS NOT NULL", []string{age, id}}, {age + " IS NULL", []string{"", id}}}
	case q.Sort == ByStanding && slices.Contains(q.List.Sorts(), ByStanding):
		segments := []sortSegment{{sqldb.IsTraining, []string{name, id}}, {sqldb.IsNotTraining, []string{name, id}}}
		if q.Desc {
			segments[0], segments[1] = segments[1], segments[0]
		}
		return segments
	}
	return []sortSegment{{cells: []string{name, id}}}
}

// Teams returns a page of teams for a query of the list [Teams].
func (rd *Reader) Teams(ctx context.Context, q Query, at Seek) (Page[model.Team], error) {
	return ReadPage(ctx, rd, q, at, sqldb.TeamFrom)
}

// Heroes returns a page of heroes for a query of the list [Heroes].
func (rd *Reader) Heroes(ctx context.Context, q Query, at Seek) (Page[model.Hero], error) {
	return ReadPage(ctx, rd, q, at, sqldb.HeroFrom)
}

// Members returns a page of a team's roster for a query of the list [Members].
func (rd *Reader) Members(ctx context.Context, q Query, at Seek) (Page[model.Member], error) {
	return ReadPage(ctx, rd, q, at, memberFrom)
}

// memberFrom reads the cells of [memberColumns].
func memberFrom(row cell.Row) model.Member {
	hero := sqldb.HeroFrom(row[3:])
	hero.ID = cell.ID(row[1]) // from the link: the hero may not exist
	return model.Member{
		TeamID: cell.ID(row[0]), Hero: hero, Standing: model.StandingOf(cell.Truth(row[2])),
		Missing: cell.Truth(row[3]),
	}
}

// Memberships returns a page of a hero's teams for a query of the list
// [Memberships].
func (rd *Reader) Memberships(ctx context.Context, q Query, at Seek) (Page[model.Membership], error) {
	return ReadPage(ctx, rd, q, at, membershipFrom)
}

// membershipFrom reads the cells of [Reader.membershipsListing].
func membershipFrom(row cell.Row) model.Membership {
	team := sqldb.TeamFrom(row[3:])
	team.ID = cell.ID(row[1]) // from the link: the team may not exist
	return model.Membership{
		HeroID: cell.ID(row[0]), Team: team, Standing: model.StandingOf(cell.Truth(row[2])),
		Missing: cell.Truth(row[3]),
	}
}

// reading returns the connection that a listing is read on.
func (rd *Reader) reading(l listing, label string) sqldb.Conn {
	if l.history {
		return rd.db.HistoryConn(label)
	}
	return rd.db.Read(label)
}

// counting counts the rows of a listing on the connection that reads them.
func (rd *Reader) counting(ctx context.Context, l listing, count func(context.Context, sqldb.Conn) error) error {
	label := l.label + ", counted"
	if l.history {
		return rd.db.Engine.Failure(count(ctx, rd.db.HistoryConn(label)))
	}
	return rd.db.InBackground(ctx, label, count)
}
