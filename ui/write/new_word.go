package write

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
)

// Word is what was typed into a field.
type Word struct {
	Field field.Field
	Typed string
}

// NewWord is what comes of typing a word into a field that looks like an enum, and in which no
// row has that word. Nothing was written.
type NewWord struct {
	Word
	InUse []string
}

// CheckWords does a job unless one of the words is new.
func CheckWords(words []Word, job Job) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		for _, w := range words {
			inUse, err := s.Reader().WordsInUse(ctx, w.Field)
			if err != nil {
				return Refused{err}
			}
			if len(inUse) > 0 && !slices.Contains(inUse, w.Typed) {
				return NewWord{w, inUse}
			}
		}
		return job(ctx, s)
	}
}
