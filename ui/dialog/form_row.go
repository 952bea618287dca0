package dialog

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/style"
)

// readRow reads the row that a form is about: the texts of its fields, and
// whether there is such a row.
type readRow func(ctx context.Context, s *data.Store) (values []string, there bool, err error)

// RowRead is the answer to what a form's row is now.
type RowRead struct {
	Form   *Form
	gen    int
	values []string
	there  bool
	told   bool // the conflict has already been reported to the user
	err    error
}

// EditTeam returns the form of a team.
func EditTeam(s *data.Store, st *style.Style, t model.Team) *Form {
	f := teamForm(s, st, st.Say("Edit team ")+st.ID(t.ID), t, func(f *Form, shown, typed []string) intent.Intent {
		return intent.EditTeam{Shown: teamOf(f, t.ID, shown), Typed: teamOf(f, t.ID, typed), Fields: f.typedFields(model.TeamTable, shown, typed)}
	})
	f.about = Unsaved{Table: model.TeamTable, Row: t.ID}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		now, there, err := s.Reader().Team(ctx, t.ID)
		if err != nil {
			return nil, there, err
		}
		fields, err := s.Reader().RowFields(ctx, model.TeamTable, []model.ID{t.ID})
		return append(f.seedTexts(map[string]string{"name": now.Name, "headquarters": now.Headquarters}), f.values(model.TeamTable, fields[t.ID])...), there, err
	}
	return f
}

// EditHero returns the form of a hero.
func EditHero(s *data.Store, st *style.Style, h model.Hero) *Form {
	f := heroForm(s, st, st.Say("Edit hero ")+st.ID(h.ID), h, func(f *Form, shown, typed []string) intent.Intent {
		return intent.EditHero{Shown: heroOf(f, h.ID, shown), Typed: heroOf(f, h.ID, typed), Fields: f.typedFields(model.HeroTable, shown, typed)}
	})
	f.about = Unsaved{Table: model.HeroTable, Row: h.ID}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		now, there, err := s.Reader().Hero(ctx, h.ID)
		if err != nil {
			return nil, there, err
		}
		fields, err := s.Reader().RowFields(ctx, model.HeroTable, []model.ID{h.ID})
		return append(f.seedTexts(map[string]string{"name": now.Name, "secret_name": now.SecretName, "age": now.Age.Text}), f.values(model.HeroTable, fields[h.ID])...), there, err
	}
	return f
}

// Open opens a form, and reads the values that it does not have yet.
func Open(h Host, s *data.Store, f *Form) tea.Cmd {
	h.Ask(f)
	if !f.reading {
		return nil
	}
	return f.reread(s, false)
}

// Refresh finds out what the row is now.
func (f *Form) Refresh(s *data.Store) tea.Cmd {
	f.fit(s)
	if f.read == nil {
		return nil
	}
	return f.reread(s, false)
}

func (f *Form) reread(s *data.Store, told bool) tea.Cmd {
	f.gen++
	f.telling = f.telling || told // also if a later answer is the one that counts
	told = f.telling
	read, gen := f.read, f.gen
	return func() tea.Msg {
		values, there, err := read(context.Background(), s)
		return RowRead{f, gen, values, there, told, err}
	}
}

// RereadRefused reads the row again after a conflict, which was reported to the user. It
// returns nil for a form that is not about a row.
func (f *Form) RereadRefused(s *data.Store) tea.Cmd {
	if f.read == nil {
		return nil
	}
	return f.reread(s, true)
}

// Take handles the current row. It returns a message for the user, since a small window may
// not show all of the form, or why the form can't be filled in.
func (f *Form) Take(msg RowRead) (news string, err error) {
	if msg.gen != f.gen {
		return "", nil
	}
	f.telling = false
	if f.reading {
		return "", f.fill(msg)
	}
	if msg.err != nil { // saving meets the same error
		return "", nil
	}
	wasGone := f.gone
	switch isNews := f.learn(msg) && !msg.told; {
	case isNews && wasGone:
		f.failed = "" // that was why
		return "The row you are editing is back.", nil
	case isNews:
		return "Another program changed the row you are editing: the form shows where.", nil
	}
	return "", nil
}

// fill shows what the fields of the form hold.
func (f *Form) fill(msg RowRead) error {
	f.reading = false
	if msg.err != nil {
		return msg.err
	}
	for _, block := range f.blocks {
		for i := range block.of {
			if at := block.at + i; msg.there {
				f.fields[at].show(f.style, msg.values[at])
			}
		}
	}
	f.learn(msg)
	return nil
}

// show makes the field show a value of the database.
func (f *formField) show(st *style.Style, value string) {
	fresh := newField(st, f.label, value, f.secret, f.check)
	f.Textfield, f.CharLimit = fresh.Textfield, fresh.CharLimit
	f.shown, f.start = value, fresh.start
}

// learn handles the current row. It returns whether that is news.
func (f *Form) learn(msg RowRead) bool {
	news := f.gone == msg.there
	f.gone = !msg.there
	if f.gone {
		return news
	}
	for i, field := range f.fields {
		if field.misfit == "" && field.learn(f.style, msg.values[i], msg.told) {
			news = true
		}
	}
	return news
}

// learn handles the current value of the field. If no one typed in it, the field shows it from
// now on. Typed text stays, and does not replace a value that the user has not been shown:
// saving is refused then, and reports the current value.
func (f *formField) learn(st *style.Style, now string, isTold bool) (isNews bool) {
	before := f.news
	f.told = nil
	if now == f.shown {
		if now != f.heard {
			f.news = ""
		}
		return false
	}
	f.heard = now
	fresh := newField(st, f.label, now, f.secret, f.check)
	switch {
	case !f.touched():
		f.news = "Changed by another program" + f.quoted(st, ": it was ", f.shown) + "."
		f.show(st, now)
	case f.Value() == fresh.start: // both mean the same
		f.news = ""
		f.shown, f.start = now, fresh.start
	case isTold:
		f.news = "Another program changed it" + f.quoted(st, " to ", now) + ": saving replaces that."
		f.told = &shownValue{now, fresh.start}
	default:
		f.news = "Another program changed it" + f.quoted(st, " to ", now) + "."
	}
	return f.news != before
}

// shownValue is the value of a field in the database, as it is and as the field would
// show it. Saving may replace it once the user has seen it.
type shownValue struct{ shown, start string }

// drawn records that the message of the field was on screen.
func (f *formField) drawn() {
	if f.told != nil {
		f.shown, f.start, f.told = f.told.shown, f.told.start, nil
	}
}

// quoted returns a value for a sentence, after a few words; of a secret only that
// it is another one.
func (f *formField) quoted(st *style.Style, words, value string) string {
	switch {
	case f.secret:
		return ""
	case value == "":
		return words + "empty"
	}
	return words + "“" + st.Clean(f.said(value)) + "”"
}

// trouble returns what prevents saving the whole form.
func (f *Form) trouble() string {
	if f.gone {
		return "Another program deleted this row, so it can't be saved. Copy what you typed before you close the form."
	}
	return f.failed
}
