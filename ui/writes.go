package ui

import (
	"context"
	"slices"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// job is one write, run in a command. It returns the message that says what
// came of it.
type job func(ctx context.Context, s *data.Store) tea.Msg

// writes is the queue of the writes: one at a time, in the order in which they
// were wanted, so that a second key is planned after what the first one did.
type writes struct {
	store    *data.Store
	queue    []wanted
	busy     bool
	cancel   context.CancelFunc // ends the write that runs
	answer   chan tea.Msg       // what came of it, for when the program ends before it
	progress progress
}

// progress is how far the write that runs is, where it says so. The write moves
// it, and the screen reads it.
type progress struct{ done, total atomic.Int64 }

func (p *progress) set(done, total int) {
	p.done.Store(int64(done))
	p.total.Store(int64(total))
}

// percent returns how far the write is; ok is false where it does not say.
func (p *progress) percent() (percent int64, ok bool) {
	total := p.total.Load()
	if total == 0 {
		return 0, false
	}
	return min(100, 100*p.done.Load()/total), true
}

// wanted is a job in the queue, and the form that waits for it, or nil.
type wanted struct {
	job
	form *form
}

// written says that the job at the head of the queue is done.
type written struct {
	result tea.Msg
	form   *form
}

// push queues a job, and runs it when its turn has come.
func (w *writes) push(j job) tea.Cmd { return w.pushFor(nil, j) }

// pushFor queues a job that a form waits for.
func (w *writes) pushFor(f *form, j job) tea.Cmd {
	w.queue = append(w.queue, wanted{j, f})
	return w.run()
}

// run runs the next job, unless one is running.
func (w *writes) run() tea.Cmd {
	if w.busy || len(w.queue) == 0 {
		return nil
	}
	w.busy = true
	w.progress.set(0, 0)
	next, store := w.queue[0], w.store
	w.queue = w.queue[1:]
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(data.WithProgress(context.Background(), w.progress.set))
	answer := make(chan tea.Msg, 1)
	w.answer = answer
	return func() tea.Msg {
		result := next.job(ctx, store)
		answer <- result
		return written{result, next.form}
	}
}

// idle tells whether everything that was wanted is done.
func (w *writes) idle() bool { return !w.busy && len(w.queue) == 0 }

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
		teams := each(members, func(m data.Seen) int64 { return m.TeamID })
		stand, err := s.Standings(ctx, slices.Compact(slices.Sorted(slices.Values(teams))), each(members, func(m data.Seen) int64 { return m.HeroID }))
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
	if !change.Session {
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
