package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// job is one write, run in a command. It returns the message that says what
// came of it.
type job func(ctx context.Context, s *data.Store) tea.Msg

// What can come of a write.
type (
	applied struct { // a plan was carried out, or had nothing to do
		plan   data.Plan
		change data.Change
		effect data.Effect
	}
	moved struct { // a change was undone or redone
		change data.Change
		effect data.Effect
		undone bool
	}
	mixed struct { // not applied: it has to be asked which way
		members  []data.Seen
		trainees int
	}
	tooLarge  struct{ plan data.Plan }     // not applied: it could not be undone
	earlier   struct{ change data.Change } // not undone: it is not of this session
	notNewest struct{ change data.Change } // not undone: later changes would stay
	refused   struct{ err error }
)

// intentJob plans an intent and applies it, anew where another program altered the
// tables in between.
func intentJob(intent data.Intent) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		result := planAndApply(intent)(ctx, s)
		if r, ok := result.(refused); ok && data.ErrorCode(r.err) == data.Altered {
			return planAndApply(intent)(ctx, s)
		}
		return result
	}
}

// planAndApply does it once.
func planAndApply(intent data.Intent) job {
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
	whole := data.ProgressOf(ctx)
	return data.WithProgress(ctx, func(done, total int) { whole(from*total+(to-from)*done, 100*total) })
}

// applyJob applies a plan.
func applyJob(plan data.Plan) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Apply(ctx, plan.Change)
		if err != nil {
			return refused{err}
		}
		return applied{plan, change, s.Effect(change)}
	}
}

// importJob carries out a planned import.
func importJob(plan data.ImportPlan) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.ApplyImport(ctx, plan)
		if err != nil {
			return refused{err}
		}
		return applied{data.Plan{Change: change}, change, s.Effect(change)}
	}
}

// toggleJob gives these memberships the other standing, those that there are.
// Where they differ it is asked which way.
func toggleJob(members []data.Seen) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		var teams, heroes []int64
		for _, m := range members {
			teams, heroes = append(teams, m.TeamID), append(heroes, m.HeroID)
		}
		slices.Sort(teams)
		stand, err := s.Standings(ctx, slices.Compact(teams), heroes)
		if err != nil {
			return refused{err}
		}
		there := slices.DeleteFunc(slices.Clone(members), func(m data.Seen) bool { return stand[m.LinkKey] == data.Absent })
		intent, trainees := otherWay(there, func(key data.LinkKey) bool { return stand[key] == data.Training })
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
func undoOwn(ctx context.Context, s *data.Store, change data.Change) tea.Msg {
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
		case err != nil && data.ErrorCode(err) != data.Nothing:
			return refused{err}
		case err == nil && next.ID == id:
			return undoOwn(ctx, s, next)
		}
		change, err := s.Stored(ctx, id)
		switch {
		case err != nil:
			return refused{err}
		case change.State != data.Done:
			return refused{&data.Error{Code: data.Nothing, Message: "This change is undone already."}}
		}
		return notNewest{change}
	}
}

// redoOldest redoes what was undone last.
func redoOldest(ctx context.Context, s *data.Store) tea.Msg {
	change, err := s.NextRedo(ctx)
	if err != nil {
		return refused{err}
	}
	change, err = s.Redo(ctx, change.ID)
	if err != nil {
		return refused{err}
	}
	return moved{change, s.Effect(change), false}
}

// otherWay returns what gives memberships of one standing the other one. Where
// they differ it returns how many are in training: then it has to be asked.
func otherWay(members []data.Seen, inTraining func(data.LinkKey) bool) (intent data.SetTraining, mixedTrainees int) {
	trainees := 0
	for _, m := range members {
		if inTraining(m.LinkKey) {
			trainees++
		}
	}
	if trainees > 0 && trainees < len(members) {
		return data.SetTraining{}, trainees
	}
	return data.SetTraining{Members: members, Training: trainees == 0}, 0
}

// fieldAdded is what comes of a write that added a field.
type fieldAdded struct{ change data.Change }

// addFieldJob adds a field.
func addFieldJob(f data.NewField) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.AddField(ctx, f)
		if err != nil {
			return refused{err}
		}
		return fieldAdded{change}
	}
}
