package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"roster/cli/usage"
	"roster/data"
	"roster/data/address"
	"roster/data/model"
	"roster/internal/exchange"
	"roster/internal/safetext"
	"roster/internal/userfile"
)

// DatabasePath returns the database to open: DATABASE, --db, $ROSTER_DB, or the default.
func DatabasePath(f Flags, args []string) (string, error) {
	switch {
	case f.Guest != nil:
		return f.Guest.Database, nil
	case f.Demo:
		return "", nil
	case len(args) == 1:
		return plainName(args[0], CheckWord(args[0]))
	case f.Named:
		return plainName(f.DB, checkName(f.DB))
	case os.Getenv("ROSTER_DB") != "":
		return plainName(os.Getenv("ROSTER_DB"), nil)
	}
	return defaultDatabase(), nil
}

// plainName is [address.Plain] for a given name. It returns the error wrong if that is not
// nil.
func plainName(name string, wrong error) (string, error) {
	if wrong != nil {
		return "", wrong
	}
	plain, err := address.Plain(name)
	if err != nil {
		return "", usage.Wrap(err)
	}
	return plain, nil
}

// defaultDatabase returns the file used if no database is given.
func defaultDatabase() string { return filepath.Join(xdg.DataHome, "roster", "roster.db") }

// OpenFile opens the database. The folder of the default one is created together with the
// file.
func OpenFile(ctx context.Context, path string, opts data.Options) (*data.Store, error) {
	if folder := filepath.Dir(path); path == defaultDatabase() && !userfile.Exists(folder) {
		if !opts.Create {
			return nil, &model.Error{Code: model.NotFound, Message: path + " does not exist."}
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fmt.Errorf("the folder for %s can't be created: %w; choose another file", path, err)
		}
	}
	if opts.Name != "" || !isTable(path) {
		return openBeside(ctx, path, opts)
	}
	if !userfile.Exists(path) {
		return nil, &model.Error{Code: model.NotARoster, Message: path + " does not exist, and its name is that of a file to import: " +
			"use roster import " + path + ". For a new database, choose a name such as roster.db."}
	}
	store, err := data.Open(ctx, path, opts)
	if code := model.ErrorCode(err); code == model.NotARoster || code == model.Empty {
		message := path + " is not a database. To import it, use roster import " + path + ". Nothing was changed."
		return store, &model.Error{Code: model.NotARoster, Message: message, Err: err}
	}
	return store, err
}

// openBeside opens a database. If it creates tables beside those of another program, which the
// options may allow, it reports that.
func openBeside(ctx context.Context, path string, opts data.Options) (*data.Store, error) {
	alone := opts
	alone.AllowOtherTables = false
	store, err := data.Open(ctx, path, alone)
	if !opts.AllowOtherTables || model.ErrorCode(err) != model.NotARoster {
		return store, err
	}
	if store, err = data.Open(ctx, path, opts); err == nil {
		fmt.Fprintf(os.Stderr, "Created a new roster in %s, beside the tables of another program.\n",
			safetext.Line(address.Redacted(path)))
	}
	return store, err
}

// isTable reports whether a name given as a database is that of a file to import.
func isTable(path string) bool {
	return !address.IsURL(path) && slices.Contains(exchange.Importable(), strings.ToLower(filepath.Ext(path)))
}

// checkName returns an error for an empty name, as a script may pass it.
func checkName(name string) error {
	if name == "" {
		return usage.Errorf("the name of the database is empty: give a file, or leave it out for the default")
	}
	return nil
}

// CheckWord treats a word without a dot or slash as a mistyped command, unless a file of that
// name exists.
func CheckWord(word string) error {
	if word == "" || strings.ContainsAny(word, `./\`) || userfile.Exists(word) {
		return checkName(word)
	}
	return usage.Wrap(noCommand{word: word})
}

// noCommand is the error that a word is neither a command nor a database.
type noCommand struct {
	word string
	near []string // commands with a similar spelling
}

func (e noCommand) Error() string {
	text := fmt.Sprintf("there is no command or file %q: for a new database, use ./%s or %s.db", e.word, e.word, e.word)
	if len(e.near) > 0 {
		text += "; did you mean roster " + strings.Join(e.near, ", or roster ") + "?"
	}
	return text
}

// maxSuggestions is how many commands with a similar spelling are listed.
const maxSuggestions = 3

// Suggest adds the commands with a similar spelling to the error for a mistyped command.
func Suggest(root *cobra.Command, err error) error {
	e, ok := errors.AsType[noCommand](err)
	if !ok {
		return err
	}
	e.near = root.SuggestionsFor(e.word)
	e.near = e.near[:min(len(e.near), maxSuggestions)]
	return usage.Wrap(e)
}
