package guestkeys

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/crypto/ssh"

	"roster/data/access"
	"roster/internal/shellwords"
)

// Guest is someone who is let in with a key.
type Guest struct {
	Name     string
	Role     access.Role
	Secrets  bool      // sees secret names
	Title    string    // what the roster is called for them, "" for the default
	Database string    // a path or a URL
	Program  string    // the path of roster
	Last     time.Time // the last day on which the key is valid; zero for no end
	From     string    // patterns of addresses that the key is valid from, "" for all
	Key      ssh.PublicKey
}

// words returns the command that the key runs.
func (g Guest) words() []string {
	words := []string{g.Program, "guest", "--as", g.Name, "--role", string(g.Role)}
	if g.Secrets {
		words = append(words, "--secrets")
	}
	if g.Title != "" {
		words = append(words, "--title", g.Title)
	}
	return append(words, "--db", g.Database)
}

// expiry is how OpenSSH writes a day, which ends a key as it begins.
const expiry = "20060102"

// Line returns the line of a guest, without a line break. The error describes what can't be
// written there.
func Line(g Guest) (string, error) {
	command, err := option("command", shellwords.Join(g.words()))
	if err != nil {
		return "", err
	}
	options := []string{"restrict", "pty"}
	if !g.Last.IsZero() {
		options = append(options, fmt.Sprintf("expiry-time=%q", g.Last.AddDate(0, 0, 1).Format(expiry)))
	}
	if g.From != "" {
		from, err := option("from", g.From)
		if err != nil {
			return "", err
		}
		options = append(options, from)
	}
	key := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(g.Key)))
	return strings.Join(append(options, command), ",") + " " + key, nil
}

// option returns NAME="VALUE". In a value, OpenSSH reads \" as a quotation mark, and
// every other backslash as itself: a value that ends in one can't be written.
func option(name, value string) (string, error) {
	if strings.ContainsFunc(value, unicode.IsControl) || strings.HasSuffix(value, `\`) {
		return "", fmt.Errorf("%q can't be written into authorized_keys: it has a control character, or ends in a backslash", value)
	}
	return name + `="` + strings.ReplaceAll(value, `"`, `\"`) + `"`, nil
}

// ParseLine returns the guest that a line lets in. ok is false for lines that have nothing to
// do with roster.
func ParseLine(line string) (g Guest, ok bool) {
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil || len(rest) > 0 || !slices.Contains(options, "restrict") {
		return Guest{}, false
	}
	g.Key = key
	isGuest := false
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		value = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`), `\"`, `"`)
		switch name {
		case "command":
			words, err := shellwords.Split(value)
			isGuest = err == nil && g.parse(words)
		case "expiry-time":
			day, err := time.Parse(expiry, value)
			if err != nil {
				return Guest{}, false
			}
			g.Last = day.AddDate(0, 0, -1)
		case "from":
			g.From = value
		}
	}
	return g, isGuest
}

// parse reads the command that the key runs, and reports whether it is that of a guest.
func (g *Guest) parse(words []string) bool {
	if len(words) < 2 || words[1] != "guest" {
		return false
	}
	g.Program = words[0]
	for i := 2; i < len(words); i++ {
		if words[i] == "--secrets" {
			g.Secrets = true
			continue
		}
		if i++; i == len(words) {
			return false
		}
		switch words[i-1] {
		case "--as":
			g.Name = words[i]
		case "--role":
			g.Role = access.Role(words[i])
		case "--title":
			g.Title = words[i]
		case "--db":
			g.Database = words[i]
		default:
			return false
		}
	}
	return g.Name != ""
}

// ParseKey returns the public key of a text, as ssh-keygen writes it into a .pub file.
func ParseKey(text string) (ssh.PublicKey, error) {
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(text))
	switch {
	case strings.Contains(text, "PRIVATE KEY"):
		return nil, errors.New("this is a private key, which you should never share: use the file that ends in .pub")
	case err != nil:
		return nil, errors.New("this is not a public key: use the line of a file that ends in .pub, such as ssh-ed25519 AAAA…")
	case len(options) > 0:
		return nil, errors.New("there are options before the key: leave them out")
	case strings.TrimSpace(string(rest)) != "":
		return nil, errors.New("there is more than one key: add one guest at a time")
	}
	if _, isCertificate := key.(*ssh.Certificate); isCertificate {
		return nil, errors.New("this is a certificate: use the key itself")
	}
	return key, nil
}

// keyOf returns the key of a line, in the form in which keys are compared.
func keyOf(line string) ([]byte, bool) {
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return nil, false
	}
	return key.Marshal(), true
}

// CheckFrom returns what is wrong with patterns of addresses, nil for "".
func CheckFrom(patterns string) error {
	const allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:*?!,/-_%"
	for _, r := range patterns {
		if !strings.ContainsRune(allowed, r) {
			return fmt.Errorf("%q can't be part of a pattern, such as 192.0.2.*,10.0.0.0/8", r)
		}
	}
	return nil
}
