package ui

import (
	"context"
	"errors"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// framesPerSecond halves the wait between a key and its answer on screen: the
// renderer writes at most that often, 60 times by default.
const framesPerSecond = 120

// Run shows the app on the terminal until the person quits, and returns where
// that was. The error is the terminal's, or that of a panic; ctx or an interrupt
// ends it early, without one. The library's own signal handler would wait
// forever for a program that ctx has ended already.
func Run(ctx context.Context, store *data.Store, opts Options) (State, error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	app := New(store, opts)
	_, err := tea.NewProgram(app, tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler()).Run()
	if ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled) {
		err = nil
	}
	return app.State(), err
}
