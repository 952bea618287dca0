package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/usage"
	"roster/data/field"
)

// fieldFlag is the flag for the values of custom fields, NAME=VALUE, as often as
// there are fields to set.
func fieldFlag(cmd *cobra.Command, said *[]string) {
	cmd.Flags().StringArrayVar(said, "field", nil, "a custom field, as NAME=VALUE, or NAME= to remove the value (repeatable)")
	complete.Flag(cmd, "field")
}

// typedFields returns the values of the fields of a table from the flag. shown are the current
// values of the row, nil for a new row.
func typedFields(w *command.Session, table string, said []string, shown field.Values) ([]field.Typed, error) {
	var typed []field.Typed
	for _, one := range said {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			return nil, usage.Errorf("--field %s has no =: write NAME=VALUE", one)
		}
		at := slices.IndexFunc(w.Reader().Fields(table), func(f field.Field) bool { return f.Name == name })
		if at < 0 {
			return nil, usage.Errorf("%s have no field %s: see roster field list", w.Words().RowsOf(table), name)
		}
		typed = append(typed, field.Typed{Name: name, Shown: shown[name].Text, Typed: value})
	}
	return typed, nil
}
