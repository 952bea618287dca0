package state

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"roster/internal/userfile"
	"roster/ui"
)

// Drafts are the unsaved forms of a database, one file each, left when roster was terminated
// by a signal. A process that shows one keeps its file locked, so that no other process shows
// it too. The lock is released when the process ends; the file is removed when its text is
// saved or discarded.
type Drafts struct {
	folder string
	prefix string // of the file names
	mu     sync.Mutex
	taken  map[string]*os.File // by name
	failed []error
}

// NewDrafts returns the drafts beside a state file.
func NewDrafts(state string) *Drafts {
	return &Drafts{
		folder: filepath.Join(filepath.Dir(state), "drafts"),
		prefix: strings.TrimSuffix(filepath.Base(state), ".json") + "-",
		taken:  map[string]*os.File{},
	}
}

// Take returns the drafts that no running roster shows, the newest last. They stay locked
// until they are forgotten or the process ends.
func (d *Drafts) Take() []ui.Unsaved {
	entries, err := os.ReadDir(d.folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.Fail("the text you were typing last time can't be read", err)
	}
	var names []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), d.prefix) {
			names = append(names, entry.Name())
		}
		d.removeLeftover(entry)
	}
	var found []ui.Unsaved
	for i := 0; i < len(names); i++ {
		name := names[i]
		switch held, err := d.open(name); {
		case err != nil:
			d.Fail("the text you were typing last time can't be read", err)
		case len(held) == 0:
			d.Forget(name) // does nothing unless this process holds the lock
		case len(held) == 1:
			held[0].Draft = name
			found = append(found, held[0])
		default: // written by an older version: one file for all
			names = append(names, d.split(name, held)...)
		}
	}
	return found
}

// open locks a file, and returns its drafts: none if another process holds it or removed it.
func (d *Drafts) open(name string) (held []ui.Unsaved, err error) {
	file, err := os.OpenFile(d.path(name), os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	locked, err := userfile.TryLock(file)
	if err != nil || !locked {
		return nil, errors.Join(err, file.Close())
	}
	text, err := io.ReadAll(file)
	var state ui.State
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &state)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", d.path(name), err), file.Close())
	}
	d.taken[name] = file
	return state.Unsaved, nil
}

// split writes the drafts of a file to separate files, and returns their names.
func (d *Drafts) split(name string, held []ui.Unsaved) (names []string) {
	for _, u := range held {
		fresh, err := d.write(u)
		if err != nil {
			d.Fail("the text you were typing last time can't be opened", err)
			return names // the old file keeps them all
		}
		names = append(names, fresh)
	}
	d.Forget(name)
	return names
}

// write writes a draft to a new file, and returns its name.
func (d *Drafts) write(u ui.Unsaved) (string, error) {
	text, err := json.Marshal(ui.State{Unsaved: []ui.Unsaved{u}})
	if err != nil {
		return "", err
	}
	name := d.newName()
	return name, userfile.Replace(d.path(name), text)
}

// newName returns a name that sorts after those of the other files.
func (d *Drafts) newName() string {
	return fmt.Sprintf("%s%d-%s.json", d.prefix, time.Now().UnixNano(), rand.Text())
}

func (d *Drafts) path(name string) string { return filepath.Join(d.folder, name) }

// Forget removes a draft of this process for good. The file is emptied first: another process
// may have opened it already and be waiting for the lock.
func (d *Drafts) Forget(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	file, isTaken := d.taken[name]
	if !isTaken {
		return
	}
	delete(d.taken, name)
	err := errors.Join(file.Truncate(0), file.Close())
	if removed := os.Remove(d.path(name)); err != nil && removed != nil {
		d.failed = append(d.failed, fmt.Errorf("the kept copy of the text you were typing can't be deleted: %w", removed))
	}
}

// End saves the open forms, removes all other drafts of this process, and returns the number
// saved. A draft that can't be saved stays as it was when it was taken.
func (d *Drafts) End(open []ui.Unsaved) (kept int) {
	for _, u := range open {
		if _, err := d.write(u); err != nil {
			d.Fail("the text you were typing can't be kept", err)
			d.release(u.Draft)
			continue
		}
		kept++
	}
	d.mu.Lock()
	taken := slices.Collect(maps.Keys(d.taken))
	d.mu.Unlock()
	for _, name := range taken {
		d.Forget(name)
	}
	return kept
}

// release unlocks a file and leaves it for the next start.
func (d *Drafts) release(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if file, isTaken := d.taken[name]; isTaken {
		delete(d.taken, name)
		_ = file.Close() // nothing was written
	}
}

// Migrate migrates drafts that older versions kept in the state file.
func (d *Drafts) Migrate(file string) error {
	state := Load(file)
	if len(state.Unsaved) == 0 {
		return nil
	}
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return err
	}
	err := os.Rename(file, d.path(d.newName()))
	if errors.Is(err, os.ErrNotExist) { // another process already migrated it
		return nil
	}
	if err != nil {
		return err
	}
	state.Unsaved = nil
	return Save(file, state)
}

// removeLeftover removes the file that a killed process left while it was writing a draft:
// writing never takes an hour.
func (d *Drafts) removeLeftover(entry os.DirEntry) {
	if !strings.HasSuffix(entry.Name(), ".tmp") {
		return
	}
	info, err := entry.Info()
	if err == nil && time.Since(info.ModTime()) > time.Hour {
		err = os.Remove(d.path(entry.Name()))
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.Fail("a part of the text you were typing is left in a file", err)
	}
}

// Failures returns the errors.
func (d *Drafts) Failures() []error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

// Fail notes an error, which [Drafts.Failures] returns. what says what can't be done.
func (d *Drafts) Fail(what string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failed = append(d.failed, fmt.Errorf("%s: %w", what, err))
}
