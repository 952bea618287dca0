package cli

import (
	"strings"
	"testing"

	"roster/cli/command"
	"roster/cli/manpage"
	"roster/ui/keymap"
)

// The manual page has the keys of the settings.
func TestManualHasTheKeys(t *testing.T) {
	keys, err := keymap.Rebind([]keymap.Setting{{Name: "undo", Keys: []string{"Z", "ctrl+y"}}})
	if err != nil {
		t.Fatal(err)
	}
	if page := manpage.Text(newRoot(command.New(Program{}, nil)), keys); !strings.Contains(page, ".B Z ctrl+y\nundo your last change") {
		t.Errorf("the manual page has other keys:\n%s", page)
	}
}
