package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"roster/cli/command"
	"roster/cli/guest"
	"roster/cli/output"
	"roster/cli/state"
	"roster/cli/usage"
	"roster/data/address"
	"roster/internal/guestkeys"
	"roster/internal/userfile"
)

// newGuests returns the commands about those who may come over ssh.
func newGuests(s *command.Env) *cobra.Command {
	return s.Group(&cobra.Command{
		Use:   "guests",
		Short: "Manage who can use the roster over ssh",
		Long: `guests manages the guests of this account, each with a key and a role. It keeps them in
the authorized_keys file of OpenSSH, and leaves other lines of that file as they are.
docs/team.md explains how to set up the account.`,
		Example: "  roster guests add Ana ana.pub --role write --db squad.db\n  roster guests list",
		GroupID: command.GroupSetUp,
	}, newGuestsAdd(s), newGuestsList(s), newGuestsRemove(s))
}

// newGuestsAdd returns the command that lets a guest in.
func newGuestsAdd(s *command.Env) *cobra.Command {
	var g guestFlags
	var expires, from string
	cmd := &cobra.Command{
		Use:   "add NAME [KEY|FILE|-]",
		Short: "Add a guest with their public key",
		Long: `add adds a guest to authorized_keys. The public key is a file (ana.pub), the key itself,
or - to read it from standard input. PATTERN is a list of addresses, as described under
PATTERNS in ssh_config(5).`,
		Example: `  roster guests add Ana ana.pub --role write --db squad.db
  roster guests add "Night shift" - --role read --expires 2027-03-31 --db squad.db < shift.pub`,
		Run: s.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				args = append(args, "-")
			}
			if err := usage.Args(cmd.CommandPath(), []string{"NAME", "KEY"}, args); err != nil {
				return err
			}
			w, _, err := s.WithoutDatabase(cmd)
			if err != nil {
				return err
			}
			g.name = args[0]
			key, err := newGuestKey(s, g, expires, from)
			if err != nil {
				return err
			}
			if key.Key, err = guest.ReadKey(cmd.Context(), args[1]); err != nil {
				return err
			}
			err = guest.ChangeKeys(func(f guestkeys.File) (guestkeys.File, error) { return f.Add(key) })
			if err != nil {
				return err
			}
			return w.Done("%s can now connect: ssh %s@HOST (%s, %s)",
				key.Name, accountName(), guest.DescribeRole(key), ssh.FingerprintSHA256(key.Key))
		}),
	}
	g.add(cmd)
	cmd.Flags().StringVar(&expires, "expires", "", "the last DAY on which the key is valid, such as 2027-03-31")
	cmd.Flags().StringVar(&from, "from", "", "addresses from which the key is valid, as a PATTERN")
	return cmd
}

// newGuestKey returns what the flags say of a guest, but for the key.
func newGuestKey(s *command.Env, flags guestFlags, expires, from string) (g guestkeys.Guest, err error) {
	role, err := flags.check()
	if err != nil {
		return g, err
	}
	if err := checkGuestFlags(s.Flags); err != nil {
		return g, err
	}
	g = guestkeys.Guest{Name: flags.name, Role: role, Secrets: flags.secrets, From: from}
	if flags.title != guest.DefaultTitle {
		g.Title = flags.title
	}
	if g.Last, err = guest.ParseExpiry(expires, time.Now()); err != nil {
		return g, err
	}
	if err := guestkeys.CheckFrom(from); err != nil {
		return g, usage.Errorf("--from: %w", err)
	}
	if g.Program, err = os.Executable(); err != nil {
		return g, fmt.Errorf("the path of roster is not known: %w", err)
	}
	g.Database, err = sharedDatabase(s)
	return g, err
}

// sharedDatabase returns the database in a form that means the same from any folder.
func sharedDatabase(s *command.Env) (string, error) {
	path, err := command.DatabasePath(s.Flags, nil)
	switch {
	case err != nil || address.IsURL(path):
		return path, err
	case !userfile.Exists(path):
		return "", fmt.Errorf("%s does not exist: create it with roster first", path)
	}
	return filepath.Abs(path)
}

// newGuestsList returns the command that prints the guests.
func newGuestsList(s *command.Env) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the guests, and when they last connected",
		Example: "  roster guests list",
		Run: s.WithArgs(nil, func(cmd *cobra.Command, _ []string) error {
			if err := command.CheckFormat(format); err != nil {
				return err
			}
			file, err := guest.ReadKeys()
			if err != nil {
				return err
			}
			w, _, err := s.WithoutDatabase(cmd)
			if err != nil {
				return err
			}
			return listGuests(w, format, file.Guests())
		}),
	}
	command.FormatFlag(cmd, &format)
	return cmd
}

// listGuests prints the guests.
func listGuests(w *command.Session, format string, guests []guestkeys.Guest) error {
	columns := []output.Column{
		{Name: "name", Title: "Guest"}, {Name: "role", Title: "Role"}, {Name: "secrets", Title: "Secrets"},
		{Name: "until", Title: "Until"}, {Name: "from", Title: "From"}, {Name: "seen", Title: "Last here"},
		{Name: "database", Title: "Database"}, {Name: "key", Title: "Key"},
	}
	return w.Print(format, output.Sheet{Columns: columns}, func(row func(...output.Cell) error) error {
		for _, g := range guests {
			seen, err := state.LastVisit(g.Database, g.Name)
			if err != nil {
				return err
			}
			if err := row(output.Text(g.Name), output.Text(string(g.Role)), output.YesNo(g.Secrets),
				output.Day(g.Last), output.Text(g.From), output.Time(seen.Truncate(time.Second)),
				output.Text(address.Redacted(g.Database)), output.Text(ssh.FingerprintSHA256(g.Key))); err != nil {
				return err
			}
		}
		return nil
	})
}

// newGuestsRemove returns the command that shuts a guest out.
func newGuestsRemove(s *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a guest",
		Long: `remove removes the guest from authorized_keys. An open session continues until it ends.
The history keeps the guest's name.`,
		Example: "  roster guests remove Ana",
		Run: s.WithArgs([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			w, _, err := s.WithoutDatabase(cmd)
			if err != nil {
				return err
			}
			err = guest.ChangeKeys(func(f guestkeys.File) (guestkeys.File, error) {
				left, found := f.Remove(args[0])
				if !found {
					return nil, fmt.Errorf("there is no guest %q: see roster guests list", args[0])
				}
				return left, nil
			})
			if err != nil {
				return err
			}
			return w.Done("Removed %s.", args[0])
		}),
	}
}

// accountName returns the account that guests come to.
func accountName() string {
	name, _, _ := strings.Cut(command.Actor(), "@")
	return name
}
