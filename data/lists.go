package data

import (
	"context"
	"errors"
	"math"
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
	d := s.dialect
	team, hero := s.catalog.folded(d, teamTable, "t"), s.catalog.folded(d, heroTable, "h")
	switch q.List {
	case Teams:
		return teamsListing(d, q, team)
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
func teamsListing(d dialect, q Query, name string) listing {
	return listing{
		label: "Teams", from: "team AS t", desc: q.Desc,
		columns:  []string{"t.id", d.raw("t.name"), d.raw("t.headquarters")},
		where:    append(matching(d, name, q.Filter), probing("t.id", "team_id", q.Status)...),
		segments: order(q, name, "", "t.id"),
	}
}

// heroesListing probes for memberships only where an index of roster has them by
// hero. Few trainees are gathered: along the names nobody would be found for
// long.
func (s *Store) heroesListing(q Query, name string) listing {
	d, indexes := s.dialect, s.indexes()
	l := listing{
		label: "Heroes", from: "hero AS h", desc: q.Desc,
		columns:  heroColumns(d),
		where:    matching(d, name, q.Filter),
		segments: order(q, name, "h.age", "h.id"),
	}
	if !indexes.linksByHero {
		l.where = append(l.where, having("h.id", "hero_id", q.Status)...)
		return l
	}
	walked := l
	walked.where = append(slices.Clone(l.where), probing("h.id", "hero_id", q.Status)...)
	switch {
	case len(q.Filter) > 0 && q.Sort != ByName && indexes.heroNames:
		return s.matchesListing(walked, matching(d, name, q.Filter))
	case q.Status == OnlyTraining && indexes.trainees:
		return s.traineesListing(l, walked)
	}
	return walked
}

// matchesListing finds few matches by their names, whatever the order is. That a
// subquery has a limit keeps the database from reading in the order after all.
func (s *Store) matchesListing(walked listing, matching []func(*statement) string) listing {
	l := walked
	l.source = &listing{columns: []string{"h.id AS id"}, from: "hero AS h", where: matching}
	l.from = " AS w JOIN hero AS h ON h.id = w.id"
	l.gathered = true
	l.walk = &walk{listing: walked, crowd: *l.source, few: s.limits.fewMatches, many: s.limits.fewMatches}
	return l
}

func (s *Store) traineesListing(l, walked listing) listing {
	trainees := listing{columns: []string{"DISTINCT l.hero_id AS id"}, from: "heroteamlink AS l", where: standing(OnlyTraining)}
	l.source = &trainees
	l.from = " AS w JOIN hero AS h ON h.id = w.id"
	l.gathered = true
	l.walk = &walk{listing: walked, crowd: trainees, few: s.limits.fewMembers, many: s.limits.fewMembers}
	return l
}

// heroColumns returns what is read of a hero, for [heroFrom].
func heroColumns(d dialect) []string {
	return []string{"h.id", d.raw("h.name"), d.raw("h.secret_name"), d.raw("h.age")}
}

// membersListing has an outer join: a link to a hero that does not exist is
// shown. The roster of a crowd is walked along the heroes; by standing it is two
// rosters, those in training being far fewer most of the time.
func (s *Store) membersListing(q Query, name string) listing {
	l := s.collectedMembers(q, name)
	if q.Sort != ByStatus {
		l.walk = s.walkedMembers(q, name, l)
		return l
	}
	statuses := []Status{OnlyTraining, OnlyActive}
	if q.Desc {
		slices.Reverse(statuses)
	}
	for _, status := range statuses {
		part := q
		part.Sort, part.Desc, part.Status = ByName, false, status
		one := s.membersListing(part, name)
		one.where = append(one.where, standing(q.Status)...)
		l.parts = append(l.parts, one)
	}
	return l
}

func (s *Store) collectedMembers(q Query, name string) listing {
	d := s.dialect
	named := "coalesce(" + name + ", '')"
	return listing{
		label: "Members", from: "heroteamlink AS l LEFT JOIN hero AS h ON h.id = l.hero_id", desc: q.Desc && q.Sort != ByStatus,
		columns:  memberColumns(d),
		where:    slices.Concat(of("l.team_id", q), matching(d, named, q.Filter), standing(q.Status)),
		segments: order(q, named, "h.age", "l.hero_id"),
		gathered: q.Sort != ByID,
	}
}

// walkedMembers returns the way along the heroes, nil where there is no index
// for it, or where it would overlook somebody.
func (s *Store) walkedMembers(q Query, name string, l listing) *walk {
	d, indexes := s.dialect, s.indexes()
	if !l.gathered || s.isHaunted(q.Of) || q.Sort == ByAge && !indexes.heroAges || q.Sort != ByAge && !indexes.heroNames {
		return nil
	}
	w := walk{
		listing: l, crowd: listing{from: "heroteamlink AS l", where: append(of("l.team_id", q), standing(q.Status)...)},
		few: s.limits.fewMembers, many: math.MaxInt, outer: "hero AS h", most: s.limits.walk,
	}
	if len(q.Filter) > 0 && q.Sort == ByName { // the index has the names that a filter looks at
		w.many, w.most = s.limits.manyMembers, s.limits.walkFiltered
	}
	w.gathered, w.from = false, d.nested("hero AS h", "heroteamlink AS l")
	w.where = slices.Concat(matching(d, name, q.Filter), []func(*statement) string{always("l.hero_id = h.id")}, of("l.team_id", q), standing(q.Status))
	w.segments = order(q, name, "h.age", "h.id")
	return &w
}

// memberColumns returns what is read of a member, for [memberFrom].
func memberColumns(d dialect) []string {
	return []string{"l.team_id", "l.hero_id", training, "h.id IS NULL", d.raw("h.name"), d.raw("h.secret_name"), d.raw("h.age")}
}

// membershipsListing has an outer join, as [Store.membersListing].
func membershipsListing(d dialect, q Query, name string) listing {
	return listing{
		label: "Memberships", from: "heroteamlink AS l LEFT JOIN team AS t ON t.id = l.team_id", desc: q.Desc && q.Sort != ByStatus,
		columns:  []string{"l.hero_id", "l.team_id", training, "t.id IS NULL", d.raw("t.name"), d.raw("t.headquarters")},
		where:    slices.Concat(of("l.hero_id", q), matching(d, name, q.Filter), standing(q.Status)),
		segments: order(q, name, "", "l.team_id"),
		gathered: q.Sort != ByID,
	}
}

func historyListing(d dialect, q Query) listing {
	return listing{
		label: "History", history: true, from: "roster_change AS c", desc: !q.Desc,
		columns:  []string{"c.id", "c.token", "c.at", "c.actor", "c.label", "c.state", "c.count"},
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

// standing filters memberships.
func standing(s Status) []func(*statement) string {
	switch s {
	case OnlyTraining:
		return []func(*statement) string{always(training)}
	case OnlyActive:
		return []func(*statement) string{always(notTraining)}
	}
	return nil
}

// probing filters teams or heroes by the memberships they have, looking for those
// of each: an index has to lead to them.
func probing(id, column string, s Status) []func(*statement) string {
	links := "EXISTS (SELECT 1 FROM heroteamlink AS l WHERE l." + column + " = " + id
	switch s {
	case OnlyTraining:
		return []func(*statement) string{always(links + " AND " + training + ")")}
	case OnlyActive:
		return []func(*statement) string{always(links + " AND " + notTraining + ")")}
	case Unassigned:
		return []func(*statement) string{always("NOT " + links + ")")}
	}
	return nil
}

// having filters as [probing] does, looking once at all memberships.
func having(id, column string, s Status) []func(*statement) string {
	links := "(SELECT l." + column + " FROM heroteamlink AS l WHERE "
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
	var bad error
	p, err := page(ctx, s, q, at, func(row cells) Change {
		change, err := s.changeFrom(row)
		bad = errors.Join(bad, err)
		return change
	})
	return p, errors.Join(err, bad)
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
