package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// removal is what a confirmation asks about before something goes.
type removal struct {
	look    *look
	plan    data.Plan
	preview data.Preview
	err     error
}

// previewed is the answer to what a confirmation asked for.
type previewed struct {
	to     *confirmation
	matter removal
}

func (r removal) head(int) []string { return nil }

// body names what goes, or says why nothing does.
func (r removal) body(width int) []string {
	switch {
	case r.err != nil:
		return wrap(r.look.clean(r.err.Error()), width)
	case r.plan.Empty():
		return wrap(r.look.already(r.plan), width)
	}
	var lines []string
	for _, name := range r.preview.Names {
		lines = append(lines, wrap(r.look.clean(name), width)...)
	}
	return lines
}

// foot says what goes with the rows, and what comes of it.
func (r removal) foot(width int) []string {
	if r.yes() == nil {
		return nil
	}
	lines := []string{""}
	if r.preview.Links > 0 {
		lines = append(lines, plural(int64(r.preview.Links), "membership")+" will go.")
	}
	for _, text := range r.preview.Follows[:min(5, len(r.preview.Follows))] {
		for _, line := range wrap("It "+r.look.clean(text)+".", width) {
			lines = append(lines, r.look.theme.text(failure, line))
		}
	}
	if more := len(r.preview.Follows) - 5; more > 0 {
		lines = append(lines, "And "+plural(int64(more), "more team")+" so.")
	}
	switch {
	case !r.plan.Change.Kept():
		return append(lines, unkept(r.look))
	case len(r.plan.Final) == 0:
		return append(lines, "u undoes it.")
	}
	return lines
}

func (r removal) yes() answer {
	if r.err != nil || r.plan.Empty() {
		return nil
	}
	return func(h dialogHost) tea.Cmd { return h.write(nil, applyJob(r.plan)) }
}

// newRemoval returns a confirmation of an intent, and the command that reads what it
// asks about.
func newRemoval(store *data.Store, look *look, title string, intent data.Intent) (*confirmation, tea.Cmd) {
	ctx, cancel := context.WithCancel(context.Background())
	c := &confirmation{title: title, leave: cancel}
	return c, func() tea.Msg {
		defer cancel()
		r := removal{look: look}
		if r.plan, r.err = store.Plan(ctx, intent); r.err == nil {
			r.preview, r.err = store.Preview(ctx, r.plan)
		}
		return previewed{c, r}
	}
}
