package data_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// planStep is one line of what EXPLAIN QUERY PLAN says.
type planStep struct {
	id, parent int
	detail     string
}

// planOf returns how the database would run a statement.
func planOf(t *testing.T, db *sql.DB, s sqllog.Statement) []planStep {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN "+s.SQL, s.Args...)
	if err != nil {
		t.Fatalf("%s: %v", s.SQL, err)
	}
	defer rows.Close()
	var plan []planStep
	for rows.Next() {
		var one planStep
		var unused int
		if err := rows.Scan(&one.id, &one.parent, &unused, &one.detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}

// planProblem returns what is wrong with a plan, "" if nothing: an index that is made
// for the query alone, or rows that are sorted although all of a table is read for
// them.
func planProblem(plan []planStep) string {
	for _, one := range plan {
		switch {
		case strings.Contains(one.detail, "AUTOMATIC"):
			return one.detail
		case strings.HasPrefix(one.detail, "USE TEMP B-TREE FOR ORDER BY"):
			for _, beside := range plan {
				if beside.parent == one.parent && scansTable(beside.detail) {
					return one.detail + " after " + beside.detail
				}
			}
		}
	}
	return ""
}

// scansTable reports whether a step reads all of a table or an index, not the few
// rows that other steps found.
func scansTable(detail string) bool {
	table, isScan := strings.CutPrefix(detail, "SCAN ")
	return isScan && slices.Contains([]string{"t", "h", "l", "c"}, strings.Fields(table)[0])
}

// TestPlans asks the log which statements the pages of every list, of a small
// roster and of a large one, were read with, and the database how it runs them.
func TestPlans(t *testing.T) {
	t.Parallel()
	large := largetest.Plain(t, schema(t), generate.Fit(25_000))
	for name, path := range map[string]string{"small": copyOf(t, "sqlmodel.db"), "large": large} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, path)
			if name == "small" {
				s.Hasten()
			}
			if plan := mustIndex(t, s); len(plan.Missing) != len(rosterIndexes) {
				t.Fatalf("indexes added: %v", plan.Missing)
			}
			must(t, s, intent.Create{Label: "New added", Teams: []model.Team{{Name: "New", Headquarters: "Here"}}})
			explained, db := map[string]bool{}, other(t, path)
			for _, list := range []struct {
				list query.List
				of   model.ID
			}{{query.Teams, id(0)}, {query.Heroes, id(0)}, {query.Members, id(generate.Largest)}, {query.Members, id(2)}, {query.Memberships, id(2)}, {query.History, id(0)}} {
				for _, q := range queries(list.list, list.of) {
					for _, q.Filter = range [][]string{nil, {"a"}, {"nobody"}} {
						if q.Filter != nil && q.Desc && name == "large" {
							continue // the small one has it
						}
						readAll(t, s, q)
						explainAll(t, s, db, explained)
					}
				}
			}
			if len(explained) < 100 {
				t.Errorf("only %d statements were explained", len(explained))
			}
		})
	}
}

// readAll reads every kind of page of a query.
func readAll(t *testing.T, s *data.Store, q query.Query) {
	t.Helper()
	if q.List == query.History {
		if _, err := s.History().Changes(t.Context(), q, query.Seek{Limit: 10}); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, place := range []query.Place{query.First, query.Last} {
		page := readPage(t, s, q, query.Seek{Place: place, Limit: 10})
		if len(page.ids) == 0 || place == query.Last {
			continue
		}
		at := len(page.ids) / 2
		for _, seek := range []query.Seek{
			{Place: query.Next, Anchor: page.anchors[at]}, {Place: query.Prev, Anchor: page.anchors[at]}, {Place: query.Around, ID: page.ids[at], HasID: true},
		} {
			seek.Limit, seek.Above, seek.Least = 10, 5, 3
			readPage(t, s, q, seek)
		}
	}
}

// explainAll checks the plans of the statements that were not seen before.
func explainAll(t *testing.T, s *data.Store, db *sql.DB, seen map[string]bool) {
	t.Helper()
	for _, statement := range s.Log().Recent(1000) {
		if !strings.HasPrefix(statement.SQL, "SELECT") || seen[statement.SQL] {
			continue
		}
		seen[statement.SQL] = true
		plan := planOf(t, db, statement)
		if why := planProblem(plan); why != "" {
			t.Errorf("%s\n%s\n%+v", why, statement.SQL, plan)
		}
	}
}

// A plan that sorts a table is found.
func TestPlansCanFail(t *testing.T) {
	db := other(t, copyOf(t, "sqlmodel.db"))
	for _, query := range []string{
		"SELECT h.id FROM hero AS h ORDER BY lower(h.name) LIMIT 10",
		"SELECT h.id FROM hero AS h WHERE h.id > 1 AND h.id + 0 > 1 UNION ALL SELECT * FROM (SELECT h.id FROM hero AS h ORDER BY h.secret_name LIMIT 5)",
	} {
		if planProblem(planOf(t, db, sqllog.Statement{SQL: query})) == "" {
			t.Errorf("nothing is wrong with %s", query)
		}
	}
}

// What a server reads a large roster with: what is beyond a row is found in the index,
// a filter looks at no hero, and the members of a team are hashed. Under other names, and
// with a link that has an id of its own, a server reads the same way.
func TestPostgresPlans(t *testing.T) { postgresOnly(t, testPostgresPlans) }

func testPostgresPlans(t *testing.T) {
	url := largetest.Postgres(t, schema(t), generate.Fit(30_000))
	db := other(t, url)
	t.Run("roster's names", func(t *testing.T) { mustReadByIndex(t, mustOpen(t, url), db) })
	t.Run("adopted", func(t *testing.T) {
		v := variants()[2]
		v.apply(t, url)
		s := mustOpen(t, url, v.opened)
		mustIndex(t, s)
		mustExec(t, db, "ANALYZE")
		mustReadByIndex(t, s, db)
	})
}

// mustReadByIndex checks what a server reads the lists of a large roster with.
func mustReadByIndex(t *testing.T, s *data.Store, db *sql.DB) {
	t.Helper()
	for _, test := range []struct {
		query query.Query
		want  []string
	}{
		{query.Query{List: query.Heroes}, []string{"using roster_hero_name", "id) > ROW("}},
		{query.Query{List: query.Heroes, Filter: []string{"a"}}, []string{"Index Only Scan using roster_hero_name", "id) > ROW("}},
		{query.Query{List: query.Heroes, Filter: []string{"a"}, Sort: query.ByAge}, []string{"Index Only Scan using roster_hero_age", "id) > ROW("}},
		{query.Query{List: query.Members, Of: id(generate.Largest)}, []string{"Index Only Scan using roster_hero_name", "id) > ROW(", "hashed SubPlan"}},
	} {
		first := readPage(t, s, test.query, query.Seek{Limit: 10})
		readPage(t, s, test.query, query.Seek{Place: query.Next, Anchor: first.anchors[9], Limit: 10, Least: 5})
		last := s.Log().Recent(1)[0]
		plan := strings.Join(lines(t, db, "EXPLAIN "+last.SQL, uncut(last.Args)...), "\n")
		for _, want := range test.want {
			if !strings.Contains(plan, want) {
				t.Errorf("%+v is not read with %q:\n%s", test.query, want, plan)
			}
		}
	}
}

// uncut returns arguments of the log with a short one for each that it cut, which may be
// half a pattern.
func uncut(args []any) []any {
	whole := slices.Clone(args)
	for i, arg := range whole {
		if text, isText := arg.(string); isText && strings.HasSuffix(text, " bytes)") {
			whole[i] = "a"
		}
	}
	return whole
}
