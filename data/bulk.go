package data

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
)

// bulkImport is an import that is too large to be kept for undo: its rows are
// made as they are written.
type bulkImport struct {
	draft         *Draft
	teams, heroes fates
}

// version returns what tells whether anybody wrote to the database since.
func (s *Store) version(ctx context.Context) (string, error) {
	if s.pools.writer == nil {
		return "", nil
	}
	return s.dialect.version(ctx, conn{q: s.pools.writer, log: s.log, label: "Import", whole: true})
}

// applyBulk writes a bulk import in one transaction.
func (s *Store) applyBulk(ctx context.Context, c Change, b *bulkImport, check func(conn) error) (Change, error) {
	if s.pools.writer == nil {
		return c, s.cannotWrite()
	}
	defer s.indexing.before()()
	s.stamp(&c)
	err := s.writeBulk(ctx, &c, b, check)
	if _, lost := errors.AsType[*unanswered](err); lost {
		err = s.landed(context.WithoutCancel(ctx), c, err)
	}
	if err != nil {
		return c, err
	}
	s.begun()
	s.own(c.ID, c.State)
	return c, nil
}

// writeBulk writes a bulk import on a connection that is prepared for it, and gives
// that back.
func (s *Store) writeBulk(ctx context.Context, c *Change, b *bulkImport, check func(conn) error) (err error) {
	session, err := s.pools.writer.Conn(ctx)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = cmp.Or(err, s.dialect.failure(session.Close())) }()
	restore, err := s.dialect.beginBulk(ctx, conn{q: session, log: s.log, label: c.Label})
	if err != nil {
		return s.dialect.failure(cmp.Or(err, restore()))
	}
	defer func() { err = cmp.Or(err, s.dialect.failure(restore())) }()
	w := bulkWriter{Store: s, bulkImport: b}
	return s.transactionOn(ctx, session, c.Label, func(conn conn) error {
		if err := errors.Join(s.outdated(c), check(conn)); err != nil {
			return err
		}
		w.conn = conn
		w.conn.steps = newSteps(ctx, c.Count)
		return w.write(ctx, c)
	})
}

// bulkWriter writes a bulk import, and counts.
type bulkWriter struct {
	*Store
	*bulkImport
	conn conn
}

func (w *bulkWriter) write(ctx context.Context, c *Change) error {
	if err := w.ensureHistory(ctx, w.conn); err != nil {
		return err
	}
	for _, f := range []*fates{&w.teams, &w.heroes} {
		if err := w.parties(ctx, f); err != nil {
			return err
		}
	}
	if err := w.links(ctx); err != nil {
		return err
	}
	return w.record(ctx, w.conn, c)
}

