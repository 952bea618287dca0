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

// EditMember changes the standing and the fields of a membership that differ from what the
// form showed. Concurrent edits of different fields do not conflict.
type EditMember struct {
	Member       model.MembershipRef
	Shown, Typed model.Standing
	Fields       []field.Typed
}

func (w EditMember) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	cat := pl.db.Catalog()
	rows, err := pl.writer.NamedLinks(ctx, []model.MembershipRef{w.Member})
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	now, ok := rows[w.Member.LinkKey]
	who := model.MembershipName(w.Member.TeamName(), w.Member.HeroName())
	if !ok {
		conflict.Add("%s is no longer in %s", w.Member.HeroName(), w.Member.TeamName())
		return p, &conflict
	}
	if now.Differs(w.Member, &conflict) {
		return p, &conflict
	}
	after := now.Row.Clone()
	labels, err := pl.alter(ctx, cat, now.Table, now.Row, after, who, w.Fields, &conflict)
	if err != nil {
		return p, err
	}
	if word := pl.setStanding(now.Table, w, now.Row, after, &conflict); word != "" {
		labels = append([]string{word}, labels...)
	}
	if len(labels) == 0 {
		p.skip("%s is as it was", who)
		return p, conflict.OrNil()
	}
	p.Change.Edits = []change.Edit{{Table: model.LinkTable, Before: now.Row, After: after}}
	p.Change.Names = namesOf([]model.MembershipRef{w.Member})
	p.Change.Label = changeLabel(pl.db.Words, []model.MembershipRef{w.Member}, strings.Join(labels, ", "))
	return p, conflict.OrNil()
}

// setStanding changes the standing of a membership, and returns its part of the label.
func (pl *Planner) setStanding(t *sqldb.Table, w EditMember, before, after model.Row, conflict *model.Conflict) string {
	flag := t.Position("is_training")
	switch is := model.StandingOf(cell.Truth(before[flag])); {
	case w.Typed == w.Shown:
	case is != w.Shown:
		conflict.Add("%s has changed since: %s", model.MembershipName(w.Member.TeamName(), w.Member.HeroName()),
			pl.writer.DescribeValue(t, flag, before[flag]))
	default:
		after[flag] = pl.db.Engine.Flag(w.Typed == model.Training)
		return pl.db.Words.Say(w.Shown.String() + " → " + w.Typed.String())
	}
	return ""
}

// SetField sets one field of memberships. An empty Typed means no value.
type SetField struct {
	Members []model.MembershipRef
	Name    string
	Typed   string
}

func (w SetField) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	field, v, err := w.wanted(ctx, pl)
	if err != nil {
		return p, err
	}
	label := fieldLabel(field, v)
	done, err := p.editLinks(ctx, pl, w.Members, func(m model.MembershipRef, now change.LinkRow) (int, any, error) {
		at := now.Table.Exact(w.Name)
		switch {
		case at < 0: // it has just been dropped
			return -1, nil, noField(pl.db.Words, model.LinkTable, w.Name)
		case cell.Equal(now.Row[at], v):
			p.skip("%s has %s in %s already", m.HeroName(), label, m.TeamName())
			return -1, nil, nil
		}
		return at, v, nil
	})
	p.Change.Label = changeLabel(pl.db.Words, done, fmt.Sprintf("%s → %s", model.Brief(field.Name),
		valueOrNone(field.Value(v))))
	return p, err
}

// wanted returns the field, and the value as it is stored.
func (w SetField) wanted(ctx context.Context, pl *Planner) (field.Field, any, error) {
	f, ok := pl.db.Catalog().Field(model.LinkTable, w.Name)
	if !ok || f.Computed {
		return f, nil, noField(pl.db.Words, model.LinkTable, w.Name)
	}
	v, err := f.Parse(w.Typed)
	if err != nil {
		return f, nil, err
	}
	values, err := pl.db.Engine.Normalize(ctx, pl.db.Read("Plan"), []field.Field{f}, []any{v})
	if err != nil {
		return f, nil, err
	}
	return f, values[0], nil
}

// valueOrNone returns a value for a label.
func valueOrNone(v field.Value) string {
	if !v.Set {
		return "none"
	}
	return model.Brief(v.Text)
}
