package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"roster/data"
	"roster/data/access"
	"roster/data/address"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/transfer"
	"roster/ui/views"
	"roster/ui/write"
)

// Options are how roster looks and behaves in the terminal.
type Options struct {
	Theme     string               // auto, light or dark
	ASCII     bool                 // only signs that every terminal has
	Still     bool                 // nothing flashes, blinks or fades by itself
	NoMouse   bool                 // the mouse is the terminal's
	Demo      bool                 // the database is thrown away on quitting
	Coverage  int64                // a team with fewer active members is flagged; 0 is 1
	Clipboard                      // of the terminal
	Colours   colorprofile.Profile // how many the terminal has; unknown is as many as there are
	Keys      keymap.Map           // what the keys do; the zero Map is as there are no settings
	State     State                // the place of the user in the last session
	// Forget is called with the name of each draft of State that is saved or discarded; nil if
	// none has a name.
	Forget func(draft string)
	// Memory keeps the user's answers about the columns of tables; nil to keep nothing.
	Memory transfer.Memory
	// EscapeTime is how long an ESC waits for the rest of a key before it is the escape key.
	EscapeTime time.Duration
	// After delays a message; nil for the real clock.
	After func(time.Duration, tea.Msg) tea.Cmd
	// Now is the clock; nil for the real one.
	Now func() time.Time
	// Frames returns how many frames were written to the terminal; nil if that is not
	// known.
	Frames func() int64
	// Wake has the frame that follows written soon; nil if there is nothing to wake.
	Wake func()
	// Watch waits until another program may have written, and reports whether it did;
	// nil for the Watch of the store.
	Watch func(context.Context) (changed bool, err error)
}

// App is roster on the screen, and the only [tea.Model]. It routes each message
// to one method; views, dialogs and lists are parts of it that change in place.
type App struct {
	store *data.Store
	opts  Options
	style style.Style

	views       []views.View
	open        int           // the number of the view on screen
	trail       []views.Place // where enter led away from
	dialogs     []dialog.Dialog
	typedAhead  []tea.Msg // typed, pasted or clicked before what it is about had come
	answerGuard answerGuard
	keyboard    keyboard
	prompt      *prompt // the filter that is being typed, or nil
	log         logPane
	writes      write.Queue
	origins     map[write.Ticket]origin // of the writes that are not done
	indexer     indexer
	unseen      unseenChanges

	understaffed understaffed

	width, height  int
	status         status
	busyIndicator  busyIndicator
	databaseErr    error          // what is wrong with the database as a whole, or nil
	outdated       bool           // another program's write is not on screen yet
	fading         bool           // the timer of what flashes runs
	unchanged      bool           // the last message changed nothing on screen
	skippedWatches int            // how many looks are left out, as many as reading took
	unsaved        []Unsaved      // what was being typed the last time, if it can't be shown now
	restored       []*dialog.Form // those of what was being typed the last time that are open
	copying        int            // tables that are being read to be copied
	leaving        bool           // quit when the writes are done
	ended          bool           // the program is about to end
	panicked       *panicMsg      // what a command failed with, or nil
}

// New returns the app on an open database. It reads nothing before it runs.
func New(store *data.Store, opts Options) *App {
	opts = opts.filled()
	opts.Keys = opts.Keys.Only(allowed(store.Rights())).Said(store.Words().Say)
	if opts.Watch == nil {
		opts.Watch = store.Watch
	}
	a := &App{
		store: store, opts: opts, writes: write.NewQueue(store), origins: map[write.Ticket]origin{},
		style: opts.style(),
	}
	a.style.SetWords(store.Words())
	a.style.SetFields(store.Reader().Fields)
	a.log = logPane{log: store.Log(), style: &a.style}
	a.views = []views.View{
		views.NewTeams(store, &a.style, a), views.NewHeroes(store, &a.style, a), views.NewMatrix(store, &a.style, a),
		views.NewTraining(store, &a.style, a), views.NewHistory(store, &a.style, a, a.isNew),
	}
	a.restore(opts.State)
	return a
}

