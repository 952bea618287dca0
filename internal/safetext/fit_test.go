package safetext_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"roster/internal/safetext"
)

// newRand returns the same numbers in every run, so that a failure repeats.
func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name, in         string
		width            int
		fit, right, cuts string
	}{
		{"nothing", "", 3, "   ", "   ", ""},
		{"no room", "abc", 0, "", "", ""},
		{"negative", "abc", -1, "", "", ""},
		{"exact", "abc", 3, "abc", "abc", "abc"},
		{"short", "abc", 5, "abc  ", "  abc", "abc"},
		{"long", "abcdef", 4, "abc…", "abc…", "abc…"},
		{"one cell", "abc", 1, "…", "…", "…"},
		{"wide exact", "漢字", 4, "漢字", "漢字", "漢字"},
		{"wide cut in the middle", "漢字漢", 4, "漢… ", " 漢…", "漢…"},
		{"wide cut between", "漢字漢", 5, "漢字…", "漢字…", "漢字…"},
		{"wide in one cell", "漢", 1, "…", "…", "…"},
		{"wide does not fit two", "漢字", 2, "… ", " …", "…"},
		{"ascii then wide", "ab漢字", 3, "ab…", "ab…", "ab…"},
		{"ascii then wide, over", "abc漢", 4, "abc…", "abc…", "abc…"},
		{"mark is not torn off", "abe\u0301x", 3, "ab…", "ab…", "ab…"},
		{"mark stays on the last", "abe\u0301xy", 4, "abe\u0301…", "abe\u0301…", "abe\u0301…"},
		{"mark at the edge", "abe\u0301", 3, "abe\u0301", "abe\u0301", "abe\u0301"},
		{"flag is not torn", "🇫🇷🇩🇪", 3, "🇫🇷…", "🇫🇷…", "🇫🇷…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := safetext.Fit(c.in, c.width); got != c.fit {
				t.Errorf("Fit = %q, want %q", got, c.fit)
			}
			if got := safetext.FitRight(c.in, c.width); got != c.right {
				t.Errorf("FitRight = %q, want %q", got, c.right)
			}
			if got := safetext.Cut(c.in, c.width); got != c.cuts {
				t.Errorf("Cut = %q, want %q", got, c.cuts)
			}
		})
	}
}

func TestFitWide(t *testing.T) {
	if got, want := safetext.Fit("ab", 300), "ab"+strings.Repeat(" ", 298); got != want {
		t.Errorf("Fit to 300 cells has %d bytes, want %d", len(got), len(want))
	}
	if got := safetext.Cut("é漢", math.MaxInt); got != "é漢" {
		t.Errorf("Cut to the largest width = %q", got)
	}
}

func TestFitIsExact(t *testing.T) {
	rng := newRand()
	letters := strings.Split(tricky+"abcdefghij klmnopé漢字🦸", "")
	for range 20000 {
		var b strings.Builder
		for range rng.IntN(30) {
			b.WriteString(letters[rng.IntN(len(letters))])
		}
		requireFit(t, safetext.Line(b.String()), rng.IntN(50))
	}
}

// requireFit checks what must hold for all safe text and every width.
func requireFit(t *testing.T, text string, width int) {
	t.Helper()
	for name, got := range map[string]string{"Fit": safetext.Fit(text, width), "FitRight": safetext.FitRight(text, width)} {
		if g, w := ansi.StringWidth(got), ansi.StringWidthWc(got); g != width || w != width {
			t.Errorf("%s(%+q, %d) = %+q: grapheme width %d, wcwidth %d", name, text, width, got, g, w)
		}
		if f := flaw(got); len(got) <= 4096 && f != "" {
			t.Errorf("%s(%+q, %d) = %+q: %s", name, text, width, got, f)
		}
	}
	cut := safetext.Cut(text, width)
	whole := ansi.StringWidth(text) <= width
	if whole != (cut == text) && width > 0 {
		t.Errorf("Cut(%+q, %d) = %+q", text, width, cut)
	}
	if head, ok := strings.CutSuffix(cut, "…"); !whole && width > 0 && !(ok && strings.HasPrefix(text, head)) {
		t.Errorf("Cut(%+q, %d) = %+q is not a head of it with …", text, width, cut)
	}
	if cells := ansi.StringWidth(cut); !whole && cells != width && cells != width-1 {
		t.Errorf("Cut(%+q, %d) = %+q has %d cells", text, width, cut, cells)
	}
}

func TestFitDoesNotAllocate(t *testing.T) {
	for name, f := range map[string]func(){
		"fit":       func() { safetext.Fit("Deadpond", 8) },
		"fit right": func() { safetext.FitRight("12,345", 6) },
		"cut":       func() { safetext.Cut("Deadpond", 30) },
		"width":     func() { safetext.Width("Deadpond") },
	} {
		t.Run(name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, f); got != 0 {
				t.Errorf("%v allocations, want none", got)
			}
		})
	}
}
