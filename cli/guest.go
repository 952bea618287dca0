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
	cmd.Flags().StringVar(&g.title, "title", guest.DefaultTitle, "what the guest's screen calls the roster")
	var roles []string
	for _, role := range access.Roles() {
		roles = append(roles, string(role))
	}
	complete.Flag(cmd, "role", roles...)
}

// checkDatabase returns the role, or what is wrong.
func (g guestFlags) check() (access.Role, error) {
	if g.role == "" {
		return "", usage.Errorf("--role is missing: it is read, write or admin")
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
		Short: "Let in a guest who comes over ssh",
		Long: `guest shows the roster to someone who is not at this machine, with the rights of a
role: read only looks, write also changes teams, heroes and memberships, admin also adds
custom fields and indexes. OpenSSH runs it for the key of each guest: roster guests add
writes that into authorized_keys. If the client gave a command ($SSH_ORIGINAL_COMMAND),
it is run in place of the app, with the same rights. A guest reaches no file, no other
program and no setting of this machine.`,
		Example: `  # What a guest of this role would see
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
	cmd.Flags().StringVar(&g.name, "as", "", "the name of the guest, for the history")
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
		return nil, fmt.Errorf("%q is no command here: this account only runs roster; see help", safetext.Cut(words[0], guest.MaxName))
	}
	return words, nil
}

const guestDescription = `This roster is on another machine. Without a command, roster opens on your screen; it
needs a terminal (ssh -t). With one, it prints what the command says, so that
ssh roster@HOST list training works in scripts. Names with spaces are quoted twice:
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
