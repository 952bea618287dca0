package command

import (
	"context"
	"fmt"

	"roster/cli/settings"
	"roster/data"
	"roster/data/adopt"
	"roster/data/model"
)

// Adopt readies a database for what was proposed, and keeps the names.
func Adopt(ctx context.Context, path string, opts data.Options, p adopt.Proposal) error {
	if err := data.Adopt(ctx, path, opts, p); err != nil {
		return err
	}
	names := p.Names
	if names == model.StandardNames() {
		names = model.Names{}
	}
	if err := settings.KeepNames(settings.Path(), path, names); err != nil {
		if len(p.Statements) > 0 {
			return Partly(fmt.Errorf("the database is ready, but the names can't be kept: %w", err))
		}
		return err
	}
	return nil
}
