package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// sendKey presses a key as a terminal sends it, and waits for what comes of it.
func (d *driver) sendKey(key tea.KeyPressMsg) {
	d.t.Helper()
	d.send(key)
	d.drain()
}

// On a keyboard with Cyrillic letters that the terminal tells the places of, letters and ctrl
// keys do what they do on a Latin one; in text fields they are themselves.
func TestCyrillicKeyboard(t *testing.T) {
	d := start(t, seedFile(t))
	d.send(tea.KeyboardEnhancementsMsg{Flags: 5})
	d.press("enter")
	d.sendKey(tea.KeyPressMsg{Code: 'е', BaseCode: 't', Text: "е"})
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
	d.sendKey(tea.KeyPressMsg{Code: 'г', BaseCode: 'u', Text: "г"})
	d.wantStatus("Undone: Deadpond: training → active in Preventers · U redoes")
	d.sendKey(tea.KeyPressMsg{Code: 'г', BaseCode: 'u', Text: "Г", Mod: tea.ModShift})
	d.wantStatus("Redone: Deadpond: training → active in Preventers · u undoes")
	d.sendKey(tea.KeyPressMsg{Code: 'ф', BaseCode: 'a', Mod: tea.ModCtrl})
	d.want("3 marked")
	d.press("esc", "/")
	d.sendKey(tea.KeyPressMsg{Code: 'е', BaseCode: 't', Text: "е"})
	d.want("/е")
	d.press("esc")
	d.sendKey(tea.KeyPressMsg{Code: 'м', BaseCode: 'v', Text: "м"})
	d.sendKey(tea.KeyPressMsg{Code: 'с', BaseCode: 'c', Mod: tea.ModCtrl})
	if !d.quit {
		t.Error("ctrl+с does not quit")
	}
}

// What is typed ahead of a text field is text there, whatever it is on the screen behind.
func TestCyrillicTextTypedAhead(t *testing.T) {
	d := start(t, seedFile(t))
	d.hold("a")
	d.sendKey(tea.KeyPressMsg{Code: 'е', BaseCode: 't', Text: "е"})
	d.want("Search  е")
}

// A keyboard with Latin letters has its own, wherever they are: what the user sees on the key
// is what counts.
func TestDvorakKeyboard(t *testing.T) {
	d := start(t, seedFile(t))
	d.sendKey(tea.KeyPressMsg{Code: 'l', BaseCode: 'p', Mod: tea.ModCtrl})
	if strings.Contains(d.text(), "Actions") {
		t.Error("ctrl+l opened the actions, as ctrl+p does")
	}
	d.sendKey(tea.KeyPressMsg{Code: 'c', BaseCode: 'i', Mod: tea.ModCtrl})
	if !d.quit {
		t.Error("ctrl+c does not quit")
	}
}

// A modifier alone, which some terminals send as a key, is none.
func TestModifierAlone(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "t")
	d.sendKey(tea.KeyPressMsg{Code: tea.KeyLeftShift, Mod: tea.ModShift})
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
}

// A letter that does nothing says so, once.
func TestLetterThatDoesNothing(t *testing.T) {
	for letter, want := range map[string]string{
		"е": "t is for toggle, but your keyboard sends е: switch it to Latin letters.", "Г": "U is for redo, but your keyboard sends Г: switch it to Latin letters.",
		"τ": "t is for toggle, but your keyboard sends τ: switch it to Latin letters.", "ö": "ö does nothing here: ? lists the keys.", "z": "z does nothing here: ? lists the keys.",
	} {
		d := start(t, seedFile(t))
		d.press(letter)
		d.wantStatus(want)
		d.press(".", letter)
		d.wantStatus("Secret names are shown.")
	}
}

// What is said of a letter or a paste that does nothing comes after the result of the write
// before it, however slow that is.
func TestNothingToDoAfterAWrite(t *testing.T) {
	for name, input := range map[string]tea.Msg{"z does nothing here": keyOf(t, "z"), "Nothing was pasted": tea.PasteMsg{Content: "Ant"}} {
		d := start(t, seedFile(t))
		d.press("enter")
		d.hold("t")
		d.send(input)
		d.drain()
		d.want(name)
		d.wantLinks(graduatedLinks...)
	}
}

// All keys are asked for as codes only where no text is typed, and only of a terminal that can.
func TestKeyboardEnhancements(t *testing.T) {
	d := start(t, seedFile(t))
	want := func(all bool) {
		t.Helper()
		if e := d.app.View().KeyboardEnhancements; !e.ReportAlternateKeys || e.ReportAllKeysAsEscapeCodes != all || e.ReportAssociatedText != all {
			t.Errorf("the keyboard is asked for %+v", e)
		}
	}
	want(false)
	d.send(tea.KeyboardEnhancementsMsg{Flags: 5})
	want(true)
	for _, open := range []string{"/", "a", "e", ":", "I"} {
		d.press(open)
		want(false)
		d.press("esc")
		want(true)
	}
}
