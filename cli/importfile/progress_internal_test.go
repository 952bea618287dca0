package importfile

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var out strings.Builder
	bar := ProgressLine{out: &out, on: true}
	bar.Show("Reading", 3, 4)
	bar.last = time.Time{}
	bar.Show("Reading", 9, 0)
	bar.Show("Reading", 10, 0) // too soon
	bar.Clear()
	bar.Clear()
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
	bar := NewProgressLine(file)
	bar.last = time.Time{}
	bar.Show("Reading", 1, 2)
	bar.Clear()
	if info, err := file.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("%v, %v", info, err)
	}
}
