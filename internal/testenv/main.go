package testenv

import (
	"flag"
	"fmt"
	"log"
	"os"
	"testing"
)

// Main runs the tests of a package. Their files are in memory if there is room, so that they
// do not wait for the disk. Random tests do as many checks as are given if the command line
// does not say -rapid.checks.
func Main(m *testing.M, checks int) {
	if folder := MemoryFolder(); folder != "" {
		if err := os.Setenv("TMPDIR", folder); err != nil {
			log.Fatal(err)
		}
	}
	for name, value := range map[string]string{"rapid.checks": fmt.Sprint(checks), "rapid.shrinktime": "10s", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			log.Fatal(err)
		}
	}
	os.Exit(m.Run())
}
