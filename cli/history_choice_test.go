package cli

import (
	"testing"
	"time"
)

// A weekday is the last one, today included.
func TestParseDay(t *testing.T) {
	now := time.Date(2026, time.November, 25, 14, 5, 0, 0, time.UTC) // a Wednesday
	for text, want := range map[string]string{
		"today": "2026-11-25", "Yesterday": "2026-11-24", "monday": "2026-11-23", "mon": "2026-11-23",
		"Wednesday": "2026-11-25", "thu": "2026-11-19", "2026-02-01": "2026-02-01",
	} {
		got, err := parseDay(text, now)
		if err != nil || got.Format(time.DateOnly) != want || got.Hour() != 0 {
			t.Errorf("%s is %s (%v), want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"soon", "2026-13-01", "mo", "last week"} {
		if got, err := parseDay(text, now); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
}
