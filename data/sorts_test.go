package data_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"roster/data/model"
	"roster/data/query"
)

// sortable are fields of every kind, with values that are not in the order in which they
// are written; the last ones are the same for many.
var sortable = map[string]struct {
	kind   string
	values []string
}{
	"joined":   {"DATE", []string{"'2024-02-29'", "'2025-12-31'", "'2019-01-02'"}},
	"seen":     {"TIMESTAMP", []string{"'2026-11-20 18:30:00'", "'2026-11-20 18:30:00.25'", "'2026-02-01 00:00:00'"}},
	"missions": {"INTEGER", []string{"12", "9", "-3", "100"}},
	"rating":   {"DOUBLE PRECISION", []string{"4.5", "10.25", "9", "-0.5"}},
	"remote":   {"BOOLEAN", []string{"TRUE", "FALSE"}},
	"role":     {"TEXT", []string{"'Medic'", "'medic'", "'scout'", "''", "'Älteste'", "'a scout'"}},
}

// withSortable returns a roster whose tables all have these fields, empty in some rows,
// and names that are not unique.
func withSortable(t *testing.T) string {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	r := rand.New(rand.NewPCG(7, 7))
	for id := range 16 {
		mustExec(t, db, fmt.Sprintf("INSERT INTO hero VALUES (%d, 'Hero %d', 'S', NULL)", id+10, r.IntN(7)))
		if id < 6 {
			mustExec(t, db, fmt.Sprintf("INSERT INTO team VALUES (%d, 'Team %d', '%s')", id+10, r.IntN(4), []string{"", "Base", "annex"}[id%3]))
		}
		for _, team := range []int{1, 2, 10 + id%6} {
			mustExec(t, db, fmt.Sprintf("INSERT INTO heroteamlink VALUES (%d, %d, %s)", team, id+10, []string{"TRUE", "FALSE"}[r.IntN(2)]))
		}
	}
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		for name, f := range sortable {
			mustExec(t, db, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", qualifiedName(t, table), name, f.kind))
		}
	}
	for _, name := range []string{"joined", "seen", "missions", "rating", "remote", "role"} {
		fill := func(table, row string) {
			if values := sortable[name].values; r.IntN(4) > 0 {
				mustExec(t, db, fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", table, name, values[r.IntN(len(values))], row))
			}
		}
		for id := range 26 {
			fill("team", fmt.Sprint("id = ", id))
			fill("hero", fmt.Sprint("id = ", id))
			for team := range 16 {
				fill("heroteamlink", fmt.Sprintf("hero_id = %d AND team_id = %d", id, team))
			}
		}
	}
	return path
}

// withField returns the model with what its rows have in a field, as that sorts.
func (m rowModel) withField(t *testing.T, path, name string) rowModel {
	db := other(t, path)
	read := func(columns, table string, take func(id, second model.ID, value any)) {
		expr := name
		switch sortable[name].kind {
		case "BOOLEAN":
			expr = byEngine(t, "+"+name, name+"::int")
		case "DATE", "TIMESTAMP":
			expr = byEngine(t, "''||"+name, name+"::text")
		}
		scanAll(t, db, "SELECT "+columns+", "+expr+" FROM "+table, func(row []any) {
			if text, ok := row[2].(string); ok {
				row[2] = folded(text)
			}
			take(id(row[0].(int64)), id(row[1].(int64)), row[2])
		})
	}
	read("id, id", "team", func(id, _ model.ID, value any) {
		m.teams[id] = person{name: m.teams[id].name, field: value}
	})
	read("id, id", "hero", func(id, _ model.ID, value any) {
		m.heroes[id] = person{name: m.heroes[id].name, age: m.heroes[id].age, field: value}
	})
	read("team_id, hero_id", "heroteamlink", func(team, hero model.ID, value any) {
		for i := range m.links {
			if m.links[i].key == (model.LinkKey{TeamID: team, HeroID: hero}) {
				m.links[i].field = value
			}
		}
	})
	return m
}

// Lists come in the order of any field, and of the counts, the same on every engine: what
// is empty last in both directions, page by page, however large the roster is.
func TestSortByAnyColumn(t *testing.T) { engines(t, testSortByAnyColumn) }

func testSortByAnyColumn(t *testing.T) {
	path := withSortable(t)
	for _, large := range []bool{false, true} {
		s := mustOpen(t, path)
		if large {
			s.Hasten()
			mustIndex(t, s)
		}
		for _, list := range []struct {
			list query.List
			of   model.ID
		}{{query.Teams, id(0)}, {query.Heroes, id(0)}, {query.Members, id(2)}, {query.Memberships, id(12)}} {
			orders := s.Reader().Orders(list.list)
			fields := len(sortable)
			if list.list == query.Members { // those of the heroes too
				fields *= 2
			}
			if got := len(orders) - len(list.list.Sorts()); got != fields {
				t.Fatalf("%d of the orders are by fields: %v", got, orders)
			}
			for _, order := range orders {
				m := modelOf(t, other(t, path))
				if order.Field != "" {
					m = m.withField(t, path, order.Field)
				}
				for _, status := range []query.StatusFilter{query.AnyStatus, query.OnlyTraining} {
					for _, desc := range []bool{false, true} {
						q := query.Query{List: list.list, Of: list.of, Status: status}
						q.SetOrder(order)
						q.Desc = desc
						if status == query.AnyStatus {
							listCheck{s, q, m.order(s, q)}.all(t, 7)
						} else {
							listCheck{s, q, m.order(s, q)}.forward(t, 2)
						}
						q.Filter = []string{strings.ToUpper("e"), "1"}
						listCheck{s, q, m.order(s, q)}.forward(t, 3)
					}
				}
			}
		}
	}
}

// A field that is gone by now leaves the order of the names.
func TestSortByNoField(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, m := mustOpen(t, path), modelOf(t, other(t, path))
	for _, list := range []query.List{query.Teams, query.Heroes, query.Members, query.Memberships} {
		q := query.Query{List: list, Of: id(1), Sort: query.ByField, Field: "gone"}
		want := q
		want.Sort = query.ByName
		for _, q.Sort = range []query.Sort{query.ByField, query.ByHeroField} {
			listCheck{s, q, m.order(s, want)}.all(t, 2)
		}
	}
}
