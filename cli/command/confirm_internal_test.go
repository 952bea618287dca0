package command

import (
	"context"
	"io"
	"strings"
	"testing"
)

func TestConfirm(t *testing.T) {
	for answer, want := range map[string]bool{
		"y\n": true, "Y\n": true, "yes\n": true, "YES\r\n": true, "  y  \n": true,
		"n\n": false, "\n": false, "": false, "yesterday\n": false, "yy\n": false, "y": false, "\x00y\n": false,
	} {
		var out strings.Builder
		if got := Confirm(t.Context(), strings.NewReader(answer), &out, "Make\x1b[31m it?"); got != want {
			t.Errorf("%q is taken for %v", answer, got)
		}
		want := "Make␛[31m it? [y/N] "
		if !strings.HasSuffix(answer, "\n") {
			want += "\n" // the user ended no line
		}
		if out.String() != want {
			t.Errorf("asked %q, want %q", out.String(), want)
		}
	}
}

// Someone ends roster while it asks.
func TestConfirmEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, typing := io.Pipe()
	defer typing.Close()
	var out strings.Builder
	cancel()
	if Confirm(ctx, in, &out, "Sure?") {
		t.Error("the end is taken for a yes")
	}
	if want := "Sure? [y/N] \n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}
