package guest

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"roster/cli/await"
	"roster/cli/usage"
	"roster/internal/guestkeys"
	"roster/internal/outfile"
	"roster/internal/userfile"
)

// ParseExpiry returns the day of --expires, which must not be over; zero for "".
func ParseExpiry(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case err != nil:
		return day, usage.Errorf("--expires must be a day such as 2027-03-31, not %q", text)
	case day.Format(time.DateOnly) < now.Format(time.DateOnly):
		return day, usage.Errorf("--expires %s is in the past", text)
	}
	return day, nil
}

// maxKey is how many bytes are read of what should be a public key.
const maxKey = 64 << 10

// ReadKey returns the public key that an argument is, or names.
func ReadKey(ctx context.Context, from string) (ssh.PublicKey, error) {
	text, name := from, "the key"
	if from == "-" || userfile.Exists(from) || !strings.Contains(from, " ") {
		read, err := await.Do(ctx, func() (string, error) { return readHead(from) })
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

// DescribeRole describes in words what a guest may do.
func DescribeRole(g guestkeys.Guest) string {
	text := string(g.Role)
	if g.Secrets {
		text += ", sees secret names"
	}
	if !g.Last.IsZero() {
		text += ", until " + g.Last.Format(time.DateOnly)
	}
	return text
}
