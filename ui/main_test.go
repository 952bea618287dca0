package ui_test

import (
	"testing"
	"time"

	"roster/internal/testenv"
)

// TestMain sets the time zone, because dialogs show local times.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	testenv.Main(m, 10)
}
