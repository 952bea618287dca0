package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/progress"
)

// job is one write, run in a command. It returns the message that says what
// came of it.
type job func(ctx context.Context, s *data.Store) tea.Msg

// What can come of a write.
type (
	applied struct { // a plan was carried out, or had nothing to do
		plan   intent.Plan
		change change.Change
		effect change.Effect
	}
	moved struct { // a change was undone or redone
		change change.Change
		effect change.Effect
		undone bool
	}
	mixed struct { // not applied: it has to be asked which way
		members  []model.MembershipRef
		trainees int
	}
	tooLarge  struct{ plan intent.Plan }     // not applied: it could not be undone
	earlier   struct{ change change.Change } // not undone, or redone: it is not of this session
	notNewest struct{ change change.Change } // not undone: later changes would stay
	refused   struct{ err error }
)

// intentJob plans an intent and applies it, anew where another program altered the
// tables in between.
func intentJob(intent intent.Intent) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		result := planAndApply(intent)(ctx, s)
		if r, ok := result.(refused); ok && model.ErrorCode(r.err) == model.SchemaChanged {
			return planAndApply(intent)(ctx, s)
		}
		return result
	}
}

// planAndApply does it once.
func planAndApply(intent intent.Intent) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		plan, err := s.Plan(part(ctx, 0, 25), intent)
		switch {
		case err != nil:
			return refused{err}
		case plan.Empty():
			return applied{plan: plan}
		case !plan.Change.Kept():
			return tooLarge{plan}
		}
		return applyJob(plan)(part(ctx, 25, 100), s)
	}
}

// part returns a context whose progress is a part of that of ctx, in percent.
func part(ctx context.Context, from, to int) context.Context {
	whole := progress.Of(ctx)
	return progress.With(ctx, func(done, total int) { whole(from*total+(to-from)*done, 100*total) })
}

// applyJob applies a plan.
func applyJob(plan intent.Plan) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Apply(ctx, plan.Change)
		if err != nil {
			return refused{err}
		}
		return applied{plan, change, s.Effect(change)}
	}
}

// importJob carries out a planned import.
func importJob(plan importer.Plan) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.ApplyImport(ctx, plan)
		if err != nil {
			return refused{err}
		}
		return applied{intent.Plan{Change: change}, change, s.Effect(change)}
	}
}

// toggleJob gives these memberships the other standing, those that there are.
// Where they differ it is asked which way.
func toggleJob(members []model.MembershipRef) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		teams := each(members, func(m model.MembershipRef) int64 { return m.TeamID })
		stand, err := s.Reader().Standings(ctx, slices.Compact(slices.Sorted(slices.Values(teams))), each(members, func(m model.MembershipRef) int64 { return m.HeroID }))
		if err != nil {
			return refused{err}
		}
		there := slices.DeleteFunc(slices.Clone(members), func(m model.MembershipRef) bool { return stand[m.LinkKey] == model.Absent })
		intent, trainees := otherWay(there, func(key model.LinkKey) bool { return stand[key] == model.Training })
		if trainees > 0 {
			return mixed{there, trainees}
		}
		return intentJob(intent)(ctx, s)
	}
}

// undoLatest undoes the newest change, if this session made it.
func undoLatest(ctx context.Context, s *data.Store) tea.Msg {
	change, err := s.NextUndo(ctx)
	if err != nil {
		return refused{err}
	}
	return undoOwn(ctx, s, change)
}

// undoOwn undoes a change that this session made; an earlier one is asked for
// first.
func undoOwn(ctx context.Context, s *data.Store, change change.Change) tea.Msg {
	if !change.Session && change.Kept() { // else to say yes is of no use
		return earlier{change}
	}
	return undoJob(change.ID)(ctx, s)
}

// undoJob undoes the change with this id.
func undoJob(id int64) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Undo(ctx, id)
		if err != nil {
			return refused{err}
		}
		return moved{change, s.Effect(change), true}
	}
}

// undoAsking undoes the change with this id if it is the newest, as
// [undoLatest] does; another one is asked for first.
func undoAsking(id int64) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		next, err := s.NextUndo(ctx)
		switch {
		case err != nil && model.ErrorCode(err) != model.NothingToUndo:
			return refused{err}
		case err == nil && next.ID == id:
			return undoOwn(ctx, s, next)
		}
		applied, err := s.Stored(ctx, id)
		switch {
		case err != nil:
			return refused{err}
		case applied.State != change.Done:
			return refused{&model.Error{Code: model.NothingToUndo, Message: "This change is undone already."}}
		}
		return notNewest{applied}
	}
}

// redoOldest redoes what was undone last, if this session undid it; else it is asked
// for first.
func redoOldest(ctx context.Context, s *data.Store) tea.Msg {
	change, err := s.NextRedo(ctx)
	if err != nil {
		return refused{err}
	}
	if !change.Session && change.Kept() { // else to say yes is of no use
		return earlier{change}
	}
	return redoJob(change.ID)(ctx, s)
}

// redoJob redoes the change with this id.
func redoJob(id int64) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Redo(ctx, id)
		if err != nil {
			return refused{err}
		}
		return moved{change, s.Effect(change), false}
	}
}
