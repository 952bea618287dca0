package ui

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"roster/data"
)

// framesPerSecond halves the wait between a key and its answer on screen: the
// renderer writes at most that often, 60 times by default.
const framesPerSecond = 120

// Run shows the app on the terminal until the user quits, and returns the state at the end,
// with unsaved text if it ended otherwise. ctx or an interrupt ends it early, without an
// error. The error is the terminal's, or describes what failed, or which writes are not on
// disk; it may contain text from the database. The library's own signal handler would wait
// forever for a program that ctx has already ended.
func Run(ctx context.Context, store *data.Store, opts Options) (State, error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	out := &output{file: os.Stdout}
	opts.Frames, opts.Colours = out.frames.Load, colorprofile.Detect(os.Stdout, os.Environ())
	app := New(store, opts)
	ran, err := runProgram(ctx, out, app, opts, func(wake func()) { app.opts.Wake = wake })
	if !ran {
		return opts.State, err
	}
	var lines []string
	switch {
	case app.panicked != nil:
		lines = app.panicked.lines()
	case errors.Is(err, tea.ErrProgramPanic): // the library has printed where
		lines = []string{crashed}
	case err != nil && (ctx.Err() == nil || !errors.Is(err, tea.ErrProgramKilled)):
		lines = []string{err.Error()}
	}
	lost := app.end(app.leaving)
	if lost != "" {
		lines = append(lines, lost)
	}
	state := app.State()
	if err != nil || app.panicked != nil || lost != "" { // it is not what the user quit from
		state = app.interrupted()
	}
	if lines == nil {
		return state, nil
	}
	return state, &ended{lines}
}

// runProgram runs a program on the terminal to its end. It hands over what has a frame written
// soon. ran is false if there was no terminal to run it on.
func runProgram(
	ctx context.Context, out *output, model tea.Model, opts Options, take func(wake func()),
) (ran bool, err error) {
	term, err := takeTerminal(out, opts.EscapeTime)
	if err != nil {
		return false, err
	}
	program := tea.NewProgram(model, append(term.options(), tea.WithContext(ctx),
		tea.WithColorProfile(opts.Colours), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler())...)
	frames := &ticker{program: program}
	take(frames.wake)
	go term.follow(ctx, program)
	_, err = program.Run()
	frames.stop()
	term.giveBack()
	return true, err
}

// ended is the error of a program that did not end as it should, in lines.
type ended struct{ lines []string }

func (e *ended) Error() string { return strings.Join(e.lines, "; ") }

// Lines returns what to tell the user, each on a line of its own.
func (e *ended) Lines() []string { return e.lines }
