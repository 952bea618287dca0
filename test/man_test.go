//go:build unix

package test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// addHelp adds the help of a command, and of those below it, by their names.
func (d *workspace) addHelp(all map[string]string, command string) {
	d.t.Helper()
	help, _, _ := d.run(append(strings.Fields(command), "--help")...)
	all[command] = help
	_, list, _ := strings.Cut(help, "\n  EXAMPLES")
	for _, line := range regexp.MustCompile(`(?m)^    ([a-z]+) .*  [A-Z]`).FindAllStringSubmatch(list, -1) {
		d.addHelp(all, strings.TrimSpace(command+" "+line[1]))
	}
}

// The manual has every command, and what the help does not say. What groff warns
// of would look wrong.
func TestManual(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	page, said, code := d.run("man")
	if code != 0 || said != "" {
		t.Fatalf("exit %d, %q", code, said)
	}
	plain := strings.NewReplacer(`\-`, "-", `\e`, `\`).Replace(page)
	all := map[string]string{}
	d.addHelp(all, "")
	if len(all) < 15 {
		t.Errorf("the help has only %d commands", len(all))
	}
	delete(all, "")
	delete(all, "help")
	for command, help := range all {
		// The next word of a command that has others below it is one of theirs.
		if !regexp.MustCompile(`(?m)^\.B roster ` + command + `\b`).MatchString(plain) {
			t.Errorf("%q is missing", command)
		}
		if !strings.Contains(help, "EXAMPLES") {
			t.Errorf("%q has no examples", command)
		}
	}
	for _, text := range []string{"EXIT STATUS", "ENVIRONMENT", "ROSTER_DB", "FILES", "config.toml", "roster.db", "--keep-schema", "--reveal", "roster --demo"} {
		if !strings.Contains(plain, text) {
			t.Errorf("%q is missing", text)
		}
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not installed: its warnings are not checked")
	}
	cmd := exec.Command(groff, "-man", "-Tascii", "-ww")
	cmd.Stdin = strings.NewReader(page)
	var warnings strings.Builder
	cmd.Stderr = &warnings
	if _, err := cmd.Output(); err != nil || warnings.Len() > 0 {
		t.Errorf("groff: %v, %s", err, warnings.String())
	}
}
