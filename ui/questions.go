package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
)

// askWhichWay asks what to make of memberships that are partly in training,
// partly active.
func askWhichWay(everyone []model.MembershipRef, inTraining, unseen int) dialog {
	total := int64(len(everyone))
	text := plural(total, "membership") + " are marked, " + number(int64(inTraining)) + " in training and " + number(total-int64(inTraining)) + " active. "
	if unseen > 0 {
		text += number(int64(unseen)) + " of them you have not seen since the filter changed. "
	}
	all := func(isTraining bool) answer {
		return func(a *App) tea.Cmd {
			return a.want(intent.SetStanding{Members: everyone, Standing: model.StandingOf(isTraining)})
		}
	}
	return &question{
		title:   "Toggle training",
		text:    []string{text + "Make all of them:"},
		options: []option{{"A", "active", all(false)}, {"T", "in training", all(true)}}, // no keys of the view behind
		no:      "neither",
	}
}

// askUnseen asks before something is done to marked rows that were not on screen since
// the list is filtered as it is.
func askUnseen(marked, unseen int, do func() tea.Cmd) dialog {
	text := plural(int64(marked), "row") + " are marked, and " + number(int64(unseen)) + " of them you have not seen since the filter changed."
	if marked == 1 {
		text = "You have not seen the one row that is marked since the filter changed."
	}
	return &question{
		title:   "Marked, and out of sight",
		text:    []string{text},
		options: []option{{"y", "go on with what is marked", func(*App) tea.Cmd { return do() }}},
		no:      "leave it",
	}
}

// moment is a time as a sentence has it.
func moment(at time.Time) string {
	if at.IsZero() {
		return "at an unknown time"
	}
	return at.In(time.Local).Format("on 2 January 2006 at 15:04")
}

// askEarlier asks before a change is undone that was not made in this session, or
// before one is made again that was not undone in it.
func askEarlier(look *look, newest change.Change) dialog {
	rows, made := plural(int64(newest.Count), "row"), "It was made "+moment(newest.At)
	title, text := "Undo an earlier change?", made+", not in this session. To undo it takes back "+rows+"."
	word, do := "undo it", undoJob(newest.ID)
	if newest.State == change.Undone {
		title, text = "Redo an earlier change?", made+", and was not undone in this session. To redo it writes "+rows+" again."
		word, do = "redo it", redoJob(newest.ID)
	}
	return &question{
		title:   title,
		text:    []string{look.clean(newest.Label), text},
		options: []option{{"y", word, func(a *App) tea.Cmd { return a.write(nil, do) }}},
		no:      "leave it",
	}
}

// askUndoOne asks before a change is undone that is not the newest: what was
// changed after it stays.
func askUndoOne(look *look, change change.Change) dialog {
	return &question{
		title: "Undo this one change?",
		text: []string{
			look.clean(change.Label),
			"By " + look.clean(change.Actor) + ", " + local(change.At) + ". Later changes stay, and undoing it is a new change.",
		},
		options: []option{{"y", "undo it", func(a *App) tea.Cmd { return a.want(intent.Revert{ID: change.ID}) }}},
		no:      "leave it",
	}
}

// askUnkept asks before a change that is too large to be undone.
func askUnkept(plan intent.Plan) dialog {
	return &question{
		title: "This can't be undone",
		text: []string{
			"It changes " + plural(int64(len(plan.Change.Edits)), "row") + ", and the history keeps " + number(change.DefaultMaxKept) + " at most.",
		},
		options: []option{{"y", "change them", func(a *App) tea.Cmd { return a.write(nil, applyJob(plan)) }}},
		no:      "leave them",
	}
}
