package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// Options are how roster looks and behaves in the terminal.
type Options struct {
	Theme    string // auto, light or dark
	ASCII    bool   // only signs that every terminal has
	Still    bool   // nothing flashes, blinks or fades by itself
	Demo     bool   // the database is thrown away on quitting
	Coverage int64  // a team with fewer active members is flagged; 0 is 1
	Tmux     bool   // the terminal is inside tmux
	State    State  // where the person was the last time
	// Forget is told which of the drafts of State are saved or discarded, each once; nil where
	// none has a name.
	Forget func(draft string)
	// EscapeTime is how long an ESC waits for the rest of a key before it is the escape key.
	EscapeTime time.Duration
	// After delays a message; nil for the real clock.
	After func(time.Duration, tea.Msg) tea.Cmd
	// Frames returns how many frames were written to the terminal; nil if that is not
	// known.
	Frames func() int64
	// Watch waits until another program may have written, and tells whether it did;
	// nil for the Watch of the store.
	Watch func(context.Context) (changed bool, err error)
}

// App is roster on the screen, and the only [tea.Model]. It routes each message
// to one method; views, dialogs and lists are parts of it that change in place.
type App struct {
	store  *data.Store
	opts   Options
	look   look
	keymap keymap

	views   []view
	open    int     // the number of the view on screen
	trail   []place // where enter led away from
	dialogs []dialog
	held    []tea.Msg // typed, pasted or clicked before what it is about had come
	consent consent
	prompt  *prompt // the filter that is being typed, or nil
	log     logPane
	writes  writes
	origins map[ticket]origin // of the writes that are not done
	indexer indexer

	width, height int
	status        status
	patience      patience
	trouble       error     // what is wrong with the database as a whole, or nil
	outdated      bool      // another program wrote what is not on screen yet
	rests         int       // how many looks are left out, as many as reading took
	unsaved       []Unsaved // what was being typed the last time, where it can't be shown now
	restored      []*form   // those of what was being typed the last time that are open
	leaving       bool      // quit when the writes are done
	ended         bool      // the program is about to end
	panicked      *panicked // what a command failed with, or nil
}

// New returns the app on an open database. It reads nothing before it runs.
func New(store *data.Store, opts Options) *App {
	if opts.After == nil {
		opts.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	if opts.Frames == nil {
		opts.Frames = func() int64 { return 0 }
	}
	if opts.Watch == nil {
		opts.Watch = store.Watch
	}
	a := &App{
		store: store, opts: opts, keymap: newKeymap(), writes: newWrites(store), origins: map[ticket]origin{},
		look: look{theme: newTheme(opts.Theme != "light"), glyphs: unicodeGlyphs(), ascii: opts.ASCII, still: opts.Still, coverage: max(1, opts.Coverage), fields: store.Fields(linkTable)},
	}
	if opts.ASCII {
		a.look.glyphs = asciiGlyphs()
	}
	a.log = logPane{log: store.Log(), look: &a.look}
	a.views = []view{
		newTeams(store, &a.look, a), newHeroes(store, &a.look, a), newMatrix(store, &a.look, a),
		newTraining(store, &a.look, a), newHistory(store, &a.look, a),
	}
	a.restore(opts.State)
	return a
}

// Init reads the first view, and asks the terminal for its background.
func (a *App) Init() tea.Cmd {
	load := guarded(tea.Batch(a.views[a.open].Load(), a.refreshDialogs(), a.lookLater(), a.fadeLater()))
	if a.opts.Theme == "auto" || a.opts.Theme == "" {
		return tea.Batch(load, tea.RequestBackgroundColor)
	}
	return load
}

// Update routes a message to the method that handles it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		cmd = a.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		if a.opts.Theme != "light" && a.opts.Theme != "dark" {
			a.look.theme = newTheme(msg.IsDark())
		}
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		cmd = a.input(msg)
	case questionSeen:
		a.consent.see(msg)
	case written:
		a.renewColumns()
		cmd = a.written(msg)
	case tooMany:
		a.held = nil // it was meant for them
		a.status = failed("Nothing was marked: " + number(data.MaxKept) + " rows at most can be. Filter first.")
	case indexesPlanned:
		a.indexesPlanned(msg)
	case indexed:
		a.indexed(msg)
	case indexTick:
		cmd = a.indexTicked()
	case lookOut:
		cmd = a.lookAround()
	case looked:
		a.renewColumns()
		cmd = a.looked(msg)
	case fadeOut:
		cmd = a.fade()
	case rowRead:
		cmd = a.rowRead(msg)
	case panicked:
		a.panicked = &msg
		cmd = tea.Quit
	case outOfPatience:
		a.patience.ranOut(msg, a.busy())
	default:
		cmd = a.answered(msg)
	}
	cmd = tea.Batch(cmd, a.release(), a.forgetClosed())
	a.checkLog()
	a.askDue()
	cmd = tea.Batch(cmd, a.consent.follow(a.front(), a.opts.After))
	return a, guarded(tea.Batch(cmd, a.survey(), a.patience.watch(a.busy(), a.writes.isBusy(), a.opts.After)))
}

