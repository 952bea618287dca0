package intent

import (
	"context"
	"fmt"
	"strings"

	"roster/data/change"
	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// EditTeam changes the values of a team that differ from what the form showed. Concurrent
// edits of different fields do not conflict.
type EditTeam struct {
	Shown, Typed model.Team
	Fields       []field.Typed
}

func (w EditTeam) plan(ctx context.Context, pl *Planner) (Plan, error) {
	return pl.planEdit(ctx, model.TeamTable, w.Shown.ID, w.Shown.Name, []formField{
		{"name", "Name", w.Shown.Name, w.Typed.Name},
		{"headquarters", "Headquarters", w.Shown.Headquarters, w.Typed.Headquarters},
	}, w.Fields)
}

// EditHero changes the values of a hero that differ from what the form showed.
type EditHero struct {
	Shown, Typed model.Hero
	Fields       []field.Typed
}

func (w EditHero) plan(ctx context.Context, pl *Planner) (Plan, error) {
	return pl.planEdit(ctx, model.HeroTable, w.Shown.ID, w.Shown.Name, []formField{
		{"name", "Name", w.Shown.Name, w.Typed.Name},
		{"secret_name", "Secret name", w.Shown.SecretName, w.Typed.SecretName},
		{"age", "Age", w.Shown.Age.Text, w.Typed.Age.Text},
	}, w.Fields)
}

// formField is one field of a form: the column, its label, and its text.
type formField struct{ column, label, shown, typed string }

// value returns what was typed as the column of the table stores it.
func (f formField) value(t *sqldb.Table) (any, error) {
	switch f.column {
	case "age":
		age, err := model.ParseAge(f.typed)
		return age.Stored(), err
	case "name":
		return model.ParseText(f.label, f.typed)
	}
	text, err := model.ParseOptionalText(f.label, f.typed)
	return t.Text(f.column, text), err
}

// planEdit changes the fields that were changed. A field that someone else
// changed since the form showed it is a conflict.
func (pl *Planner) planEdit(
	ctx context.Context, name string, id model.ID, shown string, fields []formField, further []field.Typed,
) (Plan, error) {
	var p Plan
	cat := pl.db.Catalog()
	t := cat.Table(name)
	rows, err := pl.writer.Rows(ctx, t, []model.ID{id})
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	before, ok := rows[id]
	if !ok {
		conflict.Add("%s no longer exists", model.NameOr(shown, name, id))
		return p, &conflict
	}
	after := before.Clone()
	var labels []string
	for _, f := range fields {
		at := t.Position(f.column)
		switch {
		case f.typed == f.shown:
		case at < 0:
			return p, t.NoColumn(f.column)
		case cell.Cut(cell.Text(before[at])) != cell.Cut(f.shown):
			conflict.Add("%s has changed since: %s", model.NameOr(shown, name, id),
				pl.writer.DescribeValue(t, at, before[at]))
		default:
			if after[at], err = f.value(t); err != nil {
				return p, err
			}
			if !cell.Equal(before[at], after[at]) {
				labels = append(labels, editLabel(f, after[at]))
			}
		}
	}
	more, err := pl.alter(ctx, cat, t, before, after, model.NameOr(shown, name, id), further, &conflict)
	if err != nil {
		return p, err
	}
	if labels = append(labels, more...); len(labels) == 0 {
		p.skip("%s is as it was", model.NameOr(shown, name, id))
		return p, conflict.OrNil()
	}
	p.Change.Edits = []change.Edit{{Table: name, Before: before, After: after}}
	p.Change.Label = model.NameOr(shown, name, id) + ": " + strings.Join(labels, ", ")
	return p, conflict.OrNil()
}

// editLabel describes the change of a field, without secret names: labels are displayed even
// while secrets are hidden.
func editLabel(f formField, v any) string {
	switch {
	case f.column == "name":
		return fmt.Sprintf("now called %s", cell.Text(v))
	case cell.Text(v) == "":
		return "no " + strings.ToLower(f.label)
	case f.column == "secret_name":
		return "another secret name"
	}
	return fmt.Sprintf("%s %s", strings.ToLower(f.label), cell.Text(v))
}
