package screen

import (
	"context"
	"fmt"
	"os"

	"roster/cli/command"
	"roster/data"
	"roster/data/address"
	"roster/data/adopt"
	"roster/data/model"
	"roster/ui"
)

// openStore opens the database, and reports it when another program keeps it waiting. If there
// is none yet it asks; a nil store means that the user declined.
func openStore(
	ctx context.Context, path string, f command.Flags, opts data.Options, screen ui.Options,
) (*data.Store, error) {
	waiting := f.SayWaiting(path)
	defer waiting.Stop()
	if f.Demo {
		return data.OpenDemo(ctx, opts)
	}
	store, err := command.OpenFile(ctx, path, opts)
	code := model.ErrorCode(err)
	switch {
	case code == model.NotARoster && f.Guest == nil && !f.Create:
		waiting.Stop()
		return openAdopted(ctx, path, f, opts, screen, err)
	case err == nil || f.Guest != nil || code != model.NotFound && code != model.Empty:
		return store, err
	case f.ReadOnly:
		return nil, &model.Error{Code: code, Message: err.Error() + " Choose another file, or leave out --read-only."}
	}
	waiting.Stop()
	if !command.Confirm(ctx, os.Stdin, os.Stderr, f.ForPeople(err.Error()+" Create a new roster there?")) {
		fmt.Fprintln(os.Stderr, "Nothing was created.")
		return nil, nil
	}
	opts.Create = true
	return command.OpenFile(ctx, path, opts)
}

// openAdopted opens the database of another program, if roster finds its tables in it and the
// user confirms. why is the reason why it is not a roster as it is; a nil store means that the
// user declined.
func openAdopted(
	ctx context.Context, path string, f command.Flags, opts data.Options, screen ui.Options, why error,
) (*data.Store, error) {
	p, err := data.ProposeAdoption(ctx, path, opts, adopt.Choices{})
	if err != nil || f.ReadOnly && len(p.Statements) > 0 {
		return nil, why
	}
	yes, err := ui.AskAdoption(ctx, address.Title(path), p, screen)
	if err != nil {
		return nil, err
	}
	if !yes {
		fmt.Fprintln(os.Stderr, "Nothing was opened. With roster adopt you can choose other tables and columns.")
		return nil, nil
	}
	if err := command.Adopt(ctx, path, opts, p); err != nil {
		return nil, err
	}
	opts.Names = p.Names
	return command.OpenFile(ctx, path, opts)
}
