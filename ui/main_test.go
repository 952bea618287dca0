package ui_test

import (
	"flag"
	"log"
	"os"
	"testing"
	"time"
)

// TestMain sets the time zone, because dialogs show local times, and how much
// the random tests do where the command line does not say.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	for name, value := range map[string]string{"rapid.checks": "10", "rapid.shrinktime": "10s", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			log.Fatal(err)
		}
	}
	os.Exit(m.Run())
}
