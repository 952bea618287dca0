package transfer

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/exchange"
	"roster/internal/outfile"
	"roster/ui/dialog"
)

// exported is the answer to a write of an exportDialog.
type exported struct {
	to     *exportDialog
	asked  int
	path   string // the path, if it was written
	exists bool   // nothing was written: the file is there
	err    error
}

// write writes the file, in a command. One that exists is replaced only if replace is set.
func (e *exportDialog) write(replace bool) tea.Cmd {
	name := strings.TrimSpace(e.file.Value())
	format, err := exchange.OutputFormat(name)
	switch {
	case name == "":
		e.wrong = "Type the name of a file."
		return nil
	case os.IsPathSeparator(name[len(name)-1]):
		e.wrong = e.style.Clean(name) + " is a folder: type the name of a file in it."
		return nil
	case err != nil:
		e.wrong = e.style.Clean(err.Error())
		return nil
	case format == "":
		name += e.format.Extension()
	default:
		e.format = format
	}
	part := e.parts[e.part]
	if part.Matrix && !e.format.HasMatrix() {
		e.wrong = "The matrix can't be written as " + strings.ToUpper(string(e.format)) + "."
		return nil
	}
	o := exchange.Options{
		Format: e.format, Matrix: part.Matrix, Selection: part.Selection, Secrets: e.secrets,
		Coverage: e.style.Coverage, Source: e.source,
	}
	e.file.SetValue(name)
	e.working, e.wrong = true, ""
	e.asked++
	answer, store := exported{to: e, asked: e.asked}, e.store
	return func() tea.Msg {
		answer.path, answer.err = exportTo(context.Background(), store, part.Shown, o, name, replace)
		if errors.Is(answer.err, errExists) {
			answer.exists, answer.err = true, nil
		}
		return answer
	}
}

var errExists = errors.New("the file exists")

// exportTo writes a file, and returns its path. On failure nothing of it is left.
func exportTo(
	ctx context.Context, store *data.Store, shown *query.Query, o exchange.Options, name string, replace bool,
) (string, error) {
	path, err := atHome(name)
	if err != nil {
		return "", err
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	target, err := outfile.NewTarget(path, store.Path())
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err == nil && !replace {
		return "", errExists
	}
	is, err := target.IsDatabase()
	switch {
	case err != nil:
		return "", err
	case is:
		return "", errors.New(name + " is a database: name another file")
	}
	if shown != nil {
		if err := store.Reader().EachTeam(ctx, *shown, func(t model.Team, _ model.Tally) error {
			o.Teams = append(o.Teams, t.ID)
			return nil
		}); err != nil {
			return "", err
		}
		if len(o.Teams) == 0 {
			return "", errors.New("the filter shows nothing")
		}
	}
	o.At = time.Now()
	return path, target.Write(func(w io.Writer) error { return exchange.Write(ctx, w, store, o) })
}

// completed is the answer to the completion of a file's name.
type completed struct {
	to    dialog.Dialog
	asked int
	name  string // what all that fits begins with
	found int
	err   error
}

// complete completes the name of the file, in a command.
func (e *exportDialog) complete() tea.Cmd {
	e.working = true
	e.asked++
	answer, typed := completed{to: e, asked: e.asked}, e.file.Value()
	return func() tea.Msg {
		answer.name, answer.found, answer.err = completePath(typed)
		return answer
	}
}

// take handles a completed name.
func (e *exportDialog) take(c completed) {
	switch {
	case c.err != nil:
		e.wrong = e.style.Clean(c.err.Error())
	case c.found == 0:
		e.wrong = "No file or folder starts with this."
	default:
		e.own = true
		e.file.SetValue(c.name)
		e.file.CursorEnd()
	}
}

// completePath returns what all names in a folder that begin as typed have in common, and
// how many there are. A folder ends in a separator.
func completePath(typed string) (name string, found int, err error) {
	folder, begun := filepath.Split(typed)
	in, err := atHome(folder)
	if err != nil {
		return "", 0, err
	}
	if in == "" {
		in = "."
	}
	entries, err := os.ReadDir(in)
	if err != nil {
		return "", 0, outfile.Cause(err)
	}
	for _, entry := range entries {
		full := entry.Name()
		if !strings.HasPrefix(full, begun) || begun == "" && strings.HasPrefix(full, ".") {
			continue
		}
		if entry.IsDir() {
			full += string(filepath.Separator)
		}
		if found++; found == 1 {
			name = full
		}
		for !strings.HasPrefix(full, name) {
			name = strings.ToValidUTF8(name[:len(name)-1], "")
		}
	}
	return folder + name, found, nil
}
