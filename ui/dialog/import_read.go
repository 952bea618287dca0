package dialog

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"roster/data"
	"roster/data/address"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/exchange"
)

// source is what is imported: a file, or a text that was pasted.
type source struct{ path, text string }

// name is what the source is called in the label of the change.
func (s source) name() string {
	if s.text != "" {
		return "pasted text"
	}
	return filepath.Base(s.path)
}

// plan reads the source, and works out what its import would do.
func (s source) plan(ctx context.Context, store *data.Store, match importer.Match) (importer.Plan, error) {
	draft := store.NewDraft()
	err := s.read(ctx, store.Path(), draft)
	if err != nil {
		return importer.Plan{}, &model.Error{Code: model.CantOpen, Message: "It can't be read: " + err.Error() + ".", Err: err}
	}
	return store.PlanImport(ctx, importer.Import{Draft: draft, Match: match, Name: s.name(), Otherwise: importer.AnswerNew})
}

// read reads the source into a draft, unless it is the database that is open.
func (s source) read(ctx context.Context, database string, draft *importer.Draft) (err error) {
	if s.text != "" {
		return exchange.Read(ctx, strings.NewReader(s.text), "", draft)
	}
	path, err := atHome(s.path)
	if err != nil {
		return err
	}
	if err := checkFile(path, database); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return withoutPath(err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return exchange.Read(ctx, file, exchange.FormatOf(path), draft)
}

// atHome returns the path with the home folder in place of a leading ~.
func atHome(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

// checkFile refuses, before it is opened, what is no file that could be read to
// its end: a pipe may have nothing to say for ever. To close the open database,
// or what SQLite keeps beside it, would drop the locks that roster has on it.
func checkFile(path, database string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return withoutPath(err)
	case info.IsDir():
		return errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return errors.New("it is not a regular file")
	}
	if address.IsPartOf(path, database) {
		return errors.New("it is the database that is open")
	}
	return nil
}

// withoutPath returns the cause of an error: the path is shown beside it.
func withoutPath(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}
	return err
}
