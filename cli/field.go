package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/output"
	"roster/cli/usage"
	"roster/data/access"
	"roster/data/field"
	"roster/data/model"
)

// fieldTables are the words for the tables, as the command line has them.
func fieldTables() []string { return []string{"link", "hero", "team"} }

// tableNamed returns the table of a word of the command line.
func tableNamed(word string) string {
	if word == "link" {
		return model.LinkTable
	}
	return word
}

// newField returns the commands about the custom columns of the tables.
func newField(s *command.Env) *cobra.Command {
	children := []*cobra.Command{newFieldList(s)}
	if s.May(access.Alter) {
		children = append(children, newFieldAdd(s))
	}
	return s.Group(&cobra.Command{
		Use:   "field",
		Short: "List the custom fields of teams, heroes and memberships, or add one",
		Long: `field lists and adds custom fields: further columns of teams, heroes or links. A link is a
hero's membership of a team. You can see and edit custom fields everywhere in roster.`,
		Example: `  roster field list
  roster field add link role text
  roster field add hero email "text(40)"`,
		GroupID: command.GroupSetUp,
	}, children...)
}

func newFieldList(s *command.Env) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the custom fields",
		Example: "  roster field list\n\n  # In a script\n  roster field list --format json",
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			if err := command.CheckFormat(format); err != nil {
				return err
			}
			return s.WithSession(cmd, command.Existing, func(_ context.Context, w *command.Session) error {
				return listFields(w, format)
			})
		}),
	}
	command.FormatFlag(cmd, &format)
	return cmd
}

func listFields(w *command.Session, format string) error {
	columns := []output.Column{
		w.Column("of", "Of"), w.Column("name", "Field"), w.Column("takes", "Takes"),
		w.Column("type", "Type"), w.Column("required", "Required"), w.Column("default", "Default"),
	}
	return w.Print(format, output.Sheet{Columns: columns}, func(row func(...output.Cell) error) error {
		for _, of := range fieldTables() {
			for _, f := range w.Reader().Fields(tableNamed(of)) {
				takes := f.Kind.String()
				switch {
				case f.Computed:
					takes = "nothing (computed)"
				case f.IsMinimum():
					takes += w.Words().Say(" (active members that each team needs)")
				case w.IsSince(f):
					takes += " (set by roster)"
				case f.Kind == field.Word:
					takes = "one of " + strings.Join(f.Words, ", ")
				}
				if err := row(output.Text(of), output.Text(f.Name), output.Text(takes),
					output.Text(f.Type), output.YesNo(f.IsRequired()), output.Text(f.Default)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func newFieldAdd(s *command.Env) *cobra.Command {
	var f field.New
	yes := false
	cmd := &cobra.Command{
		Use:   "add link|hero|team NAME TYPE",
		Short: "Add a field to memberships, heroes or teams",
		Long: `add adds a column to a table. It asks first, because that can't be undone. TYPE is text,
text(40) for at most 40 characters, integer, decimal, boolean, date or datetime.
roster models prints the Python classes that match the tables.

A date or datetime of links called since records since when each member has been active
or in training. roster sets it whenever it creates or switches a membership, and fills it
in from the history when you add it. The setting since chooses another column for that.

An integer of teams called minimum says how many active members each team needs. Teams
with fewer are flagged.`,
		Example: `  roster field add link role text
  roster field add team founded date

  # Record since when each member has been active or in training
  roster field add link since date

  # Flag teams with too few active members
  roster field add team minimum integer

  # In a script, with a value for every hero
  roster field add hero rating decimal --not-null --default 3.5 --yes`,
		ValidArgs: fieldTables(),
		Run: s.WithArgs([]string{"link, hero or team", "NAME", "TYPE"}, func(cmd *cobra.Command, args []string) error {
			if err := usage.Value("a field must be of", args[0], fieldTables()); err != nil {
				return err
			}
			if err := command.CheckAskable(yes, "add the field"); err != nil {
				return err
			}
			f.Table, f.Name, f.Type = tableNamed(args[0]), args[1], args[2]
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				return addField(ctx, w, f, args[0], yes)
			})
		}),
	}
	cmd.Flags().BoolVar(&f.NotNull, "not-null", false, "every row must have a value; needs --default for existing rows")
	cmd.Flags().StringVar(&f.Default, "default", "", "the value of existing rows, and of new ones without a value")
	cmd.Flags().BoolVar(&yes, "yes", false, "add it without asking")
	complete.Flag(cmd, "default")
	return cmd
}

// addField adds a field, after asking unless yes is given.
func addField(ctx context.Context, w *command.Session, f field.New, of string, yes bool) error {
	if err := w.CheckField(f); err != nil {
		return command.WrongValue(err)
	}
	question := "Add the field " + f.Name + ", " + f.Type + ", to every " + of + "? It changes the table and can't be undone."
	if sure, err := w.Confirmed(ctx, yes, question, "Nothing was added."); !sure {
		return err
	}
	change, err := w.AddField(ctx, f)
	switch {
	case model.ErrorCode(err) == model.Unread:
		w.Note("%v", err)
	case err != nil:
		return command.WrongValue(err)
	}
	return w.Done("%s", change.Label)
}
