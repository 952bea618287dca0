package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// verify checks that the names which the change depends on still fit, those of
// rows that it inserts itself left out.
func (s *Store) verify(ctx context.Context, c conn, change *Change) error {
	made := s.inserted(change.Edits)
	want := slices.DeleteFunc(slices.Clone(change.Names), func(n Name) bool { return made[reference(n.Table, n.ID)] })
	slices.SortFunc(want, func(a, b Name) int { // teams first
		return cmp.Or(cmp.Compare(b.Table, a.Table), cmp.Compare(a.ID, b.ID))
	})
	var conflict Conflict
	if err := s.compareNames(ctx, c, want, &conflict); err != nil {
		return err
	}
	return conflict.orNil()
}

// compareNames adds to conflict the rows that have another name by now.
func (s *Store) compareNames(ctx context.Context, c conn, names []Name, conflict *Conflict) error {
	now, err := s.namesNow(ctx, c, names)
	if err != nil {
		return err
	}
	for _, n := range names {
		// A row that does not exist fits an empty name: its links dangle.
		if is := now[reference(n.Table, n.ID)]; text(is) != head(n.Name) {
			conflict.misnamed(n.Table, n.ID, n.Name, is)
		}
	}
	return nil
}

// inserted returns the teams and heroes that the edits insert.
func (s *Store) inserted(edits []Edit) map[Name]bool {
	made := map[Name]bool{}
	for _, e := range edits {
		if e.Before == nil && e.Table != linkTable {
			id := e.After[s.catalog().table(e.Table).key[0]]
			made[reference(e.Table, id)] = true
		}
	}
	return made
}

// misnamed adds a row whose name is not what it was. The name is nil now where
// there is no such row.
func (c *Conflict) misnamed(kind string, id int64, was string, now any) {
	if now == nil {
		c.add("%s %d, %q, no longer exists", kind, id, brief(was))
		return
	}
	c.add("%s %d is now %q, no longer %q", kind, id, brief(text(now)), brief(was))
}

// namesNow reads the names of these teams and heroes, by what identifies them;
// those that do not exist are not in the answer.
func (s *Store) namesNow(ctx context.Context, c conn, rows []Name) (map[Name]any, error) {
	now := make(map[Name]any, len(rows))
	err := chunks(s.dialect, rows, 1, func(rows []Name) error {
		var sql statement
		for _, table := range []string{teamTable, heroTable} {
			var ids []any
			for _, row := range rows {
				if row.Table == table {
					ids = append(ids, row.ID)
				}
			}
			if len(ids) == 0 {
				continue
			}
			if sql.Len() > 0 {
				sql.add(" UNION ALL ")
			}
			sql.add("SELECT '", table, "', id, ", s.dialect.shown("name", textType), " FROM ", s.dialect.relation(table), " WHERE ")
			s.dialect.among(&sql, "id", ids)
		}
		defer c.steps.add(len(rows))
		return c.query(ctx, 3, func(row cells) error {
			now[reference(text(row[0]), row[1])] = trimmed(row[2])
			return nil
		}, sql.String(), sql.args...)
	})
	return now, err
}

// explain reads the rows of a clash as they are now, and says what is in the
// way.
func (s *Store) explain(ctx context.Context, c *clash) error {
	var conflict Conflict
	r := s.read("Conflict")
	for _, t := range s.catalog().tables {
		edits := slices.DeleteFunc(slices.Clone(c.edits), func(e Edit) bool {
			// A key that the database is yet to give is in nobody's way.
			return e.Table != t.name || slices.ContainsFunc(e.row().pick(t.key), unsettled)
		})
		err := chunks(s.dialect, edits, len(t.key), func(edits []Edit) error {
			now, err := s.current(ctx, r, &t, edits)
			for _, e := range edits {
				if err == nil {
					s.blame(&t, e, now[keyText(&t, e.row())], c.names, &conflict)
				}
			}
			return err
		})
		if err != nil {
			return s.dialect.failure(err)
		}
	}
	if conflict.Count == 0 {
		if err := s.blameReferences(ctx, r, c, &conflict); err != nil {
			return s.dialect.failure(err)
		}
	}
	return &conflict
}

