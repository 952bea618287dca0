package data

import (
	"context"
	"fmt"
	"strings"
)

// EditTeam wants a team to be what was typed, where that differs from what the
// form showed. Two people who edit different fields both win.
type EditTeam struct {
	Shown, Typed Team
	Fields       []TypedField
}

func (w EditTeam) plan(ctx context.Context, s *Store) (Plan, error) {
	return s.planEdit(ctx, teamTable, w.Shown.ID, w.Shown.Name, []field{
		{"name", "Name", w.Shown.Name, w.Typed.Name},
		{"headquarters", "Headquarters", w.Shown.Headquarters, w.Typed.Headquarters},
	}, w.Fields)
}

// EditHero wants a hero to be what was typed, where that differs from what the
// form showed.
type EditHero struct {
	Shown, Typed Hero
	Fields       []TypedField
}

func (w EditHero) plan(ctx context.Context, s *Store) (Plan, error) {
	return s.planEdit(ctx, heroTable, w.Shown.ID, w.Shown.Name, []field{
		{"name", "Name", w.Shown.Name, w.Typed.Name},
		{"secret_name", "Secret name", w.Shown.SecretName, w.Typed.SecretName},
		{"age", "Age", w.Shown.Age.Text, w.Typed.Age.Text},
	}, w.Fields)
}

// field is one field of a form: the column, its label, and its text.
type field struct{ column, label, shown, typed string }

// value returns what was typed as the column stores it.
func (f field) value() (any, error) {
	if f.column == "age" {
		age, err := ParseAge(f.typed)
		return age.stored(), err
	}
	return ParseText(f.label, f.typed)
}

// planEdit changes the fields that were typed anew. A field that somebody else
// changed since the form showed it is a conflict.
func (s *Store) planEdit(ctx context.Context, name string, id int64, shown string, fields []field, further []TypedField) (Plan, error) {
	var p Plan
	cat := s.catalog()
	t := cat.table(name)
	rows, err := s.rows(ctx, t, []int64{id})
	if err != nil {
		return p, err
	}
	var conflict Conflict
	before, ok := rows[id]
	if !ok {
		conflict.add("%s no longer exists", nameOr(shown, name, id))
		return p, &conflict
	}
	after := before.clone()
	var labels []string
	for _, f := range fields {
		at := t.position(f.column)
		switch {
		case f.typed == f.shown:
		case head(text(before[at])) != head(f.shown):
			conflict.add("%s has changed since: %s", nameOr(shown, name, id), s.describeValue(t, at, before[at]))
		default:
			if after[at], err = f.value(); err != nil {
				return p, err
			}
			if !same(before[at], after[at]) {
				labels = append(labels, editLabel(f, after[at]))
			}
		}
	}
	more, err := s.alter(ctx, cat, t, before, after, nameOr(shown, name, id), further, &conflict)
	if err != nil {
		return p, err
	}
	if labels = append(labels, more...); len(labels) == 0 {
		p.skip("%s is as it was", nameOr(shown, name, id))
		return p, conflict.orNil()
	}
	p.Change.Edits = []Edit{{Table: name, Before: before, After: after}}
	p.Change.Label = nameOr(shown, name, id) + ": " + strings.Join(labels, ", ")
	return p, conflict.orNil()
}

// editLabel says what becomes of a field. A secret name stays out of it: labels
// are shown where secrets are not.
func editLabel(f field, v any) string {
	switch {
	case f.column == "secret_name":
		return "another secret name"
	case f.column == "name":
		return fmt.Sprintf("now called %s", text(v))
	case v == nil:
		return "no " + strings.ToLower(f.label)
	}
	return fmt.Sprintf("%s %s", strings.ToLower(f.label), text(v))
}

// rows reads whole rows of team or hero; those that do not exist are not in the
// answer.
func (s *Store) rows(ctx context.Context, t *table, ids []int64) (map[int64]Row, error) {
	rows := make(map[int64]Row, len(ids))
	err := chunks(s.dialect, ids, 1, func(ids []int64) error {
		var sql statement
		sql.add("SELECT ")
		sql.rawColumns(s.dialect, "", t)
		sql.add(" FROM ", s.dialect.relation(t.name), " WHERE ")
		s.dialect.among(&sql, "id", asArgs(ids))
		return s.read("Plan").query(ctx, len(t.columns), func(row cells) error {
			rows[integer(row[t.key[0]])] = Row(row)
			return nil
		}, sql.String(), sql.args...)
	})
	return rows, err
}
