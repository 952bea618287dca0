package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// framesPerSecond halves the wait between a key and its answer on screen: the
// renderer writes at most that often, 60 times by default.
const framesPerSecond = 120

// Run shows the app on the terminal until the person quits. It returns the
// error of the terminal, or of a panic; ctx ends it early, without one.
func Run(ctx context.Context, store *data.Store, opts Options) error {
	program := tea.NewProgram(New(store, opts), tea.WithContext(ctx), tea.WithFPS(framesPerSecond))
	_, err := program.Run()
	if ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled) {
		return nil
	}
	return err
}
