package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
	"roster/ui/write"
)

// createsRow reports whether the form is that of a new team or hero.
func (f *Form) createsRow() bool {
	return f.about.Row.IsZero() && (f.about.Table == model.TeamTable || f.about.Table == model.HeroTable)
}

// Warn reports that the row to be created may already exist. The form stays open.
func (f *Form) Warn(exists write.Exists) { f.saving, f.exists = false, &exists }

// pressExists takes the answer to whether the one that exists is meant.
func (f *Form) pressExists(key string) Outcome {
	row := f.exists.Row
	switch {
	case key == "enter" && len(f.about.With) > 0:
		want := intent.Assign{Standing: model.StandingOf(f.about.Training)}
		for _, target := range f.about.With {
			want.Members = append(want.Members, MembershipOf(target, row, f.about.Table == model.HeroTable))
		}
		return Outcome{Done: true, Writes: true, Answer: func(h Host) tea.Cmd { return Assign(h, f.store, f.style, want) }}
	case key == "ctrl+n":
		f.exists, f.another = nil, f.fields[0].value()
		return f.submit()
	case key == "esc":
		f.exists = nil
	}
	return Outcome{}
}

// existsAnswers returns the keys that answer it.
func (f *Form) existsAnswers() []string {
	if len(f.about.With) > 0 {
		return []string{"enter", "ctrl+n"}
	}
	return []string{"ctrl+n"}
}

// drawExists draws which row exists, and what to do.
func (f *Form) drawExists(b *Box, wide int) {
	row, about, more := f.exists.Row, f.style.Clean(f.exists.About), ""
	if about != "" {
		about = " (" + about + ")"
	}
	if f.exists.More > 0 {
		more = fmt.Sprintf(", and %d more of nearly this name", f.exists.More)
	}
	f.alarm(b, f.style.Clean(row.Name)+" exists"+about+more+". Is it the same?", wide)
	b.Y, b.Typed, b.Keys = 0, false, "ctrl+n create another one  esc keep editing"
	if len(f.about.With) > 0 {
		b.Keys = "enter add this one  ctrl+n create another  esc back"
	}
}
