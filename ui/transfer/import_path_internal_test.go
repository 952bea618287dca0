package transfer

import (
	"runtime"
	"testing"
)

func TestDroppedPath(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths are those of Unix")
	}
	for pasted, want := range map[string]string{
		"'/tmp/my squad.csv' ":       "/tmp/my squad.csv",
		`'/tmp/Ana'\''s squad.csv'`:  "/tmp/Ana's squad.csv",
		`"/tmp/my squad.csv"`:        "/tmp/my squad.csv",
		`/tmp/my\ squad\ \(2\).csv`:  "/tmp/my squad (2).csv",
		`/tmp/back\\slash.csv`:       `/tmp/back\slash.csv`,
		"file:///tmp/my%20squad.csv": "/tmp/my squad.csv",
		"file://localhost/tmp/squad": "/tmp/squad",
		"file://other.example/tmp/x": "",
		"file:///tmp/%zz":            "",
		"/tmp/squad.csv":             "", // it is a path already
		"squad.csv":                  "",
		"'":                          "",
		"":                           "",
	} {
		if path := droppedPath(pasted); path != want {
			t.Errorf("%q is %q, want %q", pasted, path, want)
		}
	}
}
