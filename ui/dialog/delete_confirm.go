package dialog

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/ui/keymap"
	"roster/ui/style"
	"roster/ui/write"
)

// deleteConfirm is what a confirmation asks about before something goes.
type deleteConfirm struct {
	style   *style.Style
	plan    intent.Plan
	preview intent.Preview
	err     error
}

// previewed is the answer to what a confirmation asked for.
type previewed struct {
	to     *Confirmation
	matter deleteConfirm
}

func (r deleteConfirm) Head(int) []string { return nil }

// Body names the rows to be deleted, or says why there are none.
func (r deleteConfirm) Body(width int) []string {
	switch {
	case r.err != nil:
		return style.Wrap(r.style.Clean(r.err.Error()), width)
	case r.plan.Empty():
		return style.Wrap(r.style.NothingDone(r.plan), width)
	}
	var lines []string
	for _, name := range r.preview.Names {
		lines = append(lines, style.Wrap(r.style.Clean(name), width)...)
	}
	return lines
}

// Foot says what is deleted with the rows, and the consequences.
func (r deleteConfirm) Foot(width int) []string {
	if r.Yes() == nil {
		return nil
	}
	lines := []string{""}
	if r.preview.Links > 0 {
		lines = append(lines, style.Plural(int64(r.preview.Links), "membership")+" will be deleted.")
	}
	for _, text := range r.preview.Follows[:min(5, len(r.preview.Follows))] {
		for _, line := range style.Wrap("It "+r.style.Clean(text)+".", width) {
			lines = append(lines, r.style.Theme.Text(style.Failure, line))
		}
	}
	if more := len(r.preview.Follows) - 5; more > 0 {
		lines = append(lines, "And "+style.Plural(int64(more), "more team")+" so.")
	}
	switch {
	case !r.plan.Change.Kept():
		return append(lines, CannotUndo(r.style))
	case len(r.plan.Final) == 0:
		return append(lines, r.style.Key(keymap.Undo)+" undoes it.")
	}
	return lines
}

func (r deleteConfirm) Yes() Answer {
	if r.err != nil || r.plan.Empty() {
		return nil
	}
	return func(h Host) tea.Cmd { return h.Write(nil, write.Apply(r.plan)) }
}

// NewDeleteConfirm returns a confirmation of an intent, and the command that reads what it
// asks about.
func NewDeleteConfirm(store *data.Store, st *style.Style, title string, want intent.Intent) (*Confirmation, tea.Cmd) {
	ctx, cancel := context.WithCancel(context.Background())
	c := &Confirmation{Title: title, leave: cancel}
	return c, func() tea.Msg {
		defer cancel()
		r := deleteConfirm{style: st}
		if r.plan, r.err = store.Plan(ctx, want); r.err == nil {
			r.preview, r.err = store.Preview(ctx, r.plan)
		}
		return previewed{c, r}
	}
}
