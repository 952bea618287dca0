package data_test

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/fold"
)

// model is a database read row by row, past roster; it answers queries in the
// plainest way.
type rowModel struct {
	teams, heroes map[model.ID]person
	links         []link
	headquarters  map[model.ID]string // of the teams that have any
}

// person is a team or a hero.
type person struct {
	name string
	age  any // nil, int64, float64, string or []byte

	field any // the custom field that lists are sorted by
}

type link struct {
	key      model.LinkKey
	training bool
	field    any
}

// modelOf reads the database that db is.
func modelOf(t testing.TB, db *sql.DB) rowModel {
	t.Helper()
	m := rowModel{teams: map[model.ID]person{}, heroes: map[model.ID]person{}, headquarters: map[model.ID]string{}}
	scanAll(t, db, "SELECT id, "+byEngine(t, "CAST(headquarters AS BLOB)", "convert_to(headquarters, 'UTF8')")+", NULL FROM team", func(row []any) {
		if text, ok := row[1].([]byte); ok {
			m.headquarters[id(row[0].(int64))] = string(text)
		}
	})
	scanAll(t, db, "SELECT id, "+byEngine(t, "CAST(name AS BLOB)", "convert_to(name, 'UTF8')")+", NULL FROM team", func(row []any) {
		m.teams[id(row[0].(int64))] = person{name: string(row[1].([]byte))}
	})
	scanAll(t, db, "SELECT id, "+byEngine(t, "CAST(name AS BLOB)", "convert_to(name, 'UTF8')")+", +age FROM hero", func(row []any) {
		m.heroes[id(row[0].(int64))] = person{name: string(row[1].([]byte)), age: row[2]}
	})
	scanAll(t, db, "SELECT team_id, hero_id, "+byEngine(t, "quote(is_training)", "is_training::int::text")+" FROM heroteamlink", func(row []any) {
		key := model.LinkKey{TeamID: id(row[0].(int64)), HeroID: id(row[1].(int64))}
		m.links = append(m.links, link{key: key, training: row[2] != "0"})
	})
	return m
}

// scanAll hands each row of three columns to read.
func scanAll(t testing.TB, db *sql.DB, query string, read func(row []any)) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		row := make([]any, 3)
		if err := rows.Scan(&row[0], &row[1], &row[2]); err != nil {
			t.Fatal(err)
		}
		read(row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// entry is a row of a list: what it is sorted and filtered by.
type entry struct {
	id       model.ID
	person   person
	training bool   // of memberships
	more     more   // what else it may be sorted by
	key      string // by which names sort
}

// order returns the ids that a query of a store lists, in its order.
func (m rowModel) order(s *data.Store, q query.Query) []model.ID {
	entries := slices.DeleteFunc(m.entries(q), func(e entry) bool { return !m.shows(q, e) })
	for i, e := range entries {
		if entries[i].key = folded(e.person.name); !s.SortsByIndex(q.List) && !strings.Contains(entries[i].key, "\x00") {
			entries[i].key = fold.SortKey(entries[i].key)
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return compare(q, a, b) })
	ids := make([]model.ID, len(entries))
	for i, e := range entries {
		ids[i] = e.id
	}
	return ids
}

// entries returns all rows of the list, unsorted.
func (m rowModel) entries(q query.Query) []entry {
	var all []entry
	switch q.List {
	case query.Teams, query.Heroes:
		for id, p := range map[query.List]map[model.ID]person{query.Teams: m.teams, query.Heroes: m.heroes}[q.List] {
			all = append(all, entry{id: id, person: p, more: m.row(q.List, id, p)})
		}
	case query.Members:
		for _, l := range m.links {
			if l.key.TeamID == q.Of {
				all = append(all, entry{id: l.key.HeroID, person: m.heroes[l.key.HeroID], training: l.training, more: m.link(l)})
			}
		}
	case query.Memberships:
		for _, l := range m.links {
			if l.key.HeroID == q.Of {
				all = append(all, entry{id: l.key.TeamID, person: m.teams[l.key.TeamID], training: l.training, more: m.link(l)})
			}
		}
	}
	return all
}

// shows reports whether the filters let the row through.
func (m rowModel) shows(q query.Query, e entry) bool {
	if !fold.Finds(e.person.name, fold.Words(q.Filter...)) {
		return false
	}
	return q.Status == query.AnyStatus || slices.Contains(m.statuses(q.List, e), q.Status)
}

// statuses returns the status filters that let the row through.
func (m rowModel) statuses(list query.List, e entry) []query.StatusFilter {
	of := func(training bool) query.StatusFilter {
		if training {
			return query.OnlyTraining
		}
		return query.OnlyActive
	}
	if list == query.Members || list == query.Memberships {
		return []query.StatusFilter{of(e.training)}
	}
	var statuses []query.StatusFilter
	for _, l := range m.links {
		if id := map[query.List]model.ID{query.Teams: l.key.TeamID, query.Heroes: l.key.HeroID}[list]; id == e.id {
			statuses = append(statuses, of(l.training))
		}
	}
	if statuses == nil {
		statuses = []query.StatusFilter{query.Unassigned}
	}
	if list == query.Teams && e.more.active < 1 {
		statuses = append(statuses, query.Understaffed)
	}
	return statuses
}

// compare puts two rows in the order of the query.
func compare(q query.Query, a, b entry) int {
	byName := cmp.Or(strings.Compare(a.key, b.key), a.id.Compare(b.id))
	turned := func(order int) int {
		if q.Desc {
			return -order
		}
		return order
	}
	switch q.Sort {
	case query.ByActive, query.ByTraining, query.ByCoverage: // the names run upwards both ways
		return cmp.Or(turned(cmp.Compare(a.more.count(q.Sort), b.more.count(q.Sort))), byName)
	case query.ByHeadquarters, query.ByField, query.ByHeroField:
		one, other := a.more.value(q.Sort), b.more.value(q.Sort)
		return cmp.Or(cmp.Compare(emptiness(one), emptiness(other)), turned(cmp.Or(compareAges(one, other), byName)))
	case query.ByID:
		return turned(a.id.Compare(b.id))
	case query.ByStanding: // the names run upwards both ways
		return cmp.Or(turned(cmp.Compare(segmentOf(!a.training), segmentOf(!b.training))), byName)
	case query.ByAge: // unknown ages come last both ways
		unknown := cmp.Compare(segmentOf(a.person.age == nil), segmentOf(b.person.age == nil))
		return cmp.Or(unknown, turned(cmp.Or(compareAges(a.person.age, b.person.age), a.id.Compare(b.id))))
	}
	return turned(byName)
}

func segmentOf(second bool) int {
	if second {
		return 1
	}
	return 0
}

// compareAges orders values as SQLite does: numbers, then text, then blobs.
func compareAges(a, b any) int {
	if order := cmp.Compare(kindOf(a), kindOf(b)); order != 0 {
		return order
	}
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case []byte:
		return bytes.Compare(a, b.([]byte))
	}
	return cmp.Compare(number(a), number(b))
}