// parties writes the teams or the heroes. Those without an id get the next
// ones: nobody else writes meanwhile.
func (w *bulkWriter) parties(ctx context.Context, f *fates) error {
	next, err := w.nextID(ctx, f)
	if err != nil {
		return err
	}
	t := w.catalog().table(f.table)
	if err := w.dialect.advance(ctx, w.conn, t, next-1+int64(f.count(isNamed))); err != nil {
		return err
	}
	columns := t.positions("id", "name", f.column)
	if f.table == heroTable {
		columns = append(columns, t.position("age"))
	}
	for _, at := range f.order {
		if f.of[at].state == isNamed {
			f.of[at] = fate{id: next, state: isNew}
			next++
		}
	}
	for _, shape := range f.shapes() {
		more := append(slices.Clone(columns), f.draft.positions(t, shape.fields)...)
		err := w.insertMany(ctx, t, more, shape.count, func(add func([]any) error) error {
			for _, at := range f.order {
				if f.of[at].state != isNew || shapeOf(f.bytes(f.at(at).more)) != shape.fields {
					continue
				}
				if err := add(f.row(t, at).pick(more)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.changeParties(ctx, t, f)
}

// nextID returns an id that neither the table nor the draft has, nor any after
// it.
func (w *bulkWriter) nextID(ctx context.Context, f *fates) (int64, error) {
	var last int64
	added := 0
	err := w.conn.query(ctx, 1, func(row cells) error {
		last = integer(row[0])
		return nil
	}, "SELECT max(id) FROM "+w.dialect.relation(f.table))
	for _, fate := range f.of {
		switch fate.state {
		case isNew:
			last = max(last, fate.id)
		case isNamed:
			added++
		}
	}
	if last > math.MaxInt64-int64(added) {
		return 0, fail(Invalid, nil, "%s %d is the largest there can be: no id is left for those without one.", f.id, last)
	}
	return last + 1, err
}

// changeParties writes what the draft says of the rows that change. That they
// are as they were planned is known.
func (w *bulkWriter) changeParties(ctx context.Context, t *table, f *fates) error {
	u := updates{w: w, table: t}
	for at, fate := range f.of {
		if fate.state != isChanged {
			continue
		}
		p := f.at(uint32(at))
		key, after := t.newRow(), t.newRow()
		key[t.position("id")] = fate.id
		var set []int
		say := func(says uint8, column string, v any) {
			if fate.changes&says != 0 {
				after[t.position(column)] = v
				set = append(set, t.position(column))
			}
		}
		say(saysName, "name", f.string(p.name))
		say(saysText, f.column, f.string(p.text))
		say(saysAge, "age", p.years().stored())
		if fate.changes&saysMore != 0 {
			set = append(set, f.draft.set(t, after, f.given(p))...)
		}
		if err := u.add(ctx, Edit{Table: t.name, Before: key, After: after}, set); err != nil {
			return err
		}
	}
	return u.flush(ctx)
}

// links writes the memberships: new ones, then those that change.
func (w *bulkWriter) links(ctx context.Context) error {
	t := w.catalog().table(linkTable)
	key, flag := w.Store.linkColumns()
	teams, heroes := w.teams.ids(), w.heroes.ids()
	for _, shape := range w.draft.linkShapes() {
		columns := append([]int{key[0], key[1], flag}, w.draft.positions(t, shape.fields)...)
		err := w.insertMany(ctx, t, columns, shape.count, func(add func([]any) error) error {
			for l := range w.draft.links.sorted() {
				packed := w.draft.packed(l)
				if l.fate() != linkAdded || shapeOf(packed) != shape.fields {
					continue
				}
				row := []any{teams[l.teamAt()], heroes[l.hero], w.dialect.flag(l.isTraining())}
				for _, g := range unpack(packed) {
					row = append(row, g.raw)
				}
				if err := add(row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	u := updates{w: w, table: t}
	for l := range w.draft.links.sorted() {
		if l.fate() != linkChanged {
			continue
		}
		before, after := t.newRow(), t.newRow()
		before[key[0]], before[key[1]] = teams[l.teamAt()], heroes[l.hero]
		var set []int
		if l.standing() != Absent {
			after[flag] = w.dialect.flag(l.isTraining())
			set = append(set, flag)
		}
		set = append(set, w.draft.set(t, after, unpack(w.draft.packed(l)))...)
		if err := u.add(ctx, Edit{Table: linkTable, Before: before, After: after}, set); err != nil {
			return err
		}
	}
	return u.flush(ctx)
}

// updates are changes of rows that wait to be written together.
type updates struct {
	w     *bulkWriter
	table *table
	set   []int
	edits []Edit
}

func (u *updates) add(ctx context.Context, e Edit, set []int) error {
	if len(u.edits) >= compareBatch || !slices.Equal(u.set, set) {
		if err := u.flush(ctx); err != nil {
			return err
		}
	}
	u.set = set
	u.edits = append(u.edits, e)
	return nil
}

func (u *updates) flush(ctx context.Context) error {
	if len(u.edits) == 0 {
		return nil
	}
	if err := u.w.rewrite(ctx, u.w.conn, u.table, u.edits, u.set, nil); err != nil {
		return err
	}
	u.edits = u.edits[:0]
	return nil
}
