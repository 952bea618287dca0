package transfer

import (
	tea "charm.land/bubbletea/v2"

	"roster/internal/tabular"
)

// Memory keeps the user's answers about tables for later ones with the same headers.
type Memory interface {
	Recall(headers []string) tabular.Mapping
	Keep(headers []string, said tabular.Mapping) error
}

// NotKept is the message that the user's answers about a table can't be kept.
type NotKept struct{ Err error }

// remembered is what to keep about a table once its import is confirmed.
type remembered struct {
	in      Memory // nil for nowhere
	headers []string
	said    tabular.Mapping
}

// keep keeps it, in a command.
func (r remembered) keep() tea.Msg {
	if r.in != nil && len(r.headers) > 0 {
		if err := r.in.Keep(r.headers, r.said); err != nil {
			return NotKept{err}
		}
	}
	return nil
}
