package outfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// written writes a file, and returns what is in its folder then.
func written(t *testing.T, path string, do func(io.Writer) error) (names []string, err error) {
	t.Helper()
	target, err := NewTarget(path, "roster.db")
	if err != nil {
		t.Fatal(err)
	}
	err = target.Write(do)
	entries, failed := os.ReadDir(filepath.Dir(path))
	if failed != nil {
		t.Fatal(failed)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, err
}

func hello(w io.Writer) error {
	_, err := io.WriteString(w, "hello")
	return err
}

// A file is written for its owner alone, and replaced as a whole.
func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.html")
	for range 2 {
		names, err := written(t, path, hello)
		if err != nil || len(names) != 1 {
			t.Fatalf("%v, the folder has %v", err, names)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 5 {
		t.Errorf("%v, %v", info, err)
	}
}

// If writing fails, the file that was there stays, a new one is not there, and nothing is
// left beside it.
func TestWriteFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.html")
	broken := func(w io.Writer) error { return errors.Join(hello(w), errors.New("broken")) }
	if names, err := written(t, path, broken); err == nil || len(names) != 0 {
		t.Errorf("%v, the folder has %v", err, names)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	names, err := written(t, path, broken)
	text, failed := os.ReadFile(path)
	if err == nil || len(names) != 1 || failed != nil || string(text) != "mine" {
		t.Errorf("%v, the folder has %v, the file %q (%v)", err, names, text, failed)
	}
}

// What is no file to write to is refused, and so is what belongs to the database.
func TestNewTarget(t *testing.T) {
	folder := t.TempDir()
	database := filepath.Join(folder, "roster.db")
	if err := os.WriteFile(database, []byte("SQLite format 3\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		folder:         folder + " is a folder: choose a file in it",
		database:       database + " belongs to the database itself: choose another file",
		os.DevNull:     os.DevNull + " is not a regular file: choose another file",
		database + "x": "",
	} {
		if _, err := NewTarget(name, database); fmt.Sprint(err) != want && (want != "" || err != nil) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	for name, want := range map[string]bool{database: true, filepath.Join(folder, "new"): false} {
		if is, err := (Target{name, name}).IsDatabase(); is != want || err != nil {
			t.Errorf("%s is a database: %v, %v", name, is, err)
		}
	}
	if _, err := written(t, filepath.Join(folder, "a.html"), hello); err != nil {
		t.Error(err)
	}
	target, err := NewTarget(filepath.Join(folder, "gone", "a.html"), database)
	if err == nil {
		err = target.Write(hello)
	}
	if want := filepath.Join(folder, "gone", "a.html") + " can't be written: no such file or directory"; err == nil || err.Error() != want {
		t.Errorf("%v, want %q", err, want)
	}
}

// Errors say what to do, and name the file once.
func TestError(t *testing.T) {
	for want, err := range map[string]error{
		"a.csv was closed before everything was written":                    &os.PathError{Op: "write", Path: "x", Err: syscall.EPIPE},
		"a.csv can't be written: the disk is full; make room and try again": fmt.Errorf("late: %w", syscall.ENOSPC),
		"a.csv can't be written: permission denied":                         &os.PathError{Op: "open", Path: "x", Err: syscall.EACCES},
		"a.csv can't be written: file exists":                               &os.LinkError{Op: "rename", Old: "x", New: "y", Err: syscall.EEXIST},
	} {
		if got := Error("a.csv", err); got.Error() != want {
			t.Errorf("%v is %q, want %q", err, got, want)
		}
	}
	if Error("a.csv", nil) != nil {
		t.Error("no error is one")
	}
}
