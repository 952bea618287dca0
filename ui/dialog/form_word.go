package dialog

import (
	"slices"
	"strings"

	"roster/data/field"
	"roster/ui/write"
)

// words returns what was typed into text fields, without the words that the user said to be
// new.
func (f *Form) words(typed []string) []write.Word {
	var words []write.Word
	for i, col := range f.fields {
		text := strings.TrimSpace(typed[i])
		if col.column == "" || col.kind.Kind != field.Text || text == "" || text == col.shown {
			continue
		}
		isMeant := func(w write.Word) bool { return w.Field.Name == col.column && w.Typed == text }
		if !slices.ContainsFunc(f.meant, isMeant) {
			words = append(words, write.Word{Field: col.kind, Typed: text})
		}
	}
	return words
}

// AskWord asks whether a word is meant that no row has in a field yet. The form stays open.
func (f *Form) AskWord(w write.NewEnumValue) { f.saving, f.word = false, &w }

// pressWord takes the answer to that.
func (f *Form) pressWord(key string) Outcome {
	switch key {
	case "y":
		f.meant, f.word = append(f.meant, f.word.Word), nil
		return f.submit()
	case "esc", "n":
		f.word = nil
	}
	return Outcome{}
}

// wordQuestion asks it.
func (f *Form) wordQuestion() string {
	w := f.word
	return f.style.Clean(w.Field.Name + ": no row has “" + w.Typed + "”. In use: " + strings.Join(w.InUse, ", ") + ".")
}
