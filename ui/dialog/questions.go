package dialog

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/style"
	"roster/ui/write"
)

// AskStanding asks what to make of memberships that are partly in training,
// partly active.
func AskStanding(st *style.Style, everyone []model.MembershipRef, inTraining, unseen int) Dialog {
	total := int64(len(everyone))
	text := st.Say(style.Plural(total, "membership") + " are marked, " + style.Number(int64(inTraining)) + " in training and " + style.Number(total-int64(inTraining)) + " active. ")
	if unseen > 0 {
		text += style.Number(int64(unseen)) + " of them have not been on screen since the filter changed. "
	}
	all := func(standing model.Standing) Answer {
		return func(h Host) tea.Cmd { return h.Want(intent.SetStanding{Members: everyone, Standing: standing}) }
	}
	return &Question{
		Title:   st.Say("Toggle training"),
		Text:    []string{text + "Set all of them to:"},
		Options: []Option{{"a", st.Say("active"), all(model.Active)}, {"i", st.Say("in training"), all(model.Training)}}, // not t, which opened it
		AnyCase: true,
		No:      "neither",
	}
}

// AskUnseen asks before something is done to marked rows that were not on screen since
// the list is filtered as it is.
func AskUnseen(marked, unseen int, do func() tea.Cmd) Dialog {
	text := style.Plural(int64(marked), "row") + " are marked, and " + style.Number(int64(unseen)) + " of them have not been on screen since the filter changed."
	if marked == 1 {
		text = "The marked row has not been on screen since the filter changed."
	}
	return &Question{
		Title:   "Marked rows are not on screen",
		Text:    []string{text},
		Options: []Option{{"y", "continue with all marked rows", func(Host) tea.Cmd { return do() }}},
		No:      "cancel",
	}
}

// moment is a time as a sentence has it.
func moment(at time.Time) string {
	if at.IsZero() {
		return "at an unknown time"
	}
	return at.In(time.Local).Format("on 2 January 2006 at 15:04")
}

// AskEarlier asks before a change is undone that was not made in this session, or
// before one is redone that was not undone in it.
func AskEarlier(st *style.Style, c change.Change) Dialog {
	rows, made := style.Plural(int64(c.Count), "row"), "It was made "+moment(c.At)
	title, text := "Undo an earlier change?", made+", not in this session. Undoing it restores "+rows+"."
	word, do := "undo it", write.Undo(c.Ref())
	if c.State == change.Undone {
		title, text = "Redo an earlier change?", made+", and was not undone in this session. Redoing it writes "+rows+" again."
		word, do = "redo it", write.Redo(c.Ref())
	}
	return &Question{
		Title:   title,
		Text:    []string{st.Clean(c.Label), text},
		Options: []Option{{"y", word, func(h Host) tea.Cmd { return h.Write(nil, do) }}},
		No:      "cancel",
	}
}

// AskUndoOne asks before a change is undone that is not the newest: what was
// changed after it stays.
func AskUndoOne(st *style.Style, c change.Change) Dialog {
	return &Question{
		Title: "Undo this one change?",
		Text: []string{
			st.Clean(c.Label),
			"By " + st.Clean(c.Actor) + ", " + style.LocalTime(c.At) + ". Later changes stay. The undo is recorded as a new change.",
		},
		Options: []Option{{"y", "undo it", func(h Host) tea.Cmd { return h.Want(intent.Revert{Change: c.Ref()}) }}},
		No:      "cancel",
	}
}

// AskUnkept asks before a change that is too large to be undone.
func AskUnkept(plan intent.Plan) Dialog {
	return &Question{
		Title: "This can't be undone",
		Text: []string{
			"It changes " + style.Plural(int64(len(plan.Change.Edits)), "row") + ", and the history keeps at most " + style.Number(change.DefaultMaxKept) + ".",
		},
		Options: []Option{{"y", "change them", func(h Host) tea.Cmd { return h.Write(nil, write.Apply(plan)) }}},
		No:      "cancel",
	}
}
