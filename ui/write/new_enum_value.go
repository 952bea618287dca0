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

// NewEnumValue is what comes of typing a word into a field that looks like an enum, and in which no
// row has that word. Nothing was written.
type NewEnumValue struct {
	Word
	InUse []string
}

// CheckEnumValues does a job unless one of the words is new.
func CheckEnumValues(words []Word, job Job) Job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		for _, w := range words {
			inUse, err := s.Reader().EnumValues(ctx, w.Field)
			if err != nil {
				return Refused{err}
			}
			if len(inUse) > 0 && !slices.Contains(inUse, w.Typed) {
				return NewEnumValue{w, inUse}
			}
		}
		return job(ctx, s)
	}
}