// filled returns the options with the usual ones if there are none.
func (o Options) filled() Options {
	if o.After == nil {
		o.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Frames == nil {
		o.Frames = func() int64 { return 0 }
	}
	if o.Keys.IsZero() {
		o.Keys = keymap.NewMap()
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	return o
}

// style returns the style by the options.
func (o Options) style() style.Style {
	st := style.Style{
		Keys: o.Keys, Theme: style.NewTheme(o.Theme != "light", o.Colours), Glyphs: style.UnicodeGlyphs(),
		ASCII: o.ASCII, Still: o.Still, Coverage: max(1, o.Coverage),
	}
	if o.ASCII {
		st.Glyphs = style.ASCIIGlyphs()
	}
	return st
}

// asksBackground reports whether the terminal's background decides the theme.
func (o Options) asksBackground() bool { return o.Theme != "light" && o.Theme != "dark" }

// Init reads the first view, and asks the terminal for its background.
func (a *App) Init() tea.Cmd {
	load := catchPanic(tea.Batch(
		a.views[a.open].Load(), a.refreshDialogs(), a.readUnseen(true), a.countUnderstaffed(), a.watchLater(),
	))
	if a.opts.asksBackground() {
		return tea.Batch(load, tea.RequestBackgroundColor)
	}
	return load
}

// Update routes a message to the method that handles it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.unchanged = isQuiet(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		cmd = a.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		if a.opts.asksBackground() {
			a.style.Theme = style.NewTheme(msg.IsDark(), a.opts.Colours)
		}
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		cmd = a.input(msg)
	case tea.KeyboardEnhancementsMsg:
		a.keyboard.tells = msg.SupportsAlternateKeys()
	case questionSeen:
		a.answerGuard.see(msg)
	case write.Done:
		a.updateColumns()
		cmd = a.writeDone(msg)
	case understaffedCounted:
		a.receiveUnderstaffed(msg)
	case list.TooMany:
		a.typedAhead = nil // it was meant for them
		a.status = failureStatus("Nothing was marked: you can mark at most " + style.Number(change.DefaultMaxKept) + " rows. Filter first.")
	case indexesPlanned:
		a.indexesPlanned(msg)
	case indexed:
		a.indexed(msg)
	case indexTick:
		cmd = a.indexTicked()
	case watchTick:
		cmd = a.watch()
	case watched:
		a.updateColumns()
		cmd = a.watched(msg)
	case otherMatchesRead:
		a.receiveOtherMatches(msg)
	case unseenRead:
		a.receiveUnseen(msg)
	case fadeTick:
		a.fade()
	case transfer.NotKept:
		a.reportFailure("Not kept", "Your answers about the columns can't be kept for next time: "+a.style.Clean(msg.Err.Error()))
	case dialog.RowRead:
		cmd = a.rowRead(msg)
	case tableRead:
		cmd = a.tableRead(msg)
	case resumed:
		a.resumed(msg)
	case panicMsg:
		msg.discreet = !a.store.Rights().May(access.Machine)
		a.panicked = &msg
		cmd = tea.Quit
	case busyTimeout:
		a.busyIndicator.timedOut(msg, a.busy())
	default:
		cmd = a.receive(msg)
	}
	cmd = tea.Batch(cmd, a.searchOtherList(), a.releaseTypedAhead(), a.forgetClosed(), a.fadeLater())
	a.checkLog()
	a.askIndexesDue()
	cmd = tea.Batch(cmd, a.answerGuard.follow(a.frontDialog(), a.opts.After))
	busy := a.busyIndicator.watch(a.busy(), a.writes.IsBusy(), a.opts.After)
	return a, catchPanic(tea.Batch(cmd, a.offerIndexes(), busy))
}

// receive gives an answer to the views and the dialogs; only the one that asked
// takes it.
func (a *App) receive(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range a.dialogs {
		cmds = append(cmds, d.Receive(msg))
	}
	for _, v := range a.views {
		cmds = append(cmds, v.Update(msg))
	}
	return tea.Batch(cmds...)
}

