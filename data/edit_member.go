package data

import (
	"context"
	"fmt"
	"strings"
)

// EditMember wants a membership to be what was typed, where that differs from
// what the form showed: where it stands, and its fields. Two people who edit
// different ones both win.
type EditMember struct {
	Member       Seen
	Shown, Typed Standing
	Fields       []TypedField
}

func (w EditMember) plan(ctx context.Context, s *Store) (Plan, error) {
	var p Plan
	cat := s.catalog()
	rows, err := s.namedLinks(ctx, []Seen{w.Member})
	if err != nil {
		return p, err
	}
	var conflict Conflict
	now, ok := rows[w.Member.LinkKey]
	who := membershipName(w.Member.team(), w.Member.hero())
	if !ok {
		conflict.add("%s is no longer in %s", w.Member.hero(), w.Member.team())
		return p, &conflict
	}
	if now.differs(w.Member, &conflict) {
		return p, &conflict
	}
	after := now.row.clone()
	labels, err := s.alter(ctx, cat, now.table, now.row, after, who, w.Fields, &conflict)
	if err != nil {
		return p, err
	}
	if word := s.stand(now.table, w, now.row, after, &conflict); word != "" {
		labels = append([]string{word}, labels...)
	}
	if len(labels) == 0 {
		p.skip("%s is as it was", who)
		return p, conflict.orNil()
	}
	p.Change.Edits = []Edit{{Table: linkTable, Before: now.row, After: after}}
	p.Change.Names = namesOf([]Seen{w.Member})
	p.Change.Label = describe([]Seen{w.Member}, strings.Join(labels, ", "))
	return p, conflict.orNil()
}

// stand changes where a membership stands, and returns what to say of that.
func (s *Store) stand(t *table, w EditMember, before, after Row, conflict *Conflict) string {
	flag := t.position("is_training")
	switch is := StandingOf(truth(before[flag])); {
	case w.Typed == w.Shown:
	case is != w.Shown:
		conflict.add("%s has changed since: %s", membershipName(w.Member.team(), w.Member.hero()), s.describeValue(t, flag, before[flag]))
	default:
		after[flag] = s.dialect.flag(w.Typed == Training)
		return w.Shown.String() + " → " + w.Typed.String()
	}
	return ""
}

// SetField wants one field of these memberships to have this value, "" for none.
type SetField struct {
	Members []Seen
	Name    string
	Typed   string
}

func (w SetField) plan(ctx context.Context, s *Store) (Plan, error) {
	var p Plan
	field, v, err := w.wanted(ctx, s)
	if err != nil {
		return p, err
	}
	label := fieldLabel(field, v)
	done, err := p.editLinks(ctx, s, w.Members, func(m Seen, now linkRow) (int, any, error) {
		at := now.table.exact(w.Name)
		switch {
		case at < 0: // it was dropped just now
			return -1, nil, noField(linkTable, w.Name)
		case same(now.row[at], v):
			p.skip("%s has %s in %s already", m.hero(), label, m.team())
			return -1, nil, nil
		}
		return at, v, nil
	})
	p.Change.Label = describe(done, fmt.Sprintf("%s → %s", brief(field.Name), orNone(field.value(v))))
	return p, err
}

// wanted returns the field, and the value as it is stored.
func (w SetField) wanted(ctx context.Context, s *Store) (Field, any, error) {
	field, ok := s.catalog().field(linkTable, w.Name)
	if !ok || field.Computed {
		return field, nil, noField(linkTable, w.Name)
	}
	v, err := field.parse(w.Typed)
	if err != nil {
		return field, nil, err
	}
	values, err := s.dialect.storedAs(ctx, s.read("Plan"), []Field{field}, []any{v})
	if err != nil {
		return field, nil, err
	}
	return field, values[0], nil
}

// orNone returns a value for a label.
func orNone(v Value) string {
	if !v.Set {
		return "none"
	}
	return brief(v.Text)
}