// current reads the rows of the edits as they are, by the text of their key.
func (s *Store) current(ctx context.Context, r conn, t *table, edits []Edit) (map[string]Row, error) {
	keys := make([][]any, len(edits))
	for i, e := range edits {
		keys[i] = e.row().pick(t.key)
	}
	var sql statement
	sql.add("SELECT ")
	sql.rawColumns(s.dialect, "r.", t)
	sql.add(" FROM ")
	s.dialect.source(&sql, t.typesAt(t.key), keys)
	sql.add(" JOIN ", aliased(s.dialect, t.name, "r"))
	s.joinBefores(&sql, " ON ", t, "r", nil)
	now := make(map[string]Row, len(edits))
	err := r.query(ctx, len(t.columns), func(row cells) error {
		now[keyText(t, Row(row))] = Row(row)
		return nil
	}, sql.String(), sql.args...)
	return now, err
}

// unsettled tells whether a key is yet to be given by the database.
func unsettled(v any) bool {
	_, isInt := v.(int64)
	return !isInt
}

// row returns the row that an edit is about: as it was, else as it is to be.
func (e Edit) row() Row {
	if e.Before != nil {
		return e.Before
	}
	return e.After
}

func keyText(t *table, row Row) string { return fmt.Sprint(row.pick(t.key)...) }

// blame adds to conflict what is wrong with one row.
func (s *Store) blame(t *table, e Edit, now Row, names nameIndex, conflict *Conflict) {
	who := rowName(t, e.row(), names)
	switch {
	case e.Before == nil && now != nil:
		conflict.add("%s", s.taken(t, e.After, now, who))
	case e.Before != nil && now == nil:
		conflict.add("%s no longer exists", who)
	case e.Before != nil:
		for _, p := range e.matched(t) {
			if same(e.Before[p], now[p]) {
				continue
			}
			conflict.add("%s has changed since: %s", who, s.describeValue(t, p, now[p]))
			return
		}
	}
}

// taken says that a new row's place is not free.
func (s *Store) taken(t *table, want, now Row, who string) string {
	if name := t.position("name"); name >= 0 && !same(want[name], now[name]) {
		return fmt.Sprintf("the id of %s, %d, belongs to %q now", who, integer(now[t.key[0]]), brief(text(now[name])))
	}
	return who + " exists already"
}

// matched returns the columns that must hold what they held before: all of them
// in a deletion, those that change, and the name, in an update.
func (e Edit) matched(t *table) []int {
	if e.After == nil {
		return e.Before.known()
	}
	if name := t.position("name"); name >= 0 {
		return append(e.changed(), name)
	}
	return e.changed()
}

func (s *Store) describeValue(t *table, p int, v any) string {
	_, flag := s.linkColumns()
	switch {
	case t.name == linkTable && p == flag:
		return "now " + StandingOf(truth(v)).String()
	case t.isSecret(p):
		return "another secret name"
	case v == nil:
		return brief(t.columns[p]) + " is now empty"
	}
	return fmt.Sprintf("%s is now %q", brief(t.columns[p]), brief(t.printed(p, v)))
}

// nameIndex finds a name by its table and id; the name in the key is left out.
type nameIndex map[Name]string

func indexNames(names []Name) nameIndex {
	index := make(nameIndex, len(names))
	for _, n := range names {
		index[reference(n.Table, n.ID)] = n.Name
	}
	return index
}

// of returns the name that a row had, or its kind and id.
func (x nameIndex) of(table string, id int64) string {
	return nameOr(x[reference(table, id)], table, id)
}

// rowName names a row for people: the name if it has one, else its key; a
// membership by the names of its hero and team.
func rowName(t *table, row Row, names nameIndex) string {
	if t.name != linkTable {
		return nameOr(text(row[t.position("name")]), t.name, integer(row[t.key[0]]))
	}
	find := func(kind, column string) string {
		return names.of(kind, integer(row[t.position(column)]))
	}
	return membershipName(find(teamTable, "team_id"), find(heroTable, "hero_id"))
}

func membershipName(team, hero string) string { return hero + "'s membership of " + team }
