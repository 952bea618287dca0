package data

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// clash is the failure of a statement because of the rows that it found.
type clash struct {
	edits []Edit
	names nameIndex
	cause error
}

// errStale is the cause of a clash where a statement did not find its rows.
var errStale = errors.New("data: rows are not what they were")

func (c *clash) Error() string { return c.cause.Error() }
func (c *clash) Unwrap() error { return c.cause }

// write issues the edits in their order, neighbours of one shape together. The
// ids and defaults that the database gives are written into the change. With
// strict, an update also matches the row's name: ids are used again.
func (s *Store) write(ctx context.Context, c conn, change *Change, strict bool) error {
	c.steps = newSteps(ctx, len(change.Names)+len(change.Edits))
	if err := s.verify(ctx, c, change); err != nil {
		return err
	}
	edits := change.Edits
	for start := 0; start < len(edits); {
		end := start + 1
		for end < len(edits) && alike(edits[start], edits[end]) {
			end++
		}
		if err := s.writeAlike(ctx, c, edits, start, end, strict); err != nil {
			return s.asClash(err, change)
		}
		start = end
	}
	return nil
}

// asClash returns a clash about the whole change where the failure is the rows'
// own: one statement fails, but all the rows in the way are to be named.
func (s *Store) asClash(err error, change *Change) error {
	if wrong := s.brokenRule(err); wrong != nil {
		return wrong
	}
	if !errors.Is(err, errStale) && !s.dialect.duplicate(err) && !s.isHeld(err) {
		return err
	}
	return &clash{edits: change.Edits, names: indexNames(s.namesIn(change)), cause: err}
}

// namesIn returns the names that the change depends on, and those of the teams
// and heroes that it edits.
func (s *Store) namesIn(change *Change) []Name {
	names, cat := slices.Clone(change.Names), s.tablesOf(change)
	for _, e := range change.Edits {
		t, row := cat.table(e.Table), e.row()
		if id := row[t.key[0]]; t.name != linkTable && !unsettled(id) {
			names = append(names, Name{Table: t.name, ID: integer(id), Name: text(row[t.position("name")])})
		}
	}
	return names
}

// alike tells whether one statement can write both edits. A new row that the
// database completes has a statement of its own, which returns it.
func alike(a, b Edit) bool {
	if a.Table != b.Table || (a.Before == nil) != (b.Before == nil) || (a.After == nil) != (b.After == nil) {
		return false
	}
	switch {
	case a.Before == nil:
		return a.After.complete() && b.After.complete()
	case a.After == nil:
		return slices.Equal(a.Before.known(), b.Before.known())
	}
	return slices.Equal(a.changed(), b.changed())
}

// writeAlike writes edits[start:end], which are alike.
func (s *Store) writeAlike(ctx context.Context, c conn, edits []Edit, start, end int, strict bool) error {
	part := edits[start:end]
	t := s.catalog().table(part[0].Table)
	switch {
	case part[0].Before == nil:
		for _, e := range part {
			if err := s.resolve(e.After, edits); err != nil {
				return err
			}
		}
		if err := s.makeRoom(ctx, c, t, part); err != nil {
			return err
		}
		return chunks(s.dialect, part, len(t.columns), func(part []Edit) error { return s.insert(ctx, c, t, part) })
	case part[0].After == nil:
		if err := s.unheld(ctx, c, t, part); err != nil {
			return err
		}
		return s.rewrite(ctx, c, t, part, nil, part[0].Before.known())
	}
	set := part[0].changed()
	if len(set) == 0 {
		return nil
	}
	match := set
	if name := t.position("name"); strict && name >= 0 && !slices.Contains(set, name) {
		match = append(slices.Clone(set), name)
	}
	return s.rewrite(ctx, c, t, part, set, match)
}

// makeRoom keeps the database from giving the ids of these new rows to others.
func (s *Store) makeRoom(ctx context.Context, c conn, t *table, edits []Edit) error {
	last, some := int64(0), false
	if t.name == linkTable {
		return nil
	}
	for _, e := range edits {
		if id := e.After[t.key[0]]; !unsettled(id) {
			last, some = max(last, integer(id)), true
		}
	}
	if !some {
		return nil
	}
	return s.dialect.advance(ctx, c, t, last)
}

// resolve replaces each [newID] by the id that the database gave.
func (s *Store) resolve(row Row, edits []Edit) error {
	for i, v := range row {
		n, ok := v.(newID)
		if !ok {
			continue
		}
		made := edits[n]
		if row[i] = made.After[s.catalog().table(made.Table).key[0]]; row[i] == (any)(absent{}) {
			return fmt.Errorf("data: edit %d has no id yet", n)
		}
	}
	return nil
}

