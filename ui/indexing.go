package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/access"
	"roster/data/index"
	"roster/data/progress"
	"roster/ui/dialog"
	"roster/ui/style"
	"roster/ui/write"
)

// indexer asks whether to add the indexes that make a large roster fast, and adds them in the
// background.
type indexer struct {
	surveyed bool           // it was found out whether to ask
	planning bool           // that is being found out
	declined bool           // it was asked before, and the answer was no
	due      dialog.Dialog  // the question, until nothing else has the keys
	running  bool           // they are being added
	progress write.Progress // of that
}

// indexesPlanned is the answer to which indexes are missing.
type indexesPlanned struct {
	plan   index.Plan
	wanted bool // the user asked, not roster
	err    error
}

// indexed is the end of adding indexes.
type indexed struct {
	count int
	err   error
}

// indexTick is the time to look how far it is.
type indexTick struct{}

// tickTime is how often the header updates the progress of the indexes.
const tickTime = 500 * time.Millisecond

// offerIndexes finds out whether to ask, once the first rows are there.
func (a *App) offerIndexes() tea.Cmd {
	if a.indexer.surveyed || a.height == 0 || a.busy() {
		return nil
	}
	a.indexer.surveyed = true
	if a.indexer.declined || !a.store.Rights().May(access.Alter) {
		return nil
	}
	return a.planIndexes(false)
}

// planIndexes finds out which indexes are missing.
func (a *App) planIndexes(wanted bool) tea.Cmd {
	a.indexer.planning = true
	store := a.store
	return func() tea.Msg {
		plan, err := store.PlanIndexes(context.Background())
		return indexesPlanned{plan, wanted, err}
	}
}

func (a *App) indexesPlanned(msg indexesPlanned) {
	a.indexer.planning = false
	switch {
	case msg.err != nil && msg.wanted:
		a.status = failureStatus(a.style.Clean(msg.err.Error()))
	case msg.err != nil: // the user did not ask: the lists say it if reading fails, and the log has the error
	case msg.plan.Empty() && msg.wanted:
		a.say("No index is missing: this roster has them all, or is fast without them.")
	case !msg.plan.Empty():
		a.indexer.due = a.askIndexes(msg.plan)
	}
}

// askIndexesDue opens the question once nothing else has the focus.
func (a *App) askIndexesDue() {
	hasFocus := len(a.typedAhead) == 0 && len(a.dialogs) == 0 && a.prompt == nil
	if a.indexer.due != nil && a.writes.IsIdle() && hasFocus && !a.tooSmall() {
		a.Ask(a.indexer.due)
		a.indexer.due = nil
	}
}

// askIndexes asks whether to add indexes: what, how large, how long.
func (a *App) askIndexes(plan index.Plan) dialog.Dialog {
	return &dialog.Question{
		Title: "Make this roster faster?",
		Text: []string{
			"This roster is large, and lists are slow without " + style.Plural(int64(len(plan.Missing)), "index") + " that roster can add to the database.",
			fmt.Sprintf("That takes about %s of disk space and %s. They are built in the background; your edits take priority.", megabytes(plan.Bytes), seconds(plan.Takes)),
			"Other programs can use the database as before, but may have to wait to write to a file; if it is not in WAL mode, lists may wait too. roster asks only once. Later, find this with " + `":".`,
		},
		Options: []dialog.Option{{
			Key: "A", Label: "add them", Answer: func(dialog.Host) tea.Cmd { return a.addIndexes(plan) },
		}},
		No:       "not now",
		Declined: func(dialog.Host) tea.Cmd { a.indexer.declined = true; return nil },
	}
}

func megabytes(bytes int64) string { return style.Number(max(1, bytes>>20)) + " MB" }

func seconds(d time.Duration) string {
	return style.Plural(int64(max(time.Second, d.Round(time.Second))/time.Second), "second")
}

// addIndexes adds them in a command that ends with the program.
func (a *App) addIndexes(plan index.Plan) tea.Cmd {
	a.indexer.running = true
	a.indexer.progress.Set(0, int(plan.Rows))
	ctx := progress.With(context.Background(), a.indexer.progress.Set)
	store := a.store
	add := func() tea.Msg { return indexed{len(plan.Missing), store.AddIndexes(ctx, plan)} }
	return tea.Batch(add, a.opts.After(tickTime, indexTick{}))
}

// indexTicked looks again as long as there is something to see.
func (a *App) indexTicked() tea.Cmd {
	if !a.indexer.running {
		return nil
	}
	return a.opts.After(tickTime, indexTick{})
}

func (a *App) indexed(msg indexed) {
	a.indexer.running = false
	switch {
	case errors.Is(msg.err, context.Canceled): // the program ends
	case msg.err != nil:
		a.reportFailure("Indexes", "Not all indexes could be added: "+a.style.Clean(msg.err.Error()))
	default:
		a.say(style.Plural(int64(msg.count), "index") + " added: lists are fast now.")
	}
}

// indexingState returns the progress of the indexes for the header, "" if none is being added.
func (a *App) indexingState() string {
	percent, ok := a.indexer.progress.Percent()
	if !a.indexer.running || !ok {
		return ""
	}
	return fmt.Sprintf("adding indexes %d%%", percent)
}

// cannotIndex returns why no index can be added, "" if it can.
func (a *App) cannotIndex() string {
	switch {
	case a.store.ReadOnly() != "":
		return a.cannotWrite()
	case a.store.History().Forgets() != "":
		return "No indexes can be added to this database: " + a.store.History().Forgets() + "."
	case a.indexer.running:
		return "The indexes are being added."
	case a.indexer.planning || a.indexer.due != nil:
		return "roster is still checking which indexes are missing."
	}
	return ""
}
