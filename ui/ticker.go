package ui

import (
	"reflect"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// How often the library checks for a frame to write: for a moment after each message, and at
// rest. By itself it always checks at one rate, which costs up to 2 % of a core for each idle
// roster.
const (
	awakeTick  = time.Second / framesPerSecond
	restTick   = 5 * time.Second // there is nothing to write then: each frame wakes it
	awakeTime  = 4 * awakeTick
	tickerName = "ticker"
)

// ticker is the ticker of the library's renderer, which has no setting for this.
type ticker struct {
	program *tea.Program
	rest    *time.Timer
}

// wake has frames written soon, for a moment.
func (t *ticker) wake() {
	of := tickerOf(t.program)
	if of == nil {
		return
	}
	of.Reset(awakeTick)
	if t.rest == nil {
		t.rest = time.AfterFunc(awakeTime, func() { of.Reset(restTick) })
		return
	}
	t.rest.Reset(awakeTime)
}

// stop ends the timer.
func (t *ticker) stop() {
	if t.rest != nil {
		t.rest.Stop()
	}
}

// tickerOf returns the ticker of a program that runs, nil if it has none by this name:
// then the library goes on as it does by itself.
func tickerOf(p *tea.Program) *time.Ticker {
	if field, ok := tickerField(p); ok {
		return *field
	}
	return nil
}

// tickerField returns the field of a program that has its ticker.
func tickerField(p *tea.Program) (field **time.Ticker, ok bool) {
	of := reflect.ValueOf(p).Elem().FieldByName(tickerName)
	if !of.IsValid() || of.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil, false
	}
	return (**time.Ticker)(unsafe.Pointer(of.UnsafeAddr())), true
}
