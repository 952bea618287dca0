package ui_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/ui"
)

// watched is the app in a running program, with what it drew last: a test can't
// look at the app itself while the program runs.
type watched struct {
	*ui.App
	keys int // that it took

	mu      sync.Mutex
	painted [][]string // by its cells
	taken   int        // keys that it had taken when it drew that
}

// Update counts the keys.
func (w *watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		w.keys++
	}
	_, cmd := w.App.Update(msg)
	if failure := w.Panicked(); failure != "" {
		panic(failure)
	}
	return w, cmd
}

// View keeps what the app draws, cluster by cluster: each in the column where it
// belongs.
func (w *watched) View() tea.View {
	v := w.App.View()
	var lines [][]string
	for _, line := range strings.Split(ansi.Strip(v.Content), "\n") {
		lines = append(lines, cellsOf(line))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.painted, w.taken = lines, w.keys
	return v
}

// screen returns what the app drew last.
func (w *watched) screen() [][]string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.painted
}

// lacks returns what is missing from the screen that the app drew after so many
// keys.
func (w *watched) lacks(keys int, texts ...string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	screen := joined(w.painted)
	if w.taken < keys {
		return fmt.Sprintf("%d keys of %d were taken:\n%s", w.taken, keys, screen)
	}
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			return fmt.Sprintf("%q is not on the screen:\n%s", text, screen)
		}
	}
	return ""
}

// busyIndicator is how long a test waits for what must come: it may share a slow
// machine with many others.
const busyIndicator = time.Minute

// await waits until there is no complaint any more.
func await(t testing.TB, complain func() string) {
	t.Helper()
	deadline := time.Now().Add(busyIndicator)
	for complaint := complain(); complaint != ""; complaint = complain() {
		if time.Now().After(deadline) {
			t.Fatal(complaint)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func cellsOf(line string) []string {
	var cells []string
	for line != "" {
		cluster, width := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
		line = line[len(cluster):]
		cells = append(cells, baseOf(cluster))
		for range width - 1 {
			cells = append(cells, "")
		}
	}
	return cells
}

// baseOf returns a cluster without the marks on it. The emulator drops some.
func baseOf(cluster string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Me) {
			return -1
		}
		return r
	}, cluster)
}

func joined(lines [][]string) string {
	var out []string
	for _, line := range lines {
		out = append(out, strings.Join(line, ""))
	}
	return trimmed(out)
}
