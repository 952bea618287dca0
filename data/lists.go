package data

import (
	"context"
	"slices"
)

// training is the predicate of roster, in exactly these words everywhere: a
// partial index serves only its own words. Nothing stored is ever false for
// being strange, so 2 and 'x' are training.
const (
	training    = "l.is_training <> FALSE"
	notTraining = "(l.is_training <> FALSE) IS NOT TRUE" // NULL is not training
)

// listing returns how the list of a query is read from these tables, by the
// indexes that there are.
func (s *Store) listing(q Query) listing {
	l := s.wayTo(q)
	l.byRow = s.dialect.traits().byRow
	return l
}

// wayTo leaves open how what is beyond a row is told.
func (s *Store) wayTo(q Query) listing {
	d := s.dialect
	team, hero := s.catalog().folded(d, teamTable, "t"), s.catalog().folded(d, heroTable, "h")
	switch q.List {
	case Teams:
		return s.teamsListing(q, team)
	case Heroes:
		return s.heroesListing(q, hero)
	case Members:
		return s.membersListing(q, hero)
	case Memberships:
		return membershipsListing(d, q, "coalesce("+team+", '')")
	}
	return historyListing(d, q)
}

// teamsListing always probes for memberships: the primary key of heroteamlink
// begins with the team.
func (s *Store) teamsListing(q Query, name string) listing {
	d := s.dialect
	l := listing{
		label: "Teams", from: aliased(d, teamTable, "t"), desc: q.Desc,
		columns:  []string{"t.id", q.text(d, "t.name"), q.text(d, "t.headquarters")},
		where:    append(matching(d, name, q.Filter), probing(d, "t.id", "team_id", q.Status)...),
		segments: order(q, name, "", "t.id"),
	}
	l.sparse = d.traits().plans && q.Status != AnyStatus
	if q.Sort == ByID || s.indexes().teamNames {
		l.outer, l.stretch = aliased(d, teamTable, "t"), s.stretch(q)
	}
	return l
}

// membershipsListing has an outer join, as [Store.membersListing].
func membershipsListing(d dialect, q Query, name string) listing {
	return listing{
		label: "Memberships", from: aliased(d, linkTable, "l") + teamOfLink(d), desc: q.Desc && q.Sort != ByStatus,
		columns:  []string{"l.hero_id", "l.team_id", training, "t.id IS NULL", q.text(d, "t.name"), q.text(d, "t.headquarters")},
		where:    slices.Concat(of("l.hero_id", q), matching(d, name, q.Filter), standing(q.Status)),
		segments: order(q, name, "", "l.team_id"),
		gathered: q.Sort != ByID,
	}
}

func historyListing(d dialect, q Query) listing {
	return listing{
		label: "History", history: true, from: aliased(d, historyTable.name, "c"), desc: !q.Desc,
		columns:  []string{"c.id", "c.token", "c.at", q.text(d, "c.actor"), q.text(d, "c.label"), "c.state", "c.count"},
		where:    matching(d, d.fold("c.label"), q.Filter),
		segments: []segment{{cells: []string{"c.id"}}},
	}
}

// folded returns the expression that names of the table sort by. A NULL name
// would fall out of every comparison, so it reads as an empty one where the
// column allows it.
func (c catalog) folded(d dialect, tableName, alias string) string {
	expr := d.fold(alias + ".name")
	if t := c.table(tableName); t != nil && t.nullable[t.position("name")] {
		return "coalesce(" + expr + ", '')"
	}
	return expr
}

func of(column string, q Query) []func(*statement) string {
	return []func(*statement) string{exactly(column, q.Of)}
}

// words returns the condition on memberships of a standing.
func (s Status) words() string {
	if s == OnlyTraining {
		return training
	}
	return notTraining
}

// condition returns that on memberships, "" for any.
func (s Status) condition() string {
	if s == OnlyTraining || s == OnlyActive {
		return s.words()
	}
	return ""
}

// standing filters memberships.
func standing(s Status) []func(*statement) string {
	if condition := s.condition(); condition != "" {
		return []func(*statement) string{always(condition)}
	}
	return nil
}

// probing filters teams or heroes by the memberships they have, looking for those
// of each: an index has to lead to them.
func probing(d dialect, id, column string, s Status) []func(*statement) string {
	return probes(d, id, column, s, "")
}

