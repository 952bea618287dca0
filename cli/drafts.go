package cli

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

	"roster/ui"
)

// drafts are the forms of one database that were open when roster was ended from
// outside: a file each. A roster that shows one keeps its file locked, so that no
// other one shows it too. The lock ends with the process, the file once what was
// typed is saved or discarded.
type drafts struct {
	folder string
	prefix string // of the names of the files
	mu     sync.Mutex
	taken  map[string]*os.File // by name
	failed []error
}

// newDrafts returns the drafts beside a state file.
func newDrafts(state string) *drafts {
	return &drafts{
		folder: filepath.Join(filepath.Dir(state), "drafts"),
		prefix: strings.TrimSuffix(filepath.Base(state), ".json") + "-",
		taken:  map[string]*os.File{},
	}
}

// take returns the drafts that no running roster shows, the newest last. Until they
// are forgotten or the process ends they are this roster's.
func (d *drafts) take() []ui.Unsaved {
	entries, err := os.ReadDir(d.folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.fail("the text you were typing last time can't be read", err)
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
			d.fail("the text you were typing last time can't be read", err)
		case len(held) == 0:
			d.forget(name) // where it is this roster's
		case len(held) == 1:
			held[0].Draft = name
			found = append(found, held[0])
		default: // of an older roster: one file for all
			names = append(names, d.split(name, held)...)
		}
	}
	return found
}

// open locks a file, and returns what it holds: nothing where another roster has it
// or had it.
func (d *drafts) open(name string) (held []ui.Unsaved, err error) {
	file, err := os.OpenFile(d.path(name), os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	locked, err := tryLock(file)
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

// split puts each of several drafts of a file into one of its own, and returns
// their names.
func (d *drafts) split(name string, held []ui.Unsaved) (names []string) {
	for _, u := range held {
		fresh, err := d.write(u)
		if err != nil {
			d.fail("the text you were typing last time can't be opened", err)
			return names // the file keeps them all
		}
		names = append(names, fresh)
	}
	d.forget(name)
	return names
}

// write makes a file of a draft, and returns its name.
func (d *drafts) write(u ui.Unsaved) (string, error) {
	text, err := json.Marshal(ui.State{Unsaved: []ui.Unsaved{u}})
	if err != nil {
		return "", err
	}
	name := d.newName()
	return name, replace(d.path(name), text)
}

// newName returns the name of a file that is newer than the others.
func (d *drafts) newName() string {
	return fmt.Sprintf("%s%d-%s.json", d.prefix, time.Now().UnixNano(), rand.Text())
}

func (d *drafts) path(name string) string { return filepath.Join(d.folder, name) }

// forget removes a draft of this roster for good. It is emptied first: another
// roster may have opened the file already, and be waiting for it to be free.
func (d *drafts) forget(name string) {
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

// end keeps what is open as roster ends, forgets everything else that this roster
// took, and returns how much is kept. What can't be kept is as it was when it was
// taken.
func (d *drafts) end(open []ui.Unsaved) (kept int) {
	for _, u := range open {
		if _, err := d.write(u); err != nil {
			d.fail("the text you were typing can't be kept", err)
			d.release(u.Draft)
			continue
		}
		kept++
	}
	d.mu.Lock()
	taken := slices.Collect(maps.Keys(d.taken))
	d.mu.Unlock()
	for _, name := range taken {
		d.forget(name)
	}
	return kept
}

// release leaves a file for the next start.
func (d *drafts) release(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if file, isTaken := d.taken[name]; isTaken {
		delete(d.taken, name)
		_ = file.Close() // nothing was written
	}
}

// adopt makes the state file one of drafts where an older roster kept some in it.
func (d *drafts) adopt(file string) error {
	state := loadState(file)
	if len(state.Unsaved) == 0 {
		return nil
	}
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return err
	}
	err := os.Rename(file, d.path(d.newName()))
	if errors.Is(err, os.ErrNotExist) { // another roster was faster
		return nil
	}
	if err != nil {
		return err
	}
	state.Unsaved = nil
	return saveState(file, state)
}

// removeLeftover removes what a roster that was killed left of a draft that it was
// writing: no one writes one for an hour.
func (d *drafts) removeLeftover(entry os.DirEntry) {
	if !strings.HasSuffix(entry.Name(), ".tmp") {
		return
	}
	info, err := entry.Info()
	if err == nil && time.Since(info.ModTime()) > time.Hour {
		err = os.Remove(d.path(entry.Name()))
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.fail("a part of the text you were typing is left in a file", err)
	}
}

// failures returns what went wrong.
func (d *drafts) failures() []error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

func (d *drafts) fail(what string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failed = append(d.failed, fmt.Errorf("%s: %w", what, err))
}
