package ui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// readRow reads the row that a form is about: the texts of its fields, and
// whether there is such a row.
type readRow func(ctx context.Context, s *data.Store) (values []string, there bool, err error)

// rowRead is the answer to what a form's row is now.
type rowRead struct {
	form   *form
	gen    int
	values []string
	there  bool
	told   bool // the person was told already what was in the way of saving
	err    error
}

// editTeam asks what a team is to be.
func editTeam(s *data.Store, look *look, t model.Team) *form {
	f := teamForm(s, look, "Edit team id:"+strconv.FormatInt(t.ID, 10), t, func(f *form, shown, typed []string) intent.Intent {
		return intent.EditTeam{Shown: teamOf(t.ID, shown), Typed: teamOf(t.ID, typed), Fields: f.said(teamTable, shown, typed)}
	})
	f.about = Unsaved{Table: teamTable, Row: t.ID}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		now, there, err := s.Reader().Team(ctx, t.ID)
		if err != nil {
			return nil, there, err
		}
		fields, err := s.Reader().RowFields(ctx, teamTable, []int64{t.ID})
		return append([]string{now.Name, now.Headquarters}, f.values(teamTable, fields[t.ID])...), there, err
	}
	return f
}

// editHero asks what a hero is to be.
func editHero(s *data.Store, look *look, h model.Hero) *form {
	f := heroForm(s, look, "Edit hero id:"+strconv.FormatInt(h.ID, 10), h, func(f *form, shown, typed []string) intent.Intent {
		return intent.EditHero{Shown: heroOf(h.ID, shown), Typed: heroOf(h.ID, typed), Fields: f.said(heroTable, shown, typed)}
	})
	f.about = Unsaved{Table: heroTable, Row: h.ID}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		now, there, err := s.Reader().Hero(ctx, h.ID)
		if err != nil {
			return nil, there, err
		}
		fields, err := s.Reader().RowFields(ctx, heroTable, []int64{h.ID})
		return append([]string{now.Name, now.SecretName, now.Age.Text}, f.values(heroTable, fields[h.ID])...), there, err
	}
	return f
}

// askForm opens a form, and reads what it has yet to show.
func askForm(h host, s *data.Store, f *form) tea.Cmd {
	h.ask(f)
	if !f.reading {
		return nil
	}
	return f.reread(s, false)
}

// refresh finds out what the row is now.
func (f *form) refresh(s *data.Store) tea.Cmd {
	f.fit(s)
	if f.read == nil {
		return nil
	}
	return f.reread(s, false)
}

func (f *form) reread(s *data.Store, told bool) tea.Cmd {
	f.gen++
	f.telling = f.telling || told // also where a later answer is the one that counts
	told = f.telling
	read, gen := f.read, f.gen
	return func() tea.Msg {
		values, there, err := read(context.Background(), s)
		return rowRead{f, gen, values, there, told, err}
	}
}

// rowRead tells an open form what its row is now, and the person that it is
// another one: a low window may not show all of the form.
func (a *App) rowRead(msg rowRead) tea.Cmd {
	if !slices.Contains(a.dialogs, dialog(msg.form)) || msg.gen != msg.form.gen {
		return nil
	}
	msg.form.telling = false
	if msg.form.reading {
		return a.formRead(msg)
	}
	if msg.err != nil { // saving meets the same error
		return nil
	}
	wasGone := msg.form.gone
	switch news := msg.form.learn(msg) && !msg.told; {
	case news && wasGone:
		msg.form.failed = "" // that was why
		a.say("What you are editing is there again.")
	case news:
		a.say("Another program changed what you are editing: it is marked in the form.")
	}
	return nil
}

// formRead shows what the fields of a form hold.
func (a *App) formRead(msg rowRead) tea.Cmd {
	f := msg.form
	f.reading = false
	if msg.err != nil {
		a.held = nil
		a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog) bool { return d == dialog(f) })
		a.complain("Not done", a.look.clean(msg.err.Error()))
		return nil
	}
	for _, block := range f.further {
		for i := range block.of {
			if at := block.at + i; msg.there {
				f.fields[at].show(f.look, msg.values[at])
			}
		}
	}
	f.learn(msg)
	return nil
}

// show makes the field show a value of the database.
func (f *formField) show(look *look, value string) {
	fresh := newField(look, f.label, value, f.secret, f.check)
	f.textfield, f.CharLimit = fresh.textfield, fresh.CharLimit
	f.shown, f.start = value, fresh.start
}

// learn takes in what the row is now. It returns whether that is news.
func (f *form) learn(msg rowRead) bool {
	news := f.gone == msg.there
	f.gone = !msg.there
	if f.gone {
		return news
	}
	for i, field := range f.fields {
		if field.misfit == "" && field.learn(f.look, msg.values[i], msg.told) {
			news = true
		}
	}
	return news
}

// learn takes in what the field's value is now. Where nobody typed in it, that is
// what it shows from now on. What was typed stays, and does not replace what the
// person has not been told of: saving is refused then, and says what it is now.
func (f *formField) learn(look *look, now string, isTold bool) (isNews bool) {
	before := f.news
	f.told = nil
	if now == f.shown {
		if now != f.heard {
			f.news = ""
		}
		return false
	}
	f.heard = now
	fresh := newField(look, f.label, now, f.secret, f.check)
	switch {
	case !f.touched():
		f.news = "Changed by another program" + f.quoted(look, ": it was ", f.shown) + "."
		f.show(look, now)
	case f.Value() == fresh.start: // both mean the same
		f.news = ""
		f.shown, f.start = now, fresh.start
	case isTold:
		f.news = "Another program made it" + f.quoted(look, " ", now) + ": saving replaces that."
		f.told = &told{now, fresh.start}
	default:
		f.news = "Another program made it" + f.quoted(look, " ", now) + " meanwhile."
	}
	return f.news != before
}

// told is the value of a field in the database, as it is and as the field would
// show it. Saving may replace it once the person has seen it.
type told struct{ shown, start string }

// drawn notes that what the field says was on screen.
func (f *formField) drawn() {
	if f.told != nil {
		f.shown, f.start, f.told = f.told.shown, f.told.start, nil
	}
}

// quoted returns a value for a sentence, after a few words; of a secret only that
// it is another one.
func (f *formField) quoted(look *look, words, value string) string {
	switch {
	case f.secret:
		return ""
	case value == "":
		return words + "empty"
	}
	return words + "“" + look.clean(value) + "”"
}

// trouble says what is in the way of the whole form.
func (f *form) trouble() string {
	if f.gone {
		return "Another program deleted this row: it can't be saved any more. Take what you typed with you."
	}
	return f.failed
}
