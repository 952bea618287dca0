package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/guest"
	"roster/cli/listing"
	"roster/cli/screen"
	"roster/cli/state"
	"roster/cli/usage"
	"roster/data/access"
	"roster/internal/safetext"
	"roster/internal/shellwords"
)

// guestFlags are the flags that the machine sets for a guest.
type guestFlags struct {
	name, role, title string
	secrets           bool
}

// add adds the flags of both guest and guests add.
func (g *guestFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&g.role, "role", "", "what the guest may do: read, write or admin")
	cmd.Flags().BoolVar(&g.secrets, "secrets", false, "the guest sees secret names")
	cmd.Flags().StringVar(&g.title, "title", guest.DefaultTitle, "the name of the roster on the guest's screen")
	var roles []string
	for _, role := range access.Roles() {
		roles = append(roles, string(role))
	}
	complete.Flag(cmd, "role", roles...)
}

// checkDatabase returns the role, or what is wrong.
func (g guestFlags) check() (access.Role, error) {
	if g.role == "" {
		return "", usage.Errorf("--role is missing: use read, write or admin")
	}
	role, err := access.ParseRole(g.role)
	if err != nil {
		return "", usage.Wrap(err)
	}
	if err := guest.CheckName("the name of the guest", g.name); err != nil {
		return "", err
	}
	return role, guest.CheckName("--title", g.title)
}

// newGuest returns the command that lets in someone who is not at this machine.
func newGuest(s *command.Env) *cobra.Command {
	var g guestFlags
	cmd := &cobra.Command{
		Use:   "guest --as NAME --role ROLE",
		Short: "Run roster for a guest over ssh",
		Long: `guest opens the roster for someone on another machine, with the rights of a role: read can
only look, write can also change teams, heroes and memberships, and admin can also add
custom fields and indexes. You don't run it yourself: roster guests add writes it into
authorized_keys, and OpenSSH runs it when the guest connects.

If the guest's ssh has a command ($SSH_ORIGINAL_COMMAND), that command runs instead of the
app, with the same rights. A guest can't reach files, programs or settings of this machine.`,
		Example: `  # See what a guest with this role sees
  roster guest --as Ana --role read --db squad.db`,
		GroupID: command.GroupSetUp,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			role, err := g.check()
			if err != nil {
				return err
			}
			if err := checkGuestFlags(s.Flags); err != nil {
				return err
			}
			if err := guest.CleanEnvironment(); err != nil {
				return err
			}
			path, err := command.DatabasePath(s.Flags, nil)
			if err != nil {
				return err
			}
			in := &guest.Session{Name: g.name, Rights: access.Guest(role, g.secrets), Title: g.title, Database: path}
			s.Code = admit(cmd.Context(), s, in)
			return nil
		}),
	}
	cmd.Flags().StringVar(&g.name, "as", "", "the name of the guest in the history")
	g.add(cmd)
	return cmd
}

// checkGuestFlags returns an error for a flag that a guest may not use.
func checkGuestFlags(f command.Flags) error {
	if f.Log != "" || f.Create || f.KeepSchema {
		return usage.Errorf("--log, --create and --keep-schema can't be used with guest")
	}
	return f.Check(nil)
}

// admit runs the app, or the command that the client gave, for a guest, and returns the
// exit code.
func admit(ctx context.Context, s *command.Env, in *guest.Session) int {
	inner := s.ForGuest(in)
	root := newGuestRoot(inner)
	words, err := guestWords(root, os.Getenv("SSH_ORIGINAL_COMMAND"))
	if err == nil {
		err = state.NoteVisit(in.Database, in.Name)
	}
	if err != nil {
		return inner.Report(err)
	}
	root.SetArgs(words)
	return inner.Execute(ctx, root)
}

// guestWords returns the words of a command that the client gave. Anything that is not a
// command of a guest, such as a shell or the server of a file transfer, is refused.
func guestWords(root *cobra.Command, line string) ([]string, error) {
	words, err := shellwords.Split(line)
	if err != nil {
		return nil, fmt.Errorf("the command can't be read: %w", err)
	}
	if len(words) > 0 && words[0] == "roster" {
		words = words[1:]
	}
	if len(words) == 0 {
		return []string{}, nil
	}
	named := func(c *cobra.Command) bool { return c.Name() == words[0] }
	if !strings.HasPrefix(words[0], "-") && words[0] != "help" && !slices.ContainsFunc(root.Commands(), named) {
		return nil, fmt.Errorf("%q is not a command here: this account only runs roster; try help", safetext.Cut(words[0], guest.MaxName))
	}
	return words, nil
}

const guestDescription = `This roster is on another machine. Without a command, ssh opens the app, which needs a
terminal (ssh -t). With a command, ssh prints its output, so ssh roster@HOST list training
works in scripts. Quote names with spaces twice:
ssh roster@HOST 'graduate "Peter Parker" Medics'.`

// newGuestRoot returns the command line of a guest: the app, and the commands that reach
// nothing but the roster.
func newGuestRoot(s *command.Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "roster",
		Short: "Who is on which team, and who is still training there",
		Long:  guestDescription,
		Example: `  ssh roster@HOST list training
  ssh roster@HOST export > squad.csv
  ssh roster@HOST import - < squad.csv`,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			if cmd.Name() != "help" {
				s.GiveInput()
			}
			s.Flags.GivenASCII = s.Flags.GivenASCII || cmd.Flags().Changed("ascii")
		},
		Args: cobra.ArbitraryArgs,
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			return s.UntilFatal(cmd.Context(), func(ctx context.Context) error {
				return screen.Run(ctx, s.Program, s.Flags, nil)
			})
		}),
	}
	prepare(s, root)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(listing.NewList(s), listing.NewShow(s), newHistory(s), newExport(s))
	if s.May(access.Edit) {
		root.AddCommand(append(changeCommands(s), newImport(s))...)
	}
	root.AddCommand(newField(s))
	return root
}
