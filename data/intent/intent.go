package intent

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"roster/data/change"
	"roster/data/model"
)

// Intent describes the desired state, never "flip": what the user saw decides.
type Intent interface {
	plan(ctx context.Context, s *Planner) (Plan, error)
}

// Plan is an intent worked out against the rows as they are.
type Plan struct {
	Change  change.Change
	Already []string     // rows that need no change, a sentence each, the first 20
	Skipped int          // how many rows are so already
	Gone    []model.Name // what was to be deleted and is gone already
	Final   []string     // what undo can't bring back: "can't be undone for …"
	// Links are the standings of the skipped memberships, which may not be displayed yet.
	Links []change.LinkState
}

// Empty reports whether there is nothing to do.
func (p Plan) Empty() bool { return p.Change.Rows() == 0 }

func (p *Plan) skip(format string, args ...any) {
	if p.Skipped++; p.Skipped <= model.MaxNamedRows {
		p.Already = append(p.Already, fmt.Sprintf(format, args...))
	}
}

// skipLink skips a membership that already has the standing.
func (p *Plan) skipLink(m model.MembershipRef, standing model.Standing, format string, args ...any) {
	p.Links = append(p.Links, change.LinkState{Key: m.LinkKey, Standing: standing})
	p.skip(format, args...)
}

// Plan plans an intent by reading the rows of its keys. Nothing is written, and a deletion
// that the database would refuse is refused before any question is asked. The error is a
// [model.Conflict] if a row is no longer what the user saw. [change.Writer.Apply] checks
// whether a membership that is edited still has the same names.
func (pl *Planner) Plan(ctx context.Context, intent Intent) (Plan, error) {
	var p Plan
	err := pl.db.RetryAltered(func() (err error) {
		tables := pl.db.Catalog()
		p, err = intent.plan(ctx, pl)
		p.Change.MaxKept, p.Change.Tables = pl.writer.MaxKept(), tables
		if err == nil {
			err = pl.writer.CheckOutdated(&p.Change)
		}
		if err == nil {
			err = pl.writer.CheckDeletions(ctx, p.Change)
		}
		return err
	})
	return p, pl.db.Engine.Failure(err)
}

// SetStanding sets memberships to training or to active.
type SetStanding struct {
	Members  []model.MembershipRef
	Standing model.Standing
}

func (w SetStanding) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	done, err := p.editLinks(ctx, pl, w.Members, func(m model.MembershipRef, now change.LinkRow) (at int, v any, err error) {
		if now.Standing() == w.Standing {
			p.skipLink(m, w.Standing, "%s is already %s in %s", m.HeroName(), pl.db.Words.Standing(w.Standing),
				m.TeamName())
			return -1, nil, nil
		}
		return now.Table.Position("is_training"), pl.db.Engine.Flag(w.Standing == model.Training), nil
	})
	p.Change.Label = changeLabel(pl.db.Words, done, pl.db.Words.Say(w.Standing.Toggled().String()+" → "+w.Standing.String()))
	return p, err
}

// editLinks plans to set one column of each of these memberships: edit returns the position
// and the value, or -1 to skip the membership. It returns the memberships that are edited,
// with a [model.Conflict] if one is not what was seen. Names are read here only for
// memberships that stay unchanged: [change.Writer.Apply] checks the names of the others, and
// checking twice would take a third of the planning of many.
func (p *Plan) editLinks(
	ctx context.Context, pl *Planner, members []model.MembershipRef,
	edit func(model.MembershipRef, change.LinkRow) (at int, v any, err error),
) (done []model.MembershipRef, err error) {
	members = inKeyOrder(members)
	rows, err := pl.writer.Links(ctx, members)
	if err != nil {
		return nil, err
	}
	var conflict model.Conflict
	var left []model.MembershipRef
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		if !ok {
			conflict.Add("%s is no longer in %s", m.HeroName(), m.TeamName())
			continue
		}
		at, v, err := edit(m, now)
		if err != nil {
			return nil, err
		}
		if at < 0 {
			left = append(left, m)
			continue
		}
		after := now.Row.Clone()
		after[at] = v
		p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, Before: now.Row, After: after})
		done = append(done, m)
	}
	p.Change.Names = namesOf(done)
	if err := pl.writer.CompareNames(ctx, pl.db.Read("Plan"), namesOf(left), &conflict); err != nil {
		return nil, err
	}
	return done, conflict.OrNil()
}

// inKeyOrder sorts memberships as the table does, each but once: writing in that
// order is faster, and what was marked has no order of its own.
func inKeyOrder(members []model.MembershipRef) []model.MembershipRef {
	members = slices.Clone(members)
	slices.SortFunc(members, func(a, b model.MembershipRef) int {
		return cmp.Or(a.TeamID.Compare(b.TeamID), a.HeroID.Compare(b.HeroID))
	})
	return slices.CompactFunc(members, func(a, b model.MembershipRef) bool { return a.LinkKey == b.LinkKey })
}

// namesOf returns the names that these memberships depend on. A name that is
// empty may be that of a row that does not exist.
func namesOf(members []model.MembershipRef) []model.Name {
	var names []model.Name
	known := map[model.Name]bool{}
	for _, m := range members {
		for _, n := range []model.Name{{Table: model.TeamTable, ID: m.TeamID, Name: m.Team},
			{Table: model.HeroTable, ID: m.HeroID, Name: m.Hero}} {
			if !known[n] {
				known[n] = true
				names = append(names, n)
			}
		}
	}
	return names
}

// changeLabel returns the label of a change of the standing of memberships: who, what, where.
func changeLabel(words model.Words, members []model.MembershipRef, what string) string {
	who, where, _ := membersLabel(words, members)
	if where == "" {
		return fmt.Sprintf("%s: %s", who, what)
	}
	return fmt.Sprintf("%s: %s in %s", who, what, where)
}

// membersLabel describes the heroes of these memberships, and their teams: by name if there is
// only one, otherwise by their number. Of many heroes in many teams, where is "".
func membersLabel(words model.Words, members []model.MembershipRef) (who, where string, one bool) {
	heroes, teams := map[model.ID]bool{}, map[model.ID]bool{}
	for _, m := range members {
		heroes[m.HeroID], teams[m.TeamID] = true, true
	}
	switch {
	case len(members) == 0:
		return "", "", false
	case len(teams) == 1 && len(heroes) == 1:
		return members[0].HeroName(), members[0].TeamName(), true
	case len(teams) == 1:
		return words.Say(fmt.Sprintf("%d heroes", len(heroes))), members[0].TeamName(), false
	case len(heroes) == 1:
		return members[0].HeroName(), words.Say(fmt.Sprintf("%d teams", len(teams))), true
	}
	return fmt.Sprintf("%d memberships", len(members)), "", false
}
