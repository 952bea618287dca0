package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// askWhichWay asks what to make of memberships that are partly in training,
// partly active.
func askWhichWay(everyone []data.Seen, inTraining, unseen int) dialog {
	total := int64(len(everyone))
	text := plural(total, "membership") + " are marked, " + number(int64(inTraining)) + " in training and " + number(total-int64(inTraining)) + " active. "
	if unseen > 0 {
		text += number(int64(unseen)) + " of them you have not seen since the filter changed. "
	}
	all := func(isTraining bool) answer {
		return func(h dialogHost) tea.Cmd { return h.want(data.SetTraining{Members: everyone, Training: isTraining}) }
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
		options: []option{{"y", "go on with what is marked", func(dialogHost) tea.Cmd { return do() }}},
		no:      "leave it",
	}
}

// askUndo asks before a change is undone that was not made in this session.
func askUndo(look *look, change data.Change) dialog {
	return &question{
		title: "Undo an earlier change?",
		text: []string{
			look.clean(change.Label),
			"It was made " + change.At.In(time.Local).Format("on 2 January 2006 at 15:04") + ", not in this session.",
		},
		options: []option{{"y", "undo it", func(h dialogHost) tea.Cmd { return h.write(nil, undoJob(change.ID)) }}},
		no:      "leave it",
	}
}

// askUndoOne asks before a change is undone that is not the newest: what was
// changed after it stays.
func askUndoOne(look *look, change data.Change) dialog {
	return &question{
		title: "Undo this one change?",
		text: []string{
			look.clean(change.Label),
			"By " + look.clean(change.Actor) + ", " + localTime(change.At) + ". Later changes stay, and undoing it is a new change.",
		},
		options: []option{{"y", "undo it", func(h dialogHost) tea.Cmd { return h.want(data.Revert{ID: change.ID}) }}},
		no:      "leave it",
	}
}

// askUnkept asks before a change that is too large to be undone.
func askUnkept(plan data.Plan) dialog {
	return &question{
		title: "This can't be undone",
		text: []string{
			"It changes " + plural(int64(len(plan.Change.Edits)), "row") + ", and the history keeps " + number(data.MaxKept) + " at most.",
		},
		options: []option{{"y", "change them", func(h dialogHost) tea.Cmd { return h.write(nil, applyJob(plan)) }}},
		no:      "leave them",
	}
}
