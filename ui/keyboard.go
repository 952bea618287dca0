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
	return tea.KeyboardEnhancements{ReportAlternateKeys: true, ReportAllKeysAsEscapeCodes: whole, ReportAssociatedText: whole}
}

// typing reports whether a letter is text, and not the key of an action or an answer.
func (a *App) typing() bool {
	if front := a.front(); front != nil {
		typist, ok := front.(dialog.Typist)
		return ok && typist.IsTyping()
	}
	return a.prompt != nil
}

// withBase returns an input with ctrl or alt as the keyboard with Latin letters has it, if the
// letter is of another script, and as the user's own keyboard has it if not: the library takes
// the place on the keyboard in either case. It returns nil for a modifier alone.
func withBase(msg tea.Msg) tea.Msg {
	key, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return msg
	case key.Code >= tea.KeyLeftShift && key.Code <= tea.KeyIsoLevel5Shift, key.Code == tea.KeyCapsLock, key.Code == tea.KeyNumLock, key.Code == tea.KeyScrollLock:
		return nil
	case !isForeign(key.Code):
		key.BaseCode = 0
	case key.Text == "" && key.BaseCode != 0:
		key.Code, key.BaseCode = key.BaseCode, 0
	}
	return key
}

// isForeign reports whether a letter is of a script in which roster has no keys, unless the
// settings bind one.
func isForeign(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }

// meant returns an input as it is meant here. If no text is typed, a letter of another
// script is the Latin one at its place on the keyboard.
func (a *App) meant(msg tea.Msg) tea.Msg {
	msg = a.onDialog(msg)
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || key.Text == "" || key.BaseCode == 0 || a.typing() {
		return msg
	}
	if _, bound := a.style.Keys.Action(key.String()); bound {
		return msg
	}
	letter := string(key.BaseCode)
	if r := []rune(key.Text)[0]; unicode.IsUpper(r) || key.Mod.Contains(tea.ModShift) && !unicode.IsLower(r) {
		letter = shifted(letter)
	}
	return tea.KeyPressMsg{Code: key.BaseCode, Text: letter, Mod: key.Mod}
}

// shifted returns what shift and a key of the US keyboard type, of those that are letters on
// other keyboards.
func shifted(key string) string {
	if at := strings.Index("`;'[],.", key); at >= 0 {
		return `~:"{}<>`[at : at+1]
	}
	return strings.ToUpper(key)
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
	if latin := latinOf(letter[0]); latin != "" {
		if act, ok := a.style.Keys.Action(latin); ok {
			a.say(latin + " is for " + strings.ReplaceAll(a.style.Keys.Name(act), "_", " ") + ": this keyboard sends " + sent + ". Switch it to Latin letters.")
			return
		}
	}
	a.say(sent + " does nothing here: " + a.style.Key(keymap.ShowHelp) + " lists the keys.")
}

// latinOf returns the Latin letter at the place of a letter on the usual Russian and Greek
// keyboards, "" if the letter is on neither.
func latinOf(r rune) string {
	for _, layout := range [][2]string{
		{"йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."},
		{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"},
	} {
		for at, other := range []rune(layout[0]) {
			latin := layout[1][at : at+1]
			switch r {
			case other:
				return latin
			case unicode.ToUpper(other):
				return shifted(latin)
			}
		}
	}
	return ""
}
