package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roster/data"
	"roster/data/index"
	"roster/data/model"
	"roster/data/query"
)

// listPage is a page of any list, its rows by their ids.
type listPage struct {
	ids           []model.ID
	anchors       []query.Anchor
	before, after bool
}

// readPage reads a page.
func readPage(t checker, s *data.Store, q query.Query, at query.Seek) listPage {
	t.Helper()
	l, err := map[query.List]func() (listPage, error){
		query.Teams: func() (listPage, error) {
			return listPageOf(s.Reader().Teams(t.Context(), q, at))(func(r model.Team) model.ID { return r.ID })
		},
		query.Heroes: func() (listPage, error) {
			return listPageOf(s.Reader().Heroes(t.Context(), q, at))(func(r model.Hero) model.ID { return r.ID })
		},
		query.Members: func() (listPage, error) {
			return listPageOf(s.Reader().Members(t.Context(), q, at))(func(r model.Member) model.ID { return r.Hero.ID })
		},
		query.Memberships: func() (listPage, error) {
			return listPageOf(s.Reader().Memberships(t.Context(), q, at))(func(r model.Membership) model.ID { return r.Team.ID })
		},
		query.Trainees: func() (listPage, error) {
			return listPageOf(s.Reader().Trainees(t.Context(), q, at))(func(r query.Trainee) model.ID { return r.Hero.ID })
		},
	}[q.List]()
	if err != nil {
		t.Fatalf("%+v at %+v: %v", q, at, err)
	}
	return l
}

func listPageOf[R any](p query.Page[R], err error) func(id func(R) model.ID) (listPage, error) {
	return func(id func(R) model.ID) (listPage, error) {
		l := listPage{anchors: p.Anchors, before: p.Before, after: p.After}
		for _, row := range p.Rows {
			l.ids = append(l.ids, id(row))
		}
		return l, err
	}
}

// checker is what the checks of pages need of a test, or of one of rapid's.
type checker interface {
	Helper()
	Fatalf(format string, args ...any)
	Context() context.Context
}

// listCheck is one query of a store, with the answer that is right.
type listCheck struct {
	s    *data.Store
	q    query.Query
	want []model.ID
}

// forward reads the list page by page from the first row.
func (r listCheck) forward(t checker, limit int) {
	t.Helper()
	start := 0
	for at := (query.Seek{Place: query.First, Limit: limit}); ; at.Place = query.Next {
		page := readPage(t, r.s, r.q, at)
		r.mustBe(t, at, page, start, min(start+limit, len(r.want)))
		if !page.after {
			return
		}
		start, at.Anchor = start+limit, page.anchors[limit-1]
	}
}

// backward reads the list page by page from the last row.
func (r listCheck) backward(t checker, limit int) {
	t.Helper()
	end := len(r.want)
	for at := (query.Seek{Place: query.Last, Limit: limit}); ; at.Place = query.Prev {
		page := readPage(t, r.s, r.q, at)
		r.mustBe(t, at, page, max(0, end-limit), end)
		if !page.before {
			return
		}
		end, at.Anchor = end-limit, page.anchors[0]
	}
}

// patchily reads the list with pages that may be as short as least, from either
// end. Of such a page it is not known whether it is the last.
func (r listCheck) patchily(t checker, limit, least int) {
	t.Helper()
	start := 0
	for at := (query.Seek{Place: query.First, Limit: limit, Least: least}); ; at.Place = query.Next {
		page := readPage(t, r.s, r.q, at)
		end := min(start+limit, len(r.want))
		if n := len(page.ids); page.after && n >= least {
			end = min(end, start+n)
			page.after = end < len(r.want)
		}
		r.mustBe(t, at, page, start, end)
		if !page.after {
			break
		}
		start, at.Anchor = end, page.anchors[len(page.anchors)-1]
	}
	end := len(r.want)
	for at := (query.Seek{Place: query.Last, Limit: limit, Least: least}); ; at.Place = query.Prev {
		page := readPage(t, r.s, r.q, at)
		start := max(0, end-limit)
		if n := len(page.ids); page.before && n >= least {
			start = max(start, end-n)
			page.before = start > 0
		}
		r.mustBe(t, at, page, start, end)
		if !page.before {
			return
		}
		end, at.Anchor = start, page.anchors[0]
	}
}