// answered gives an answer to the views and the dialogs; only the one that asked
// takes it.
func (a *App) answered(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range a.dialogs {
		cmds = append(cmds, d.receive(msg))
	}
	for _, v := range a.views {
		cmds = append(cmds, v.Update(msg))
	}
	return tea.Batch(cmds...)
}

func (a *App) view() view { return a.views[a.open] }

// busy tells whether the database has yet to answer.
func (a *App) busy() bool {
	return a.writes.isBusy() || a.view().waiting() || a.asking() || len(a.held) > 0
}

// checkLog says once that the log's file can't be written.
func (a *App) checkLog() {
	if err := a.store.Log().Err(); err != nil && !a.log.broken {
		a.log.broken = true
		a.status = failed("The statement log can't be written any more: " + a.look.clean(err.Error()))
	}
}

// origin is where a write was wanted.
type origin struct {
	form *form // that waits for it, or nil
	view int
}

// write queues a job, and the form that waits for it, or nil.
func (a *App) write(f *form, j job) tea.Cmd { return a.push(f, j, nil) }

// want queues a write.
func (a *App) want(intent data.Intent) tea.Cmd {
	var sets []data.LinkKey
	if set, ok := intent.(data.SetTraining); ok {
		sets = each(set.Members, func(m data.Seen) data.LinkKey { return m.LinkKey })
	}
	return a.push(nil, intentJob(intent), sets)
}

func (a *App) push(f *form, j job, sets []data.LinkKey) tea.Cmd {
	ticket, cmd := a.writes.push(j, sets)
	a.origins[ticket] = origin{f, a.open}
	return cmd
}

// ask opens a dialog over the others.
func (a *App) ask(d dialog) { a.dialogs = append(a.dialogs, d) }

// undo wants the change with this id undone, 0 being the newest one. Another than
// the newest is asked for first.
func (a *App) undo(id int64) tea.Cmd {
	if id == 0 {
		return a.write(nil, undoLatest)
	}
	return a.write(nil, undoAsking(id))
}

// toggleUnseen wants the other standing for memberships that are not all on
// screen: where they stand is read when their turn has come.
func (a *App) toggleUnseen(members []data.Seen) tea.Cmd { return a.write(nil, toggleJob(members)) }

// say puts a message on the status line.
func (a *App) say(text string) { a.status = status{text: text} }

// visit goes to a place, and remembers the way back.
func (a *App) visit(p place) tea.Cmd {
	a.trail = append(a.trail, a.view().here())
	return a.goTo(p)
}

func (a *App) goTo(p place) tea.Cmd {
	a.open = p.view
	return a.view().show(p)
}

// openView shows a view, as it was left but read anew.
func (a *App) openView(number int) tea.Cmd {
	a.trail = nil
	a.open = (number + len(a.views)) % len(a.views)
	var hide tea.Cmd
	if a.logCovers() {
		hide = a.showLog(false)
	}
	a.log.focused = false
	a.view().begin()
	if isDown(a.trouble) && a.view().wasRead() {
		return hide // it is read anew when the server is back
	}
	return tea.Batch(hide, a.view().Load())
}

// title names the database for the header and the window.
func (a *App) title() string {
	if a.opts.Demo {
		return "demo, discarded on quit"
	}
	return a.look.clean(data.Title(a.store.Path()))
}

// confirm opens a confirmation, and asks for what it says.
func (a *App) confirm(title string, intent data.Intent) tea.Cmd {
	c, cmd := newRemoval(a.store, &a.look, title, intent)
	a.ask(c)
	return cmd
}

// asking reports whether the confirmation in front has yet to be told what it asks
// about.
func (a *App) asking() bool {
	c, ok := a.front().(*confirmation)
	return ok && c.isReading()
}
