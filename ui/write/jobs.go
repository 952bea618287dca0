package write

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/progress"
)

// Job is one write, run in a command. It returns the result as a message.
type Job func(ctx context.Context, s *data.Store) tea.Msg

// The results of a write.
type (
	Applied struct { // a plan was applied, or had nothing to do
		Plan      intent.Plan
		Change    change.Change
		Effect    change.Effect
		NewFields bool // fields were added too: the rows on screen must be read again
	}
	UndoneOrRedone struct { // a change was undone or redone
		Change change.Change
		Effect change.Effect
		Undone bool
	}
	Mixed struct { // not applied: the standings differ and the user must choose
		Members  []model.MembershipRef
		Trainees int
	}
	TooLarge       struct{ Plan intent.Plan }     // not applied: it could not be undone
	NotThisSession struct{ Change change.Change } // neither undone nor redone: another session made it
	NotNewest      struct{ Change change.Change } // not undone: later changes would stay
	Refused        struct{ Err error }
)

// Intent plans an intent and applies it, and retries once if another program altered the
// tables in between.
func Intent(want intent.Intent) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		result := planAndApply(want)(ctx, s)
		if r, ok := result.(Refused); ok && model.ErrorCode(r.Err) == model.SchemaChanged {
			return planAndApply(want)(ctx, s)
		}
		return result
	}
}

// planAndApply plans and applies an intent, without retrying.
func planAndApply(want intent.Intent) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		plan, err := s.Plan(partOfProgress(ctx, 0, 25), want)
		switch {
		case err != nil:
			return Refused{err}
		case plan.Empty():
			return Applied{Plan: plan}
		case !plan.Change.Kept():
			return TooLarge{plan}
		}
		return Apply(plan)(partOfProgress(ctx, 25, 100), s)
	}
}

// partOfProgress returns a context whose progress is a part of that of ctx, in percent.
func partOfProgress(ctx context.Context, from, to int) context.Context {
	whole := progress.Of(ctx)
	return progress.With(ctx, func(done, total int) { whole(from*total+(to-from)*done, 100*total) })
}

// Apply applies a plan.
func Apply(plan intent.Plan) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		c, err := s.Apply(ctx, plan.Change)
		if err != nil {
			return Refused{err}
		}
		return Applied{Plan: plan, Change: c, Effect: s.History().Effect(c)}
	}
}

// Import carries out a planned import.
func Import(plan importer.Plan) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		c, err := s.ApplyImport(ctx, plan)
		if err != nil {
			return Refused{err}
		}
		return Applied{Plan: intent.Plan{Change: c}, Change: c, Effect: s.History().Effect(c)}
	}
}

// ImportWithFields adds fields, then plans and applies an import.
func ImportWithFields(fields []field.New, plan func(context.Context, *data.Store) (importer.Plan, error)) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		var added change.Change
		for _, f := range fields {
			var err error
			if added, err = s.AddField(ctx, f); err != nil && model.ErrorCode(err) != model.Unread {
				return Refused{err}
			}
		}
		p, err := plan(ctx, s)
		if err == nil && p.Problems.Count > 0 {
			err = fmt.Errorf("line %d: %s", p.Problems.List[0].Line, p.Problems.List[0].Text)
		}
		if err != nil {
			return Refused{model.Failf(model.Invalid, err, "The fields were added, but nothing was imported: %v.", err)}
		}
		if p.Empty() {
			return FieldAdded{added}
		}
		result := Import(p)(ctx, s)
		if a, ok := result.(Applied); ok {
			a.NewFields = true
			return a
		}
		return result
	}
}

// Toggle toggles the standing of the memberships that exist. If they differ, the result asks
// which way.
func Toggle(members []model.MembershipRef) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		var teams, heroes []model.ID
		for _, m := range members {
			teams, heroes = append(teams, m.TeamID), append(heroes, m.HeroID)
		}
		slices.SortFunc(teams, model.ID.Compare)
		stand, err := s.Reader().Standings(ctx, slices.Compact(teams), heroes)
		if err != nil {
			return Refused{err}
		}
		there := slices.DeleteFunc(slices.Clone(members), func(m model.MembershipRef) bool { return stand[m.LinkKey] == model.Absent })
		want, trainees := ToggleIntent(there, stand)
		if trainees > 0 {
			return Mixed{there, trainees}
		}
		return Intent(want)(ctx, s)
	}
}

// UndoLatest undoes the newest change, if this session made it.
func UndoLatest(ctx context.Context, s *data.Store) tea.Msg {
	c, err := s.History().NextUndo(ctx)
	if err != nil {
		return Refused{err}
	}
	return undoOwn(ctx, s, c)
}

// undoOwn undoes a change that this session made; otherwise the user is asked to confirm.
func undoOwn(ctx context.Context, s *data.Store, c change.Change) tea.Msg {
	if !c.Session && c.Kept() { // otherwise confirming would not help
		return NotThisSession{c}
	}
	return Undo(c.Ref())(ctx, s)
}

// Undo undoes a change.
func Undo(of change.Ref) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		c, err := s.Undo(ctx, of)
		if err != nil {
			return Refused{err}
		}
		return UndoneOrRedone{c, s.History().Effect(c), true}
	}
}

// UndoChange undoes a change if it is the newest, as [UndoLatest] does; otherwise the user is
// asked to confirm.
func UndoChange(of change.Ref) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		next, err := s.History().NextUndo(ctx)
		switch {
		case err != nil && model.ErrorCode(err) != model.NothingToUndo:
			return Refused{err}
		case err == nil && next.Ref() == of:
			return undoOwn(ctx, s, next)
		}
		c, err := s.History().Stored(ctx, of)
		switch {
		case err != nil:
			return Refused{err}
		case c.State != change.Done:
			return Refused{&model.Error{Code: model.NothingToUndo, Message: "This change is already undone."}}
		}
		return NotNewest{c}
	}
}

// RedoLatest redoes the change that was undone last, if this session undid it; otherwise the
// user is asked to confirm.
func RedoLatest(ctx context.Context, s *data.Store) tea.Msg {
	c, err := s.History().NextRedo(ctx)
	if err != nil {
		return Refused{err}
	}
	if !c.Session && c.Kept() { // otherwise confirming would not help
		return NotThisSession{c}
	}
	return Redo(c.Ref())(ctx, s)
}

// Redo redoes a change.
func Redo(of change.Ref) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		c, err := s.Redo(ctx, of)
		if err != nil {
			return Refused{err}
		}
		return UndoneOrRedone{c, s.History().Effect(c), false}
	}
}

// ToggleIntent returns an intent that toggles memberships of the same standing, or the number
// of trainees if they differ, so that the user can choose.
func ToggleIntent(
	members []model.MembershipRef, standings map[model.LinkKey]model.Standing,
) (want intent.SetStanding, mixedTrainees int) {
	trainees := 0
	for _, m := range members {
		if standings[m.LinkKey] == model.Training {
			trainees++
		}
	}
	if trainees > 0 && trainees < len(members) {
		return intent.SetStanding{}, trainees
	}
	return intent.SetStanding{Members: members, Standing: model.StandingOf(trainees == 0)}, 0
}

// FieldAdded is the result of a write that added a field.
type FieldAdded struct{ Change change.Change }

// AddField adds a field.
func AddField(f field.New) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		c, err := s.AddField(ctx, f)
		if err != nil {
			return Refused{err}
		}
		return FieldAdded{c}
	}
}
