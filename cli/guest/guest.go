// Package guest has what roster does for those who come over ssh: the environment that they get, what
// they may not see of the machine, and their keys.
package guest

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"roster/cli/usage"
	"roster/data/access"
	"roster/internal/safetext"
	"roster/ui"
)

// Session is someone who connects over ssh, with their rights on the machine.
type Session struct {
	Name     string
	Rights   access.Rights
	Title    string // what the database is called for them
	Database string
}

// MaxName is how many characters the name of a guest may have, and the title of the
// roster.
const MaxName = 60

// DefaultTitle is what the database is called for guests.
const DefaultTitle = "the roster"

// CheckName returns what is wrong with the name of a guest. The signs @ and ( are
// those of the accounts of machines: no guest may pass for one.
func CheckName(what, name string) error {
	switch {
	case name == "" || strings.TrimSpace(name) != name:
		return usage.Errorf("%s is empty, or begins or ends with a space", what)
	case utf8.RuneCountInString(name) > MaxName:
		return usage.Errorf("%s is longer than %d characters", what, MaxName)
	case safetext.Line(name) != name || strings.ContainsFunc(name, unicode.IsControl) || !norm.NFC.IsNormalString(name):
		return usage.Errorf("%s has characters that don't show, or are not what they seem", what)
	case strings.ContainsAny(name, "@()"):
		return usage.Errorf("%s can't have @ or parentheses: those are for the accounts of machines", what)
	}
	return nil
}

// pathInText is a path of a file in a sentence.
var pathInText = regexp.MustCompile(`(^|[\s"'(=])/[^\s"':;,)]*`)

// Discreet returns a message without what a guest may not see: the places of files and
// servers.
func (g *Session) Discreet(text string) string {
	text = strings.ReplaceAll(text, g.Database, g.Title)
	return pathInText.ReplaceAllString(text, "${1}…")
}

// Quietly runs the app. For a guest, nothing else is printed: a stack trace of a library would
// contain paths of the machine.
func (g *Session) Quietly(run func() (ui.State, error)) (ui.State, error) {
	if g == nil {
		return run()
	}
	stderr := os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return ui.State{}, fmt.Errorf("roster can't be shown: %w", err)
	}
	os.Stderr = null
	place, err := run()
	os.Stderr = stderr
	return place, errors.Join(err, null.Close())
}