func (a *App) view() views.View { return a.views[a.open] }

// busy reports whether the app is waiting for the database.
func (a *App) busy() bool {
	return a.writes.IsBusy() || a.view().IsAwaited() || a.copying > 0 || a.asking() || len(a.typedAhead) > 0
}

// checkLog reports once that the log file can't be written.
func (a *App) checkLog() {
	if err := a.store.Log().Err(); err != nil && !a.log.broken {
		a.log.broken = true
		a.status = failureStatus("The statement log can no longer be written: " + a.style.Clean(err.Error()))
	}
}

// origin is the place from which a write was requested.
type origin struct {
	form *dialog.Form // that waits for it, or nil
	view int
}

// Write queues a job, and the form that waits for it, or nil.
func (a *App) Write(f *dialog.Form, j write.Job) tea.Cmd { return a.push(f, j, nil) }

// Want queues a write.
func (a *App) Want(want intent.Intent) tea.Cmd {
	var sets []model.LinkKey
	if set, ok := want.(intent.SetStanding); ok {
		sets = list.Map(set.Members, func(m model.MembershipRef) model.LinkKey { return m.LinkKey })
	}
	return a.push(nil, write.Intent(want), sets)
}

func (a *App) push(f *dialog.Form, j write.Job, sets []model.LinkKey) tea.Cmd {
	ticket, cmd := a.writes.Push(j, sets)
	a.origins[ticket] = origin{f, a.open}
	return cmd
}

// Ask opens a dialog over the others.
func (a *App) Ask(d dialog.Dialog) { a.dialogs = append(a.dialogs, d) }

// Undo requests the undo of a change; the zero Ref means the newest one. For any other the
// user is asked to confirm.
func (a *App) Undo(of change.Ref) tea.Cmd {
	if of == (change.Ref{}) {
		return a.Write(nil, write.UndoLatest)
	}
	return a.Write(nil, write.UndoChange(of))
}

// ToggleUnseen requests the opposite standing for memberships that are not all on screen:
// their standings are read when the write runs.
func (a *App) ToggleUnseen(members []model.MembershipRef) tea.Cmd {
	return a.Write(nil, write.Toggle(members))
}

// say puts a message on the status line.
func (a *App) say(text string) { a.status = status{text: text} }

// Visit goes to a place, and remembers where to return to.
func (a *App) Visit(p views.Place) tea.Cmd {
	a.trail = append(a.trail, a.view().Here())
	return a.goTo(p)
}

// GoTo goes to a team or a hero.
func (a *App) GoTo(row model.Name) tea.Cmd { return a.Visit(views.PlaceOf(row)) }

func (a *App) goTo(p views.Place) tea.Cmd {
	a.open = p.View
	return a.view().Show(p)
}

// openView shows a view, as it was left but read again.
func (a *App) openView(number int) tea.Cmd {
	a.trail = nil
	a.open = (number + len(a.views)) % len(a.views)
	var hide tea.Cmd
	if a.logCovers() {
		hide = a.showLog(false)
	}
	a.log.focused = false
	a.view().Begin()
	if list.IsUnavailable(a.databaseErr) && a.view().WasRead() {
		return hide // it is read again when the server is back
	}
	return tea.Batch(hide, a.view().Load())
}

// title names the database for the header and the window.
func (a *App) title() string {
	if a.opts.Demo {
		return "demo, discarded on quit"
	}
	return a.style.Clean(address.Title(a.store.Path()))
}

// Confirm opens a confirmation, and reads what it shows.
func (a *App) Confirm(title string, want intent.Intent) tea.Cmd {
	c, cmd := dialog.NewDeleteConfirm(a.store, &a.style, title, want)
	a.Ask(c)
	return cmd
}

// asking reports whether the confirmation in front is still waiting for what it asks about.
func (a *App) asking() bool {
	c, ok := a.frontDialog().(*dialog.Confirmation)
	return ok && c.IsReading()
}
