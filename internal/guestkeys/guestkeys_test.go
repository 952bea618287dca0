package guestkeys_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"roster/data/access"
	"roster/internal/guestkeys"
)

func newKey(t *testing.T) ssh.PublicKey {
	t.Helper()
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// same returns a guest without what can't be compared.
func same(g guestkeys.Guest) guestkeys.Guest {
	g.Key = nil
	return g
}

// Whatever a guest has comes back from the line.
func TestLineRoundTrip(t *testing.T) {
	for name, g := range map[string]guestkeys.Guest{
		"plain": {Name: "ana", Role: access.Writer, Program: "/usr/bin/roster", Database: "/srv/squad.db"},
		"all":   {Name: "Ana María", Role: access.Administrator, Secrets: true, Title: "Rescue \"squad\"", Program: "/opt/my tools/roster", Database: "postgres://me@db/squad?sslmode=require&x='y'", Last: time.Date(2027, 2, 28, 0, 0, 0, 0, time.UTC), From: "192.0.2.*,!192.0.2.7"},
		"shell": {Name: "o'brien $(id) `id`; #", Role: access.Reader, Title: `a\"b`, Program: "/usr/bin/roster", Database: "/srv/$HOME/*.db"},
	} {
		t.Run(name, func(t *testing.T) {
			g.Key = newKey(t)
			line, err := guestkeys.Line(g)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := guestkeys.ParseLine(line)
			if !ok || same(got) != same(g) || string(got.Key.Marshal()) != string(g.Key.Marshal()) {
				t.Errorf("%s\ngives %+v, %v\nwant  %+v", line, got, ok, g)
			}
			if !strings.HasPrefix(line, "restrict,pty,") {
				t.Errorf("%s does not begin with what it withholds", line)
			}
		})
	}
}

func TestLineRefuses(t *testing.T) {
	for name, g := range map[string]guestkeys.Guest{
		"line break in the name":     {Name: "ana\nssh-ed25519 AAAA"},
		"escape in the title":        {Name: "ana", Title: "\x1b[31m"},
		"line break in the database": {Name: "ana", Database: "/srv/\n.db"},
		"backslash at the end":       {Name: "ana", From: `192.0.2.*\`},
	} {
		g.Key = newKey(t)
		if line, err := guestkeys.Line(g); err == nil {
			t.Errorf("%s: written as %q", name, line)
		}
	}
}

// What is not about guests stays as it is, whatever is added and removed.
func TestFileKeepsOtherLines(t *testing.T) {
	other := "# mine\r\n\n  from=\"10.0.0.1\" " + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(newKey(t)))) + " me@home\nthis is no key\ncommand=\"/usr/bin/rrsync /srv\" " + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(newKey(t))))
	ana := guestkeys.Guest{Name: "ana", Role: access.Writer, Program: "/usr/bin/roster", Database: "/srv/squad.db", Key: newKey(t)}
	ben := ana
	ben.Name, ben.Key = "ben", newKey(t)
	file, err := guestkeys.File(other).Add(ana)
	if err == nil {
		file, err = file.Add(ben)
	}
	if err != nil {
		t.Fatal(err)
	}
	if guests := file.Guests(); len(guests) != 2 || guests[0].Name != "ana" || guests[1].Name != "ben" {
		t.Errorf("the guests are %+v", guests)
	}
	for _, again := range []guestkeys.Guest{{Name: "ana", Key: newKey(t)}, {Name: "cleo", Key: ana.Key}} {
		if _, err := file.Add(again); err == nil {
			t.Errorf("%s was added, though the name or the key was there", again.Name)
		}
	}
	file, wasAna := file.Remove("ana")
	file, wasBen := file.Remove("ben")
	file, wasCleo := file.Remove("cleo")
	if !wasAna || !wasBen || wasCleo || string(file) != other+"\n" {
		t.Errorf("%v %v %v leaves %q, want %q", wasAna, wasBen, wasCleo, file, other+"\n")
	}
}

func TestParseKey(t *testing.T) {
	key := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(newKey(t))))
	if _, err := guestkeys.ParseKey(key + " ana@laptop\n"); err != nil {
		t.Errorf("a key: %v", err)
	}
	for text, want := range map[string]string{
		"":                      "not a public key",
		"ssh-ed25519":           "not a public key",
		"ssh-ed25519 AAAA":      "not a public key",
		"no-pty " + key:         "options before the key",
		key + "\n" + key + "\n": "more than one key",
		"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n": "private key",
	} {
		if _, err := guestkeys.ParseKey(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseKey(%q): %v, want one that says %q", text, err, want)
		}
	}
}

// FuzzParseLine checks that no line is understood as another one than it is written.
func FuzzParseLine(f *testing.F) {
	f.Add(`restrict,pty,command="roster guest --as ana --role write --db /srv/a.db" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJzcdvvfJeL5yCSqjEYuuPFpbrTDoYEMYuNMVSWzwxrh`)
	f.Fuzz(func(t *testing.T, line string) {
		g, ok := guestkeys.ParseLine(line)
		if !ok {
			return
		}
		written, err := guestkeys.Line(g)
		if err != nil {
			return // it can be read, and not be written
		}
		if again, ok := guestkeys.ParseLine(written); !ok || same(again) != same(g) {
			t.Errorf("%q is %+v, and written again %+v", line, g, again)
		}
	})
}
