//go:build unix

package test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// Help and version are for pipes too: plain text on standard output.
func TestHelpAndVersion(t *testing.T) {
	t.Parallel()
	flags := []string{"--db", "--demo", "--read-only", "--keep-schema", "--ascii", "--theme", "--log", "--version"}
	for name, c := range map[string]struct {
		args []string
		env  string
		says []string
	}{
		"Help":        {[]string{"--help"}, "A=b", append(flags, "[DATABASE]", "$ROSTER_DB", "roster --demo")},
		"HelpNoColor": {[]string{"-h"}, "NO_COLOR=1", flags},
		"HelpDumb":    {[]string{"help"}, "TERM=dumb", flags},
		"Version":     {[]string{"--version"}, "A=b", []string{"roster version "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errors bytes.Buffer
			cmd := exec.Command(binary, c.args...)
			cmd.Env, cmd.Stdout, cmd.Stderr = []string{"TERM=xterm-256color", c.env}, &out, &errors
			if err := cmd.Run(); err != nil || errors.Len() > 0 {
				t.Errorf("%v, %q", err, errors.String())
			}
			wantNoEscapes(t, out.String())
			if strings.Contains(out.String(), "`") {
				t.Error("the help has backquotes of its source")
			}
			for _, text := range c.says {
				if !strings.Contains(out.String(), text) {
					t.Errorf("%q is missing in:\n%s", text, out.String())
				}
			}
		})
	}
	t.Run("NoColorOnTerminal", func(t *testing.T) {
		roster := start(t, "--help", with("NO_COLOR=1"))
		roster.wantExit(0)
		roster.wait("--read-only", "Never write to the database")
		wantNoColours(t, roster.raw())
	})
}
