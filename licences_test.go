//go:build unix

package main

import (
	"debug/buildinfo"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// What is built has the licences of everything that is linked into it.
func TestLicences(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "run", "./internal/licences", runtime.GOOS+"/"+runtime.GOARCH).Output()
	if err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil || len(info.Deps) < 10 {
		t.Fatalf("%d modules are linked, %v", len(info.Deps), err)
	}
	for _, module := range info.Deps {
		if !strings.Contains(string(out), "\n"+module.Path+" "+module.Version+": ") {
			t.Errorf("%s %s has no licence there", module.Path, module.Version)
		}
	}
	own, err := os.ReadFile("LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Go's standard library: LICENSE\n", "Copyright 2009 The Go Authors.", strings.TrimSpace(string(own))} {
		if !strings.Contains(string(out), text) {
			t.Errorf("%q is not among the licences", text)
		}
	}
	if err := exec.Command("go", "run", "./internal/licences").Run(); err == nil {
		t.Error("of no system there are licences")
	}
}
