package ui

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"
)

// readPieces returns what the reader makes of the pieces, each of which comes in a read.
func readPieces(t interface{ Fatal(...any) }, pieces ...string) string {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	r := &pasteReader{File: in}
	var got strings.Builder
	for _, piece := range pieces {
		if _, err := out.WriteString(piece); err != nil {
			t.Fatal(err)
		}
		p := make([]byte, 4096)
		n, err := r.Read(p)
		if err != nil {
			t.Fatal(err)
		}
		got.Write(p[:n])
	}
	return got.String()
}

// What is no text is left out of pastes, and of nothing else.
func TestPasteReader(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"\x1b[A\x1bx\xff\x9b":                       "\x1b[A\x1bx\xff\x9b",
		"\x1b[200~a\tb\r\nä\x1b[201~q":              "\x1b[200~a\tb\r\nä\x1b[201~q",
		"\x1b[200~a\xffb\xe4\xc3c\x1b[201~\xff":     "\x1b[200~abc\x1b[201~\xff",
		"\x1b[200~\x1b[31mx\x1b]52;c;\x07\x1b[201~": "\x1b[200~[31mx]52;c;\x07\x1b[201~",
		"\x1b[200~\x1b[200~x\x1b[201~\x1b[201~":     "\x1b[200~[200~x\x1b[201~\x1b[201~",
		"\x1b[200~a\ufffdb\x1b[201~":                "\x1b[200~ab\x1b[201~",
		"\x1b\x1b[200~\xff\x1b[201~":                "\x1b\x1b[200~\x1b[201~",
	} {
		if got := readPieces(t, sent); got != want {
			t.Errorf("%q is read as %q, not %q", sent, got, want)
		}
	}
}

// However the terminal cuts it up, a paste is the same.
func TestPasteReaderInPieces(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{pasteBegin, pasteEnd, "\x1b", "ä", "\xc3", "\xff", "😀", "\xf0\x9f", "[20", "a", "\ufffd"}), 1, 12).Draw(t, "parts")
		whole := strings.Join(parts, "") + pasteEnd // nothing is kept back then
		var pieces []string
		for rest := whole; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			pieces, rest = append(pieces, rest[:n]), rest[n:]
		}
		if got, want := readPieces(t, pieces...), readPieces(t, whole); got != want {
			t.Errorf("%q is read as %q, and in one go as %q", pieces, got, want)
		}
	})
}

// A file that ends in the middle of a character ends.
func TestPasteReaderEnds(t *testing.T) {
	t.Parallel()
	name := t.TempDir() + "/paste"
	if err := os.WriteFile(name, []byte(pasteBegin+"a\xc3"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got, err := io.ReadAll(&pasteReader{File: file})
	if err != nil || string(got) != pasteBegin+"a" {
		t.Errorf("%q, %v", got, err)
	}
}

// BenchmarkPasteInvalid is linear in the length of the paste.
func BenchmarkPasteInvalid(b *testing.B) {
	for _, kb := range []int{256, 512, 1024, 2048} {
		text := pasteBegin + strings.Repeat("\xe4 Latin-1\xff", kb<<10/10) + pasteEnd
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				in, out, err := os.Pipe()
				if err != nil {
					b.Fatal(err)
				}
				go func() { _, _ = out.WriteString(text) }() // a test that fails closes it before
				ctx, cancel := context.WithCancel(b.Context())
				events := make(chan uv.Event)
				go func() { _ = uv.NewTerminalReader(&pasteReader{File: in}, "xterm").StreamEvents(ctx, events) }() // ends with in
				for event := range events {
					if _, ok := event.(uv.PasteEvent); ok {
						break
					}
				}
				cancel()
				out.Close()
				in.Close()
			}
		})
	}
}
