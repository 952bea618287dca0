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
	t := cat.table(linkTable)
	rows, err := s.links(ctx, []Seen{w.Member})
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
	labels, err := s.alter(ctx, cat, t, now.row, after, who, w.Fields, &conflict)
	if err != nil {
		return p, err
	}
	if word := s.stand(t, w, now.row, after, &conflict); word != "" {
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
	rows, err := s.links(ctx, w.Members)
	if err != nil {
		return p, err
	}
	at, label := s.catalog().table(linkTable).exact(w.Name), fieldLabel(field, v)
	var conflict Conflict
	var done []Seen
	for _, m := range inKeyOrder(w.Members) {
		now, ok := rows[m.LinkKey]
		switch {
		case !ok:
			conflict.add("%s is no longer in %s", m.hero(), m.team())
		case now.differs(m, &conflict):
		case same(now.row[at], v):
			p.skip("%s has %s in %s already", m.hero(), label, m.team())
		default:
			after := now.row.clone()
			after[at] = v
			p.Change.Edits = append(p.Change.Edits, Edit{Table: linkTable, Before: now.row, After: after})
			done = append(done, m)
		}
	}
	p.Change.Names = namesOf(done)
	p.Change.Label = describe(done, fmt.Sprintf("%s → %s", brief(field.Name), orNone(field.value(v))))
	return p, conflict.orNil()
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
