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

// Run shows the app on the terminal until the person quits. It returns the
// error of the terminal, or of a panic; ctx or an interrupt ends it early,
// without one. The library's own signal handler would wait forever for a
// program that ctx has ended already.
func Run(ctx context.Context, store *data.Store, opts Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	program := tea.NewProgram(New(store, opts), tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler())
	_, err := program.Run()
	if ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled) {
		return nil
	}
	return err
}
