package query

import (
	"context"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Trainee is a membership seen from outside: of any team. The name of the one that does
// not exist is empty.
type Trainee struct {
	model.Member
	Team model.Name
}

// Trainees returns a page of a query of the list [Trainees], whose filter is for the names
// of heroes. That of a query for any status is the one membership that it seeks.
func (rd *Reader) Trainees(ctx context.Context, q Query, at Seek) (Page[Trainee], error) {
	if q.Status != OnlyTraining {
		q.only = &model.LinkKey{TeamID: at.Team, HeroID: at.ID}
	}
	return ReadPage(ctx, rd, q, at, traineeFrom)
}

// EachTrainee calls each for every membership of a query of the list [Trainees]; see
// [Reader.EachTeam].
func (rd *Reader) EachTrainee(ctx context.Context, q Query, each func(Trainee) error) error {
	q.List, q.Status, q.wholeTexts = Trainees, OnlyTraining, true
	return rd.streamListing(ctx, rd.listing(q), noLimit, func(row cell.Row) error { return each(traineeFrom(row)) })
}

// traineeFrom reads the cells of [Reader.traineesOfAll].
func traineeFrom(row cell.Row) Trainee {
	m := memberFrom(row)
	return Trainee{Member: m, Team: model.Name{Table: model.TeamTable, ID: m.TeamID, Name: cell.Text(row[len(row)-1])}}
}

// traineesListing returns the list of the trainees of all teams: few are sorted in memory, and
// for many an index is scanned, if there is one.
func (rd *Reader) traineesListing(q Query, team, hero string) listing {
	d := rd.db.Engine
	named := "coalesce(" + hero + ", '')"
	l := listing{
		label: "Trainees", desc: q.Desc, from: d.From(model.LinkTable, "l") + sqldb.JoinTeamAndHero(d),
		columns: append(memberColumns(d, q), "coalesce("+q.textColumn(d, "t.name")+", '')"),
		where:   slices.Concat(matchesTerms(d, named, q.Filter), standingCondition(q.Status)),
	}
	l.ids = []string{"l.hero_id", "l.team_id"}
	l = l.sortedInMemory(rd.traineeSegments(q, rd.nameOrder(Query{List: Teams}, "coalesce("+team+", '')"), rd.nameOrder(Query{List: Heroes}, named), l.ids))
	if q.only != nil {
		l.where = append(l.where, equals("l.hero_id", q.only.HeroID), equals("l.team_id", q.only.TeamID))
		return l
	}
	scanned, hasIndex := rd.traineesByIndex(q, team, hero, l)
	switch matching := matchesTerms(d, hero, q.Filter); {
	case !hasIndex:
	case len(matching) == 0:
		candidates := listing{from: d.From(model.LinkTable, "l"), where: standingCondition(q.Status)}
		l.scan = &indexScan{listing: scanned, candidates: candidates, sortLimit: rd.Thresholds.SortMembers, scanAllFrom: rd.Thresholds.SortMembers}
	case rd.db.Indexes().LinksByHero:
		l.source, l.sourceKey = &listing{columns: []string{"h.id AS id"}, from: d.From(model.HeroTable, "h"), where: matching}, "l.hero_id"
		l.scan = &indexScan{listing: scanned, candidates: *l.source, sortLimit: rd.Thresholds.SortMatches, scanAllFrom: rd.Thresholds.SortMatches}
	}
	return l
}

// traineeSegments returns the order of trainees; ids are what identifies one. Those who have
// been in training since the same day come by their ids, as the index has them.
func (rd *Reader) traineeSegments(q Query, team, hero string, ids []string) []sortSegment {
	heroID, teamID := ids[0], ids[1]
	switch q.Sort {
	case ByName:
		return []sortSegment{{cells: []string{hero, heroID, teamID}}}
	case ByAge:
		return []sortSegment{{"h.age IS NOT NULL", []string{"h.age", heroID, teamID}}, {"h.age IS NULL", []string{"", heroID, teamID}}}
	case ByID:
		return []sortSegment{{cells: []string{teamID, heroID}}}
	}
	switch f, ok := rd.sortField(q); {
	case ok && rd.db.IsSince(f):
		return fieldSegments(rd.db.Engine, f, heroID, teamID)
	case ok:
		return fieldSegments(rd.db.Engine, f, hero, heroID, teamID)
	}
	return []sortSegment{{cells: []string{team, teamID, hero, heroID}}}
}

// traineesByIndex returns the list as it is read along an index, and whether there is one.
// Along the heroes, or the teams, memberships of those that do not exist are passed over.
func (rd *Reader) traineesByIndex(q Query, team, hero string, l listing) (scanned listing, hasIndex bool) {
	d, indexes := rd.db.Engine, rd.db.Indexes()
	links, teams, heroes := d.From(model.LinkTable, "l"), d.From(model.TeamTable, "t"), d.From(model.HeroTable, "h")
	scanned = l
	scanned.unindexed, scanned.sortsInMemory = false, false
	switch q.Sort {
	case ByID:
		return scanned, indexes.Trainees
	case ByField, ByHeroField:
		f, ok := rd.sortField(q)
		return scanned, ok && rd.db.IsSince(f) && indexes.Since
	case ByName, ByAge:
		scanned.from = strings.Join([]string{heroes, links, teams}, " CROSS JOIN ")
		hasIndex = hasOrderIndex(indexes, q.Sort) && indexes.LinksByHero
	default:
		scanned.from = strings.Join([]string{teams, links, heroes}, " CROSS JOIN ")
		hasIndex = indexes.TeamNames && indexes.Trainees
	}
	scanned.ids = []string{"h.id", "t.id"}
	scanned.segments = rd.traineeSegments(q, rd.nameOrder(Query{List: Teams}, team), rd.nameOrder(Query{List: Heroes}, hero), scanned.ids)
	scanned.where = append([]func(*sqldb.Builder) string{constant("l.hero_id = h.id"), constant("l.team_id = t.id")}, scanned.where...)
	return scanned, hasIndex
}