// around reads the list around each of its rows.
func (r listCheck) around(t checker, limit int) {
	t.Helper()
	for i, id := range r.want {
		at := query.Seek{Place: query.Around, ID: id, HasID: true, Limit: limit, Above: limit / 2}
		r.mustBe(t, at, readPage(t, r.s, r.q, at), max(0, i-limit/2), min(len(r.want), i-limit/2+limit))
	}
}

// mustBe checks that a page holds the rows from start to end of the whole, and
// knows of the others.
func (r listCheck) mustBe(t checker, at query.Seek, page listPage, start, end int) {
	t.Helper()
	if !slices.Equal(page.ids, r.want[start:end]) {
		t.Fatalf("%+v at %+v: rows %v, want %v of %v", r.q, at, page.ids, r.want[start:end], r.want)
	}
	if page.before != (start > 0) || page.after != (end < len(r.want)) {
		t.Fatalf("%+v at %+v: before %v, after %v around %d to %d of %d rows", r.q, at, page.before, page.after, start, end, len(r.want))
	}
}

// counts compares the count, and the rank of each row.
func (r listCheck) counts(t checker) {
	t.Helper()
	if n, err := r.s.Reader().Count(t.Context(), r.q); err != nil || n != int64(len(r.want)) {
		t.Fatalf("%+v: counted %d (%v), want %d", r.q, n, err, len(r.want))
	}
	for i, anchor := range readPage(t, r.s, r.q, query.Seek{Limit: 1000}).anchors {
		if rank, err := r.s.Reader().Rank(t.Context(), r.q, anchor); err != nil || rank != int64(i) {
			t.Fatalf("%+v: rank %d (%v), want %d", r.q, rank, err, i)
		}
	}
}

// all does every check with one size of pages.
func (r listCheck) all(t checker, limit int) {
	t.Helper()
	r.forward(t, limit)
	r.backward(t, limit)
	r.around(t, limit)
	r.patchily(t, limit, max(1, limit/3))
	r.counts(t)
}

// queries returns every query of a list that offers it, without filters.
func queries(list query.List, of model.ID) []query.Query {
	var all []query.Query
	for _, sort := range list.Sorts() {
		for _, status := range list.StatusFilters() {
			for _, desc := range []bool{false, true} {
				all = append(all, query.Query{List: list, Of: of, Status: status, Sort: sort, Desc: desc})
			}
		}
	}
	return all
}

func TestPagesOfDirtyRows(t *testing.T) {
	t.Parallel()
	path := copyOf(t, "dirty.db")
	s, m := mustOpen(t, path), modelOf(t, other(t, path))
	lists := []struct {
		name string
		list query.List
		of   model.ID
	}{
		{"Teams", query.Teams, id(0)}, {"Heroes", query.Heroes, id(0)},
		{"MembersOfMany", query.Members, id(2)}, {"MembersOfMissingTeam", query.Members, id(404)}, {"MembersOfNobody", query.Members, id(10)},
		{"MembershipsOfMany", query.Memberships, id(14)}, {"MembershipsOfMissingHero", query.Memberships, id(405)},
	}
	for _, list := range lists {
		t.Run(list.name, func(t *testing.T) {
			for _, q := range queries(list.list, list.of) {
				whole := listCheck{s, q, m.order(s, q)}
				for _, limit := range []int{1, 100} {
					whole.forward(t, limit)
					whole.backward(t, limit)
				}
				whole.all(t, 7)
				for _, q.Filter = range [][]string{{"r"}, {"u", "N"}, {"é"}} {
					filtered := listCheck{s, q, m.order(s, q)}
					filtered.forward(t, 2)
					filtered.backward(t, 2)
				}
			}
		})
	}
}

// rowGenerators is what random databases are made of: short names, so that many are
// alike.
type rowGenerators struct {
	names       *rapid.Generator[string]
	ages, flags *rapid.Generator[any]
}

// What a file may hold, and what a server lets in.
var (
	dirtyRows = rowGenerators{
		namesOf("aAbBzZ_%\x00éÉßßσΣж Ж\u01c4\u01c5\u01c6"),
		rapid.SampledFrom([]any{nil, nil, int64(7), int64(30), int64(-1), 4.5, 30.5, "abc", "", []byte{1}}),
		rapid.SampledFrom([]any{0, 0, 1, 2, "x"}),
	}
	cleanRows = rowGenerators{
		namesOf("aAbBzZ_%éÉßßσΣж Ж\u01c4\u01c5\u01c6"),
		rapid.SampledFrom([]any{nil, nil, int64(7), int64(30), int64(-1)}),
		rapid.SampledFrom([]any{false, false, true}),
	}
)

