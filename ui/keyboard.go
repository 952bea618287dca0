package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/keymap"
)

// keyboard is what is known about the keyboard.
type keyboard struct {
	tells bool            // the terminal reports the place of a letter on the keyboard
	told  map[string]bool // the letters of which it was said that they do nothing
}

// enhancements returns how the terminal should report keys: with their place on a keyboard
// with Latin letters. While text is typed, letters arrive as text, as from every terminal, so
// that dead keys and input methods work.
func (a *App) enhancements() tea.KeyboardEnhancements {
	whole := a.keyboard.tells && !a.typing()
	return tea.KeyboardEnhancements{
		ReportAlternateKeys: true, ReportAllKeysAsEscapeCodes: whole, ReportAssociatedText: whole,
	}
}

// typing reports whether a letter is text, and not the key of an action or an answer.
func (a *App) typing() bool {
	if front := a.frontDialog(); front != nil {
		typist, ok := front.(dialog.TextInput)
		return ok && typist.IsTyping()
	}
	return a.prompt != nil
}

// interpret returns an input as the user means it here. If no text is typed, a letter of another
// script is the Latin one at its place on the keyboard.
func (a *App) interpret(msg tea.Msg) tea.Msg {
	msg = a.keyOnDialog(msg)
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || key.Text == "" || key.BaseCode == 0 || a.typing() {
		return msg
	}
	if _, bound := a.style.Keys.Action(key.String()); bound {
		return msg
	}
	letter := string(key.BaseCode)
	if r := []rune(key.Text)[0]; unicode.IsUpper(r) || key.Mod.Contains(tea.ModShift) && !unicode.IsLower(r) {
		letter = keymap.Shifted(letter)
	}
	return tea.KeyPressMsg{Code: key.BaseCode, Text: letter, Mod: key.Mod}
}

// sayUnbound reports once that a letter is not bound to an action.
func (a *App) sayUnbound(key tea.KeyPressMsg) {
	letter := []rune(key.Text)
	if len(letter) != 1 || !unicode.IsLetter(letter[0]) || a.keyboard.told[key.Text] {
		return
	}
	if a.keyboard.told == nil {
		a.keyboard.told = map[string]bool{}
	}
	a.keyboard.told[key.Text] = true
	sent := a.style.Clean(safetext.Line(key.Text))
	if latin := keymap.LatinOf(letter[0]); latin != "" {
		if act, ok := a.style.Keys.Action(latin); ok {
			name := strings.ReplaceAll(a.style.Keys.Name(act), "_", " ")
			a.say(latin + " is for " + name + ", but your keyboard sends " + sent + ": switch it to Latin letters.")
			return
		}
	}
	a.say(sent + " does nothing here: " + a.style.Key(keymap.ShowHelp) + " lists the keys.")
}
