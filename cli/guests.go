package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"roster/data/address"
	"roster/internal/guestkeys"
	"roster/internal/outfile"
)

// newGuests returns the commands about those who may come over ssh.
func newGuests(s *commands) *cobra.Command {
	return s.family(&cobra.Command{
		Use:   "guests",
		Short: "Manage who can use the roster over ssh",
		Long: `guests manages the guests of this account, each with a key and a role. It keeps them in
the authorized_keys file of OpenSSH, and leaves other lines of that file as they are.
docs/team.md explains how to set up the account.`,
		Example: "  roster guests add Ana ana.pub --role write --db squad.db\n  roster guests list",
		GroupID: groupSetUp,
	}, newGuestsAdd(s), newGuestsList(s), newGuestsRemove(s))
}

// newGuestsAdd returns the command that lets a guest in.
func newGuestsAdd(s *commands) *cobra.Command {
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
		Run: s.settled(func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				args = append(args, "-")
			}
			if err := checkArgs(cmd.CommandPath(), []string{"NAME", "KEY"}, args); err != nil {
				return err
			}
			settings, err := effective(s.flags)
			if err != nil {
				return err
			}
			g.name = args[0]
			guest, err := s.newGuestKey(g, expires, from)
			if err != nil {
				return err
			}
			if guest.Key, err = readKey(cmd.Context(), args[1]); err != nil {
				return err
			}
			if err := changeKeys(func(f guestkeys.File) (guestkeys.File, error) { return f.Add(guest) }); err != nil {
				return err
			}
			return newSession(cmd, nil, settings).done("%s can now connect: ssh %s@HOST (%s, %s)", guest.Name, accountName(), describeRole(guest), ssh.FingerprintSHA256(guest.Key))
		}),
	}
	g.add(cmd)
	cmd.Flags().StringVar(&expires, "expires", "", "the last DAY on which the key is valid, such as 2027-03-31")
	cmd.Flags().StringVar(&from, "from", "", "addresses from which the key is valid, as a PATTERN")
	return cmd
}

// newGuestKey returns what the flags say of a guest, but for the key.
func (s *commands) newGuestKey(flags guestFlags, expires, from string) (g guestkeys.Guest, err error) {
	role, err := flags.check()
	if err != nil {
		return g, err
	}
	if err := s.flags.checkGuest(); err != nil {
		return g, err
	}
	g = guestkeys.Guest{Name: flags.name, Role: role, Secrets: flags.secrets, From: from}
	if flags.title != defaultTitle {
		g.Title = flags.title
	}
	if g.Last, err = parseExpiry(expires, time.Now()); err != nil {
		return g, err
	}
	if err := guestkeys.CheckFrom(from); err != nil {
		return g, usageError{fmt.Errorf("--from: %w", err)}
	}
	if g.Program, err = os.Executable(); err != nil {
		return g, fmt.Errorf("the path of roster is not known: %w", err)
	}
	g.Database, err = s.sharedDatabase()
	return g, err
}

// sharedDatabase returns the database in a form that means the same from any folder.
func (s *commands) sharedDatabase() (string, error) {
	path, err := databasePath(s.flags, nil)
	switch {
	case err != nil || address.IsURL(path):
		return path, err
	case !exists(path):
		return "", fmt.Errorf("%s does not exist: create it with roster first", path)
	}
	return filepath.Abs(path)
}

// parseExpiry returns the day of --expires, which must not be over; zero for "".
func parseExpiry(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case err != nil:
		return day, usageError{fmt.Errorf("--expires must be a day such as 2027-03-31, not %q", text)}
	case day.Format(time.DateOnly) < now.Format(time.DateOnly):
		return day, usageError{fmt.Errorf("--expires %s is in the past", text)}
	}
	return day, nil
}

// maxKey is how many bytes are read of what should be a public key.
const maxKey = 64 << 10

// readKey returns the public key that an argument is, or names.
func readKey(ctx context.Context, from string) (ssh.PublicKey, error) {
	text, name := from, "the key"
	if from == "-" || exists(from) || !strings.Contains(from, " ") {
		read, err := waitFor(ctx, func() (string, error) { return readHead(from) })
		switch {
		case err != nil && from != "-":
			return nil, fmt.Errorf("%s can't be read: %w; give the key, or a file that has it", from, outfile.Cause(err))
		case err != nil:
			return nil, fmt.Errorf("standard input can't be read: %w", err)
		}
		text, name = read, from
	}
	key, err := guestkeys.ParseKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return key, nil
}

// readHead reads the beginning of a file, or of standard input.
func readHead(name string) (string, error) {
	in := os.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxKey))
	return string(text), err
}

// newGuestsList returns the command that prints the guests.
func newGuestsList(s *commands) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the guests, and when they last connected",
		Example: "  roster guests list",
		Run: s.taking(nil, func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			file, err := readKeys()
			if err != nil {
				return err
			}
			settings, err := effective(s.flags)
			if err != nil {
				return err
			}
			return newSession(cmd, nil, settings).listGuests(format, file.Guests())
		}),
	}
	formatFlag(cmd, &format)
	return cmd
}

// listGuests prints the guests.
func (w *session) listGuests(format string, guests []guestkeys.Guest) error {
	r := output{columns: []outputColumn{
		{"name", "Guest", false}, {"role", "Role", false}, {"secrets", "Secrets", false}, {"until", "Until", false}, {"from", "From", false},
		{"seen", "Last here", false}, {"database", "Database", false}, {"key", "Key", false},
	}}
	return w.print(format, r, func(row func(...cell) error) error {
		for _, g := range guests {
			seen, err := lastVisit(g.Database, g.Name)
			if err != nil {
				return err
			}
			if err := row(textCell(g.Name), textCell(string(g.Role)), truthCell(g.Secrets), dayCell(g.Last), textCell(g.From),
				timeCell(seen.Truncate(time.Second)), textCell(address.Redacted(g.Database)), textCell(ssh.FingerprintSHA256(g.Key))); err != nil {
				return err
			}
		}
		return nil
	})
}

// dayCell returns a day, or a cell without one.
func dayCell(t time.Time) cell {
	if t.IsZero() {
		return cell{nil, ""}
	}
	return textCell(t.Format(time.DateOnly))
}

// newGuestsRemove returns the command that shuts a guest out.
func newGuestsRemove(s *commands) *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "Remove a guest",
		Long:    "remove removes the guest from authorized_keys. An open session continues until it ends.\nThe history keeps the guest's name.",
		Example: "  roster guests remove Ana",
		Run: s.taking([]string{"NAME"}, func(cmd *cobra.Command, args []string) error {
			settings, err := effective(s.flags)
			if err != nil {
				return err
			}
			err = changeKeys(func(f guestkeys.File) (guestkeys.File, error) {
				left, found := f.Remove(args[0])
				if !found {
					return nil, fmt.Errorf("there is no guest %q: see roster guests list", args[0])
				}
				return left, nil
			})
			if err != nil {
				return err
			}
			return newSession(cmd, nil, settings).done("Removed %s.", args[0])
		}),
	}
}

// describeRole describes in words what a guest may do.
func describeRole(g guestkeys.Guest) string {
	text := string(g.Role)
	if g.Secrets {
		text += ", sees secret names"
	}
	if !g.Last.IsZero() {
		text += ", until " + g.Last.Format(time.DateOnly)
	}
	return text
}

// accountName returns the account that guests come to.
func accountName() string {
	name, _, _ := strings.Cut(actor(), "@")
	return name
}
