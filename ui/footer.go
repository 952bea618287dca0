package ui

import (
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/views"
)

// footer returns the keys that work here and now, as many as fit.
func (a *App) footer() []hint {
	switch {
	case len(a.dialogs) > 0:
		return []hint{{"ctrl+c", "quit"}} // its own keys are in the dialog
	case a.prompt != nil:
		return []hint{{"enter", "keep"}, {"esc", "clear"}, {"ctrl+c", "quit"}}
	}
	last := []hint{a.hintFor(keymap.ShowHelp), a.hintFor(keymap.Quit)}
	room := a.width - 1 - last[0].width() - last[1].width()
	var hints []hint
	for _, act := range keymap.FooterOrder() {
		h := a.hintFor(act)
		if a.can(act) == "" && h.width() <= room {
			hints = append(hints, h)
			room -= h.width()
		}
	}
	return append(hints, last...)
}

// hint is a key and what it does, in a word.
type hint struct{ key, word string }

func (h hint) width() int { return safetext.Width(h.key) + 1 + safetext.Width(h.word) + 2 }

func (a *App) hintFor(act keymap.Action) hint {
	word := a.style.Keys.Word(act)
	switch {
	case act == keymap.Remove && a.open != views.MatrixView && !a.view().InRightPane():
		word = "delete"
	case act == keymap.ToggleTraining && a.view().Standing() == model.Training:
		word = a.toggleWord("graduate", model.Active)
	case act == keymap.ToggleTraining && a.view().Standing() == model.Active:
		word = a.toggleWord("train", model.Training)
	}
	return hint{a.style.Key(act), word}
}

// toggleWord returns the word for giving a standing: the usual one, unless standings have other words.
func (a *App) toggleWord(usual string, to model.Standing) string {
	if word := a.style.Words.Standing(to); a.style.Words.RenamesStandings() {
		return "make " + word
	}
	return usual
}