func namesOf(letters string) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 1, 3, -1)
}

func TestPagesOfRandomRows(t *testing.T) { locales(t, testPagesOfRandomRows) }

func testPagesOfRandomRows(t *testing.T) {
	newStore := emptied(t)
	rapid.Check(t, func(r *rapid.T) {
		loose := rapid.Bool().Draw(r, "loose")
		s, db := newStore(r, loose, isPostgres(t) && rapid.Bool().Draw(r, "hasty"))
		m := fill(t, r, db)
		if !loose {
			m = sound(t, db)
		}
		for range 3 {
			q := randomQuery(r)
			limit := rapid.SampledFrom([]int{1, 2, 7, 100}).Draw(r, "limit")
			listCheck{s, q, m.order(s, q)}.all(r, limit)
		}
	})
}

// emptied returns a function that returns a store of a database with no rows, and the
// database as another program has it. If it is loose, nothing holds memberships to
// the heroes and teams that there are, and a server knows that. On a server the
// databases, which take long to make, are used again for the next check.
func emptied(t *testing.T) func(r *rapid.T, loose, hasty bool) (*data.Store, *sql.DB) {
	if !isPostgres(t) {
		folder, made := t.TempDir(), 0
		return func(r *rapid.T, _, _ bool) (*data.Store, *sql.DB) {
			made++
			path := filepath.Join(folder, fmt.Sprint(made, ".db"))
			s := mustOpen(t, path, create)
			db, err := openOther(t, path)
			if err != nil {
				t.Fatal(err)
			}
			r.Cleanup(func() {
				mustClose(t, s)
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			return s, db
		}
	}
	type served struct {
		db           *sql.DB
		store, hasty *data.Store
	}
	databases := map[bool]served{}
	for _, loose := range []bool{false, true} {
		url := newPath(t)
		db := other(t, url)
		mustClose(t, mustOpen(t, url, create))
		if loose {
			mustExec(t, db, "ALTER TABLE heroteamlink DROP CONSTRAINT heroteamlink_hero_id_fkey, DROP CONSTRAINT heroteamlink_team_id_fkey")
		}
		databases[loose] = served{db, mustOpen(t, url), mustOpen(t, url)}
		databases[loose].hasty.Hasten()
	}
	return func(_ *rapid.T, loose, hasty bool) (*data.Store, *sql.DB) {
		d := databases[loose]
		mustExec(t, d.db, "DELETE FROM heroteamlink; DELETE FROM hero; DELETE FROM team")
		if hasty {
			return d.hasty, d.db
		}
		return d.store, d.db
	}
}

// fill writes random rows, ids with gaps and links that dangle among them.
func fill(t *testing.T, r *rapid.T, db *sql.DB) rowModel {
	g := dirtyRows
	if isPostgres(t) {
		g = cleanRows
	}
	mustExec(t, db, "BEGIN")
	ids := rapid.SliceOfNDistinct(rapid.Int64Range(1, 40), 0, 12, rapid.ID)
	for _, id := range ids.Draw(r, "teams") {
		mustExec(t, db, "INSERT INTO team VALUES ($1, $2, '')", id, g.names.Draw(r, "name"))
	}
	for _, id := range ids.Draw(r, "heroes") {
		mustExec(t, db, "INSERT INTO hero VALUES ($1, $2, 'aé', $3)", id, g.names.Draw(r, "name"), g.ages.Draw(r, "age"))
	}
	for _, n := range rapid.SliceOfNDistinct(rapid.Int64Range(0, 8*8-1), 0, 30, rapid.ID).Draw(r, "links") {
		mustExec(t, db, "INSERT INTO heroteamlink VALUES ($1, $2, $3)", n/8+1, n%8+1, g.flags.Draw(r, "flag"))
	}
	mustExec(t, db, "COMMIT")
	return modelOf(t, db)
}

// sound removes the memberships of no one, which a foreign key would not have let
// in.
func sound(t *testing.T, db *sql.DB) rowModel {
	mustExec(t, db, "DELETE FROM heroteamlink WHERE hero_id NOT IN (SELECT id FROM hero) OR team_id NOT IN (SELECT id FROM team)")
	return modelOf(t, db)
}

// The same pages come out of a database that is read as a large one is, with the
// indexes of roster or some of them.
func TestPagesOfRandomLargeRosters(t *testing.T) {
	t.Parallel()
	newStore := emptied(t)
	rapid.Check(t, func(r *rapid.T) {
		s, db := newStore(r, false, false)
		m := fill(t, r, db)
		if rapid.Bool().Draw(r, "sound") { // else nearly every team has a membership of no one
			mustExec(t, db, "INSERT OR IGNORE INTO hero WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8) SELECT i, char(96 + i % 3), '', nullif(i % 4, 0) FROM n")
			m = modelOf(t, db)
		}
		s.Hasten()
		mustIndex(t, s)
		for _, index := range rapid.SliceOfN(rapid.SampledFrom(rosterIndexes), 0, 2).Draw(r, "dropped") {
			mustExec(t, db, "DROP INDEX IF EXISTS "+index)
		}
		if _, err := s.PlanIndexes(t.Context()); err != nil { // it looks which there are
			t.Fatal(err)
		}
		limit := rapid.SampledFrom([]int{1, 2, 7, 100}).Draw(r, "limit")
		right := func(q query.Query) listCheck {
			if _, err := s.Reader().HasDanglingMembers(r.Context(), q); err != nil {
				t.Fatal(err)
			}
			return listCheck{s, q, m.order(s, q)}
		}
		for _, q := range queries(query.Members, id(rapid.Int64Range(1, 8).Draw(r, "team"))) {
			right(q).forward(r, limit)
		}
		right(randomQuery(r)).all(r, limit)
	})
}

// rosterIndexes are the indexes that roster adds.
var rosterIndexes = []string{"roster_hero_name", "roster_team_name", "roster_heroteamlink_hero", "roster_heroteamlink_training"}

// mustIndex adds the indexes that roster offers.
func mustIndex(t testing.TB, s *data.Store) index.Plan {
	t.Helper()
	plan, err := s.PlanIndexes(t.Context())
	if err == nil {
		err = s.AddIndexes(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func randomQuery(r *rapid.T) query.Query {
	list := rapid.SampledFrom([]query.List{query.Teams, query.Heroes, query.Members, query.Memberships}).Draw(r, "list")
	q := rapid.SampledFrom(queries(list, id(rapid.Int64Range(1, 8).Draw(r, "of")))).Draw(r, "query")
	// One letter each: of longer terms, only some spellings are tried.
	letters := rapid.SampledFrom([]string{"a", "B", "_", "%", "é", "É", "ß", "σ", "Ж", "\u01c5", "\u01c6"})
	q.Filter = rapid.SliceOfN(letters, 0, 2).Draw(r, "filter")
	return q
}

// A row that went leaves its place, if its anchor is known, and the first page
// if it is not.
func TestPageAroundRowThatWent(t *testing.T) {
	for _, q := range []query.Query{
		{List: query.Heroes}, {List: query.Heroes, Desc: true}, {List: query.Heroes, Sort: query.ByAge}, {List: query.Heroes, Sort: query.ByAge, Desc: true},
		{List: query.Members, Of: id(2)}, {List: query.Members, Of: id(2), Sort: query.ByStanding}, {List: query.Members, Of: id(2), Sort: query.ByStanding, Desc: true},
	} {
		for _, fromEnd := range []int{0, 1, 9, -1, -2} {
			t.Run(fmt.Sprintf("%+v/%d", q, fromEnd), func(t *testing.T) {
				path := copyOf(t, "dirty.db")
				s, db := mustOpen(t, path), other(t, path)
				whole := readPage(t, s, q, query.Seek{Limit: 100})
				i := (fromEnd + len(whole.ids)) % len(whole.ids)
				at := query.Seek{Place: query.Around, ID: whole.ids[i], HasID: true}
				mustExec(t, db, "DELETE FROM hero WHERE id = ?", at.ID.Stored())
				mustExec(t, db, "DELETE FROM heroteamlink WHERE hero_id = ?", at.ID.Stored())
				rest := listCheck{s, q, slices.Delete(whole.ids, i, i+1)}
				for _, at.Limit = range []int{2, 7, 100} {
					at.Above, at.Anchor = at.Limit/2, whole.anchors[i]
					rest.mustBe(t, at, readPage(t, s, q, at), max(0, i-at.Limit/2), min(len(rest.want), i-at.Limit/2+at.Limit))
					at.Anchor = query.Anchor{}
					rest.mustBe(t, at, readPage(t, s, q, at), 0, min(at.Limit, len(rest.want)))
				}
			})
		}
	}
}
