package data

import (
	"context"
	"errors"
)

// errHeld is the cause of a clash where memberships are left of what is deleted.
var errHeld = errors.New("data: rows are referred to")

// isHeld tells whether a statement failed because of a reference: to what is not
// there, or from what would be left.
func (s *Store) isHeld(err error) bool { return errors.Is(err, errHeld) || s.dialect.orphan(err) }

// unheld refuses to delete teams or heroes while there are memberships of them: those
// that the change ends are gone by now, and what is left was made meanwhile. Not every
// database refuses that by itself: its keys may end those too, or it has none.
func (s *Store) unheld(ctx context.Context, c conn, t *table, gone []Edit) error {
	if t.name == linkTable {
		return nil
	}
	return chunks(s.dialect, gone, 1, func(gone []Edit) error {
		ids := make([]any, len(gone))
		for i, e := range gone {
			ids[i] = e.Before[t.key[0]]
		}
		if s.dialect.traits().concurrent {
			var lock statement
			lock.add("SELECT id FROM ", s.dialect.relation(t.name), " WHERE ")
			s.dialect.among(&lock, "id", ids)
			lock.add(" FOR UPDATE")
			if _, err := c.exec(ctx, lock.String(), lock.args...); err != nil {
				return err
			}
		}
		var left statement
		left.add("SELECT 1 FROM ", s.dialect.relation(linkTable), " WHERE ")
		s.dialect.among(&left, t.name+"_id", ids)
		left.add(" LIMIT 1")
		held := false
		err := c.query(ctx, 1, func(cells) error {
			held = true
			return nil
		}, left.String(), left.args...)
		if held {
			return errHeld
		}
		return err
	})
}

// blameReferences says what is in the way where the rows themselves are as
// expected: what they refer to, or what refers to them, is not.
func (s *Store) blameReferences(ctx context.Context, r conn, c *clash, conflict *Conflict) error {
	reason := "was being changed just now, or a trigger of the database keeps it as it is: try again"
	if s.isHeld(c.cause) {
		if err := s.blameOrphans(ctx, r, c, conflict); err != nil || conflict.Count > 0 {
			return err
		}
		reason = "is referred to by another table"
	}
	for _, e := range c.edits {
		conflict.add("%s %s", rowName(s.catalog().table(e.Table), e.row(), c.names), reason)
	}
	return nil
}

// blameOrphans adds the memberships that would lack their team or hero.
func (s *Store) blameOrphans(ctx context.Context, r conn, c *clash, conflict *Conflict) error {
	lacking := map[Name]bool{} // teams and heroes that new memberships refer to in vain
	for _, name := range []string{teamTable, heroTable} {
		if err := s.lacking(ctx, r, c, name, lacking); err != nil {
			return err
		}
		if err := s.blameHeld(ctx, c, s.catalog().table(name), conflict); err != nil {
			return err
		}
	}
	key, _ := s.linkColumns()
	for _, e := range c.edits {
		if e.Table != linkTable || e.Before != nil {
			continue
		}
		if lacking[reference(teamTable, e.After[key[0]])] || lacking[reference(heroTable, e.After[key[1]])] {
			conflict.add("the team or the hero of %s no longer exists", rowName(s.catalog().table(linkTable), e.After, c.names))
		}
	}
	return nil
}

// reference returns what identifies a team or a hero, whatever its name.
func reference(table string, id any) Name { return Name{Table: table, ID: integer(id)} }

// lacking adds the teams, or the heroes, that new memberships refer to, that do
// not exist, and that the change does not make itself.
func (s *Store) lacking(ctx context.Context, r conn, c *clash, name string, lacking map[Name]bool) error {
	made := s.inserted(c.edits)
	column := s.catalog().table(linkTable).position(name + "_id")
	var wanted []Name
	for _, e := range c.edits {
		if e.Table == linkTable && e.Before == nil && !unsettled(e.After[column]) && !made[reference(name, e.After[column])] {
			wanted = append(wanted, reference(name, e.After[column]))
		}
	}
	now, err := s.namesNow(ctx, r, wanted)
	for _, row := range wanted {
		if _, exists := now[row]; err == nil && !exists {
			lacking[row] = true
		}
	}
	return err
}

// blameHeld adds the teams, or the heroes, that the change deletes though they
// have more memberships than it ends.
func (s *Store) blameHeld(ctx context.Context, c *clash, t *table, conflict *Conflict) error {
	column := t.name + "_id"
	at := s.catalog().table(linkTable).position(column)
	ends := map[int64]int64{}
	var deleted []Row
	var ids []int64
	for _, e := range c.edits {
		switch {
		case e.After != nil:
		case e.Table == linkTable:
			ends[integer(e.Before[at])]++
		case e.Table == t.name:
			deleted, ids = append(deleted, e.Before), append(ids, integer(e.Before[t.key[0]]))
		}
	}
	tallies, err := s.tallies(ctx, "l."+column, ids)
	for i, row := range deleted {
		if err == nil && tallies[ids[i]].Total() > ends[ids[i]] {
			conflict.add("%s still has memberships", rowName(t, row, c.names))
		}
	}
	return err
}
