//go:build unix

package test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// commands returns every command of the help, those below another too.
func (d *desk) commands(path ...string) [][]string {
	d.t.Helper()
	help, _, _ := d.run(append(path, "--help")...)
	_, list, _ := strings.Cut(help, "\n  EXAMPLES")
	var all [][]string
	for _, line := range regexp.MustCompile(`(?m)^    ([a-z]+) .*  [A-Z]`).FindAllStringSubmatch(list, -1) {
		child := append(append([]string{}, path...), line[1])
		all = append(all, append(d.commands(child...), child)...)
	}
	return all
}

// The manual has every command, and what the help does not say. What groff warns
// of would look wrong.
func TestManual(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	page, said, code := d.run("man")
	if code != 0 || said != "" {
		t.Fatalf("exit %d, %q", code, said)
	}
	plain := strings.NewReplacer(`\-`, "-", `\e`, `\`).Replace(page)
	all := d.commands()
	if len(all) < 15 {
		t.Errorf("the help has %q only", all)
	}
	for _, command := range all {
		if command[0] == "help" {
			continue
		}
		// The next word of a command that has others below it is one of theirs.
		if !regexp.MustCompile(`(?m)^\.B roster ` + strings.Join(command, " ") + `\b`).MatchString(plain) {
			t.Errorf("%q is missing", command)
		}
		if help, _, _ := d.run(append(command, "--help")...); !strings.Contains(help, "EXAMPLES") {
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
		return
	}
	cmd := exec.Command(groff, "-man", "-Tascii", "-ww")
	cmd.Stdin = strings.NewReader(page)
	var warnings strings.Builder
	cmd.Stderr = &warnings
	if _, err := cmd.Output(); err != nil || warnings.Len() > 0 {
		t.Errorf("groff: %v, %s", err, warnings.String())
	}
}