// probingEach does so on an engine that would look at all memberships if that seems
// to be less: a subquery with an offset is not made a join of.
func probingEach(d dialect, id, column string, s Status) []func(*statement) string {
	return probes(d, id, column, s, " OFFSET 0")
}

func probes(d dialect, id, column string, s Status, end string) []func(*statement) string {
	links := "EXISTS (SELECT 1 FROM " + aliased(d, linkTable, "l") + " WHERE l." + column + " = " + id
	switch s {
	case OnlyTraining:
		return []func(*statement) string{always(links + " AND " + training + end + ")")}
	case OnlyActive:
		return []func(*statement) string{always(links + " AND " + notTraining + end + ")")}
	case Unassigned:
		return []func(*statement) string{always("NOT " + links + end + ")")}
	}
	return nil
}

// having filters as [probing] does, looking once at all memberships.
func having(d dialect, id, column string, s Status) []func(*statement) string {
	links := "(SELECT l." + column + " FROM " + aliased(d, linkTable, "l") + " WHERE "
	switch s {
	case OnlyTraining:
		return []func(*statement) string{always(id + " IN " + links + training + ")")}
	case OnlyActive:
		return []func(*statement) string{always(id + " IN " + links + notTraining + ")")}
	case Unassigned:
		return []func(*statement) string{always(id + " NOT IN " + links + "l." + column + " IS NOT NULL)")}
	}
	return nil
}

// order returns the segments of a sort.
func order(q Query, name, age, id string) []segment {
	switch {
	case q.Sort == ByID:
		return []segment{{cells: []string{id}}}
	case q.Sort == ByAge && age != "":
		return []segment{{age + " IS NOT NULL", []string{age, id}}, {age + " IS NULL", []string{"", id}}}
	case q.Sort == ByStatus && slices.Contains(q.List.Sorts(), ByStatus):
		segments := []segment{{training, []string{name, id}}, {notTraining, []string{name, id}}}
		if q.Desc {
			segments[0], segments[1] = segments[1], segments[0]
		}
		return segments
	}
	return []segment{{cells: []string{name, id}}}
}

// Teams returns a page of teams for a query of the list [Teams].
func (s *Store) Teams(ctx context.Context, q Query, at Seek) (Page[Team], error) {
	return page(ctx, s, q, at, teamFrom)
}

// teamFrom reads the cells id, name, headquarters.
func teamFrom(row cells) Team {
	return Team{ID: integer(row[0]), Name: text(row[1]), Headquarters: text(row[2])}
}

// Heroes returns a page of heroes for a query of the list [Heroes].
func (s *Store) Heroes(ctx context.Context, q Query, at Seek) (Page[Hero], error) {
	return page(ctx, s, q, at, heroFrom)
}

// heroFrom reads the cells id, name, secret_name, age.
func heroFrom(row cells) Hero {
	return Hero{
		ID: integer(row[0]), Name: text(row[1]), SecretName: text(row[2]),
		Age: Age{Text: text(row[3]), Set: row[3] != nil},
	}
}

// Members returns a page of a team's roster for a query of the list [Members].
func (s *Store) Members(ctx context.Context, q Query, at Seek) (Page[Member], error) {
	return page(ctx, s, q, at, memberFrom)
}

// memberFrom reads the cells of [memberColumns].
func memberFrom(row cells) Member {
	hero := heroFrom(row[3:])
	hero.ID = integer(row[1]) // the link's own: the hero may not exist
	return Member{TeamID: integer(row[0]), Hero: hero, Training: truth(row[2]), Missing: truth(row[3])}
}

// Changes returns a page of the history, without the edits, for a query of the
// list [History].
func (s *Store) Changes(ctx context.Context, q Query, at Seek) (Page[Change], error) {
	if there, err := s.findHistory(ctx); !there {
		return Page[Change]{}, err
	}
	return page(ctx, s, q, at, s.changeFrom)
}

// Memberships returns a page of a hero's teams for a query of the list
// [Memberships].
func (s *Store) Memberships(ctx context.Context, q Query, at Seek) (Page[Membership], error) {
	return page(ctx, s, q, at, membershipFrom)
}

// membershipFrom reads the cells of [membershipsListing].
func membershipFrom(row cells) Membership {
	team := teamFrom(row[3:])
	team.ID = integer(row[1]) // the link's own: the team may not exist
	return Membership{HeroID: integer(row[0]), Team: team, Training: truth(row[2]), Missing: truth(row[3])}
}
