package cli

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var out strings.Builder
	bar := progressLine{out: &out, on: true}
	bar.show("Reading", 3, 4)
	bar.last = time.Time{}
	bar.show("Reading", 9, 0)
	bar.show("Reading", 10, 0) // too soon
	bar.clear()
	bar.clear()
	want := "\r\x1b[KReading [######################--------]  75%\r\x1b[KReading 9\r\x1b[K"
	if out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}

// If it is no terminal, nothing is drawn.
func TestProgressInAFile(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	bar := newProgress(file)
	bar.last = time.Time{}
	bar.show("Reading", 1, 2)
	bar.clear()
	if info, err := file.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("%v, %v", info, err)
	}
}