// insert writes new rows. A row that is not complete comes alone, and is filled
// in from what the database made of it.
func (s *Store) insert(ctx context.Context, c conn, t *table, edits []Edit) error {
	defer c.steps.add(len(edits))
	known := edits[0].After.known()
	var sql statement
	sql.add("INSERT INTO ", s.dialect.relation(t.name), " (")
	sql.names("", t, known)
	sql.add(")")
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = t.arguments(e.After, known)
	}
	s.dialect.newRows(&sql, t.typesAt(known), rows)
	if edits[0].After.complete() {
		n, err := c.exec(ctx, sql.String(), sql.args...)
		if err == nil && n != int64(len(edits)) {
			return ignored(t)
		}
		return err
	}
	sql.add(" RETURNING ")
	sql.rawColumns(s.dialect, "", t)
	err := c.query(ctx, len(t.columns), func(row cells) error {
		copy(edits[0].After, row)
		return nil
	}, sql.String(), sql.args...)
	if err == nil && !edits[0].After.complete() {
		return ignored(t)
	}
	return err
}

// ignored says that a trigger had the database leave new rows out, without an error:
// RAISE(IGNORE) in SQLite, RETURN NULL on a server.
func ignored(t *table) error {
	return fail(Foreign, nil, "Nothing was changed: a trigger of the table %q left the new row out. Ask who made it, or remove it with another program.", t.name)
}

// rewrite updates the columns set, or deletes the rows where there are none,
// wherever the columns match hold what they held before. It is a clash when
// that is not so for every row.
func (s *Store) rewrite(ctx context.Context, c conn, t *table, edits []Edit, set, match []int) error {
	return chunks(s.dialect, edits, len(t.key)+len(set)+len(match), func(edits []Edit) error {
		var sql statement
		switch {
		case len(edits) == 1:
			s.rewriteOne(&sql, t, edits[0], set, match)
		case len(set) == 0:
			s.deleteMany(&sql, t, edits, match)
		default:
			s.updateMany(&sql, t, edits, set, match)
		}
		n, err := c.exec(ctx, sql.String(), sql.args...)
		if err == nil && n != int64(len(edits)) {
			return errStale
		}
		c.steps.add(len(edits))
		return err
	})
}

func (s *Store) rewriteOne(sql *statement, t *table, e Edit, set, match []int) {
	if len(set) == 0 {
		sql.add("DELETE FROM ", s.dialect.relation(t.name))
	} else {
		sql.add("UPDATE ", s.dialect.relation(t.name), " SET ")
		for i, p := range set {
			sql.add(comma(i), quote(t.columns[p]), " = ", s.dialect.typed(sql.arg(t.argument(e.After, p)), t.types[p]))
		}
	}
	var conditions []string
	for _, p := range t.key {
		conditions = append(conditions, quote(t.columns[p])+" = "+sql.arg(e.Before[p]))
	}
	for _, p := range without(match, t.key) {
		conditions = append(conditions, s.dialect.same(quote(t.columns[p]), t.types[p], sql.arg(t.argument(e.Before, p))))
	}
	sql.add(" WHERE ", conjunction(conditions))
}

func (s *Store) updateMany(sql *statement, t *table, edits []Edit, set, match []int) {
	match = without(match, t.key)
	sql.add("UPDATE ", s.dialect.relation(t.name), " SET ")
	for i, p := range set {
		sql.add(comma(i), quote(t.columns[p]), " = ", s.dialect.typed(column(len(t.key)+len(match)+i), t.types[p]))
	}
	sql.add(" FROM ")
	s.dialect.source(sql, t.typesAt(t.key, match, set), befores(t, edits, match, set))
	s.joinBefores(sql, " WHERE ", t, quote(t.name), match)
}

func (s *Store) deleteMany(sql *statement, t *table, edits []Edit, match []int) {
	match = without(match, t.key)
	sql.add("DELETE FROM ", s.dialect.relation(t.name), " WHERE (")
	sql.names("", t, t.key)
	sql.add(") IN (SELECT ")
	sql.names("r.", t, t.key)
	sql.add(" FROM ")
	s.dialect.source(sql, t.typesAt(t.key, match), befores(t, edits, match, nil))
	sql.add(" JOIN ", s.dialect.relation(t.name), " AS r")
	s.joinBefores(sql, " ON ", t, "r", match)
	sql.add(")")
}

// joinBefores appends the conditions under which a row is what it was.
func (s *Store) joinBefores(sql *statement, word string, t *table, alias string, match []int) {
	for i, p := range t.key {
		sql.add(word, alias, ".", quote(t.columns[p]), " = ", column(i))
		word = " AND "
	}
	for i, p := range match {
		sql.add(word, s.dialect.same(alias+"."+quote(t.columns[p]), t.types[p], column(len(t.key)+i)))
	}
}

// befores returns, for each edit, the values before at the key and match, then
// those after at set.
func befores(t *table, edits []Edit, match, set []int) [][]any {
	rows := make([][]any, len(edits))
	for i, e := range edits {
		rows[i] = slices.Concat(e.Before.pick(t.key), t.arguments(e.Before, match), t.arguments(e.After, set))
	}
	return rows
}

// without returns the positions that are not in key.
func without(positions, key []int) []int {
	return slices.DeleteFunc(slices.Clone(positions), func(p int) bool { return slices.Contains(key, p) })
}
