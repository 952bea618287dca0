package command

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/guest"
	"roster/cli/settings"
	"roster/cli/usage"
	"roster/data"
	"roster/data/address"
	"roster/data/sqllog"
)

// Flags are the values of the flags.
type Flags struct {
	DB         string
	Named      bool // db was given
	Demo       bool
	ReadOnly   bool
	KeepSchema bool
	Create     bool
	ASCII      bool
	GivenASCII bool // ascii was given, as true or as false
	Theme      string
	Log        string
	LogSecrets bool
	Guest      *guest.Session // who is not at this machine; nil for the user of the machine
}

// NoteGiven notes which flags were given.
func (f *Flags) NoteGiven(cmd *cobra.Command) {
	f.Named, f.GivenASCII = cmd.Flags().Changed("db"), cmd.Flags().Changed("ascii")
}

// Check returns what is wrong with the flags and the arguments together.
func (f Flags) Check(args []string) error {
	switch {
	case len(args) > 1:
		return usage.Errorf("only one database can be opened, not %d (%q, …)", len(args), address.Redacted(args[0]))
	case len(args) == 1 && f.Named:
		return usage.Errorf("the database is named twice: as %q and with --db %q",
			address.Redacted(args[0]), address.Redacted(f.DB))
	case f.Demo && (len(args) == 1 || f.Named):
		return usage.Errorf("--demo has its own database: leave out the other one")
	case f.Demo && f.ReadOnly:
		return usage.Errorf("--demo is for trying things out: leave out --read-only")
	case f.Create && (f.Demo || f.ReadOnly):
		return usage.Errorf("--create adds tables to a database: it can't be used with --demo or --read-only")
	case f.LogSecrets && f.Log == "":
		return usage.Errorf("--log-secrets needs --log FILE")
	case f.Theme != "" && !slices.Contains(settings.Themes(), f.Theme):
		return usage.Errorf("--theme must be auto, light or dark, not %q", f.Theme)
	}
	return nil
}

// GuestName returns the name of the guest, "" for the user of the machine.
func (f Flags) GuestName() string {
	if f.Guest == nil {
		return ""
	}
	return f.Guest.Name
}

// Settings returns the settings in force. With an error they are those that could be
// read.
func (f Flags) Settings() (settings.Settings, error) {
	s, err := settings.Load(settings.Path())
	s.Override(settings.Flags{Theme: f.Theme, ASCII: f.ASCII, GivenASCII: f.GivenASCII}, os.Getenv)
	return s, err
}

// Options returns how the database at path is opened for what the flags say.
func (f Flags) Options(p Program, log *sqllog.Log, s settings.Settings, path string) data.Options {
	opts := data.Options{
		Schema: p.Schema, KeepSchema: f.KeepSchema, Actor: Actor(), Log: log, Since: s.Since.Value,
		Coverage: s.Coverage.Value, Names: s.NamesOf(path), Words: s.Words(),
	}
	if f.Guest != nil {
		opts.Actor, opts.Rights, opts.Name = f.Guest.Name, f.Guest.Rights, f.Guest.Title
	}
	return opts
}

// Shown returns what messages call a database.
func (f Flags) Shown(path string) string {
	if f.Guest != nil {
		return f.Guest.Title
	}
	return address.Redacted(path)
}

// SayWaiting prints a message when another program, or the server, keeps the opening waiting.
// Stop it when that is over.
func (f Flags) SayWaiting(path string) *time.Timer {
	why := "; it may be locked by another program"
	if address.IsURL(path) {
		why = ": the server has not answered yet"
	}
	return time.AfterFunc(500*time.Millisecond, func() {
		fmt.Fprintf(os.Stderr, "Waiting for %s%s.\n", f.ForPeople(f.Shown(path)), why)
	})
}