func kindOf(v any) int {
	switch v.(type) {
	case string:
		return 1
	case []byte:
		return 2
	}
	return 0
}

// number returns a number; what is none is unknown, and all of that is equal.
func number(v any) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

// folded returns what names sort by: ASCII letters in lower case, other bytes as
// they are.
func folded(name string) string {
	folded := []byte(name)
	for i, b := range folded {
		if 'A' <= b && b <= 'Z' {
			folded[i] = b + 'a' - 'A'
		}
	}
	return string(folded)
}

// Names are in the order that people expect, on both engines and from page to page, in both
// Unicode forms. If an index of roster has another order, that one is taken.
func TestOrderOfNames(t *testing.T) { locales(t, testOrderOfNames) }

func testOrderOfNames(t *testing.T) {
	names := []string{"Zoe", "émile", "Emil", "Émile", "E\u0301milie", "Łukasz", "Lukas", "Luz", "Weiß", "Weisz", "Weiss", "Ødegaard", "Odin", "Kjær", "Kjaerulf", "Kjbr", "Đorđe", "Dora", "ÆGIR", "Œuvre", "Ёлка", "Ель", "李",
		"Team 10", "team 2", "Team 02b", "Team 2 North", "Équipe 3", "Equipe 20", "7", "1234567890123", "Team 0", "Team"}
	s := heroesCalled(t, names...)
	sorted := []string{"7", "1234567890123", "ÆGIR", "Dora", "Đorđe", "Emil", "émile", "Émile", "E\u0301milie", "Équipe 3", "Equipe 20", "Kjær", "Kjaerulf", "Kjbr", "Lukas", "Łukasz", "Luz", "Ødegaard", "Odin", "Œuvre", "Team", "Team 0", "team 2", "Team 2 North", "Team 02b", "Team 10", "Weiß", "Weiss", "Weisz", "Zoe", "Ёлка", "Ель", "李"}
	heroes := everyRow(t, query.Query{List: query.Heroes}, s.Reader().Heroes)
	heroes = slices.DeleteFunc(heroes, func(h model.Hero) bool { return h.ID.Compare(id(3)) <= 0 })
	mustBeCalled(t, sorted, heroes, func(h model.Hero) string { return h.Name })
	team := id(3)
	must(t, s, intent.Create{Teams: []model.Team{{Name: "Names"}}})
	var members []model.MembershipRef
	for _, h := range heroes {
		members = append(members, model.MembershipRef{LinkKey: model.LinkKey{TeamID: team, HeroID: h.ID}, Team: "Names", Hero: h.Name})
	}
	must(t, s, intent.Assign{Members: members, Standing: model.Active})
	for _, sort := range []query.Sort{query.ByName, query.ByStanding} {
		q := query.Query{List: query.Members, Of: team, Sort: sort}
		mustBeCalled(t, sorted, everyRow(t, q, s.Reader().Members), func(m model.Member) string { return m.Hero.Name })
	}
}

// everyRow returns the rows of a list, read four at a time.
func everyRow[R any](t *testing.T, q query.Query, read func(context.Context, query.Query, query.Seek) (query.Page[R], error)) []R {
	t.Helper()
	var rows []R
	for at := (query.Seek{Limit: 4}); ; {
		p, err := read(t.Context(), q, at)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, p.Rows...)
		if !p.After {
			return rows
		}
		at = query.Seek{Place: query.Next, Anchor: p.Anchors[len(p.Anchors)-1], Limit: 4}
	}
}

func mustBeCalled[R any](t *testing.T, want []string, rows []R, name func(R) string) {
	t.Helper()
	got := make([]string, len(rows))
	for i, r := range rows {
		got[i] = name(r)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
