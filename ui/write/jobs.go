package write

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// Job is one write, run in a command. It returns the message that says what
// came of it.
type Job func(ctx context.Context, s *data.Store) tea.Msg

// What can come of a write.
type (
	Applied struct { // a plan was carried out, or had nothing to do
		Plan   data.Plan
		Change data.Change
		Effect data.Effect
	}
	UndoneOrRedone struct { // a change was undone or redone
		Change data.Change
		Effect data.Effect
		Undone bool
	}
	Mixed struct { // not applied: it has to be asked which way
		Members  []data.Seen
		Trainees int
	}
	TooLarge       struct{ Plan data.Plan }     // not applied: it could not be undone
	NotThisSession struct{ Change data.Change } // not undone, or redone: it is not of this session
	NotNewest      struct{ Change data.Change } // not undone: later changes would stay
	Refused        struct{ Err error }
)

// Intent plans an intent and applies it; once more if another program altered the
// tables in between.
func Intent(intent data.Intent) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		result := planAndApply(intent)(ctx, s)
		if r, ok := result.(Refused); ok && data.ErrorCode(r.Err) == data.Altered {
			return planAndApply(intent)(ctx, s)
		}
		return result
	}
}

// planAndApply does it once.
func planAndApply(intent data.Intent) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		plan, err := s.Plan(partOfProgress(ctx, 0, 25), intent)
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
	whole := data.ProgressOf(ctx)
	return data.WithProgress(ctx, func(done, total int) { whole(from*total+(to-from)*done, 100*total) })
}

// Apply applies a plan.
func Apply(plan data.Plan) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Apply(ctx, plan.Change)
		if err != nil {
			return Refused{err}
		}
		return Applied{plan, change, s.Effect(change)}
	}
}

// Import carries out a planned import.
func Import(plan data.ImportPlan) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.ApplyImport(ctx, plan)
		if err != nil {
			return Refused{err}
		}
		return Applied{data.Plan{Change: change}, change, s.Effect(change)}
	}
}

// Toggle gives these memberships the other standing, those that there are.
// If they differ, the result asks which way.
func Toggle(members []data.Seen) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		var teams, heroes []int64
		for _, m := range members {
			teams, heroes = append(teams, m.TeamID), append(heroes, m.HeroID)
		}
		slices.Sort(teams)
		stand, err := s.Standings(ctx, slices.Compact(teams), heroes)
		if err != nil {
			return Refused{err}
		}
		there := slices.DeleteFunc(slices.Clone(members), func(m data.Seen) bool { return stand[m.LinkKey] == data.Absent })
		intent, trainees := OtherStanding(there, func(key data.LinkKey) bool { return stand[key] == data.Training })
		if trainees > 0 {
			return Mixed{there, trainees}
		}
		return Intent(intent)(ctx, s)
	}
}

// UndoLatest undoes the newest change, if this session made it.
func UndoLatest(ctx context.Context, s *data.Store) tea.Msg {
	change, err := s.NextUndo(ctx)
	if err != nil {
		return Refused{err}
	}
	return undoOwn(ctx, s, change)
}

// undoOwn undoes a change that this session made; an earlier one is asked for
// first.
func undoOwn(ctx context.Context, s *data.Store, change data.Change) tea.Msg {
	if !change.Session && change.Kept() { // else to say yes is of no use
		return NotThisSession{change}
	}
	return Undo(change.ID)(ctx, s)
}

// Undo undoes the change with this id.
func Undo(id int64) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Undo(ctx, id)
		if err != nil {
			return Refused{err}
		}
		return UndoneOrRedone{change, s.Effect(change), true}
	}
}

// UndoChange undoes the change with this id if it is the newest, as
// [UndoLatest] does; another one is asked for first.
func UndoChange(id int64) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		next, err := s.NextUndo(ctx)
		switch {
		case err != nil && data.ErrorCode(err) != data.Nothing:
			return Refused{err}
		case err == nil && next.ID == id:
			return undoOwn(ctx, s, next)
		}
		change, err := s.Stored(ctx, id)
		switch {
		case err != nil:
			return Refused{err}
		case change.State != data.Done:
			return Refused{&data.Error{Code: data.Nothing, Message: "This change is undone already."}}
		}
		return NotNewest{change}
	}
}

// RedoLatest redoes what was undone last, if this session undid it; otherwise the result
// asks first.
func RedoLatest(ctx context.Context, s *data.Store) tea.Msg {
	change, err := s.NextRedo(ctx)
	if err != nil {
		return Refused{err}
	}
	if !change.Session && change.Kept() { // else to say yes is of no use
		return NotThisSession{change}
	}
	return Redo(change.ID)(ctx, s)
}

// Redo redoes the change with this id.
func Redo(id int64) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.Redo(ctx, id)
		if err != nil {
			return Refused{err}
		}
		return UndoneOrRedone{change, s.Effect(change), false}
	}
}

// OtherStanding returns what gives memberships of one standing the other one. Where
// they differ it returns how many are in training: then it has to be asked.
func OtherStanding(members []data.Seen, inTraining func(data.LinkKey) bool) (intent data.SetTraining, mixedTrainees int) {
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

// FieldAdded is what comes of a write that added a field.
type FieldAdded struct{ Change data.Change }

// AddField adds a field.
func AddField(f data.NewField) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.AddField(ctx, f)
		if err != nil {
			return Refused{err}
		}
		return FieldAdded{change}
	}
}
