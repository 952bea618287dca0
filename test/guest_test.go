//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"roster/internal/pgtest"
)

// Two guests, each in a terminal: what one toggles is on the other's screen, and the
// history names them.
func TestGuests(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("Ana", "--role", "write")
	s.admit("Ben Müller", "--role", "read", "--title", "Rescue squad")
	ana, ben := s.visit("Ana"), s.visit("Ben Müller")
	ben.wait("roster · read-only · Rescue squad")
	ben.wait("▸ Preventers", "2●", "1◐")
	ana.toggleDeadpond()
	ana.wait("Deadpond: training → active in Preventers", "u undoes")
	ben.wait("▸ Preventers", "3●", "0◐")
	ana.resize(60, 15)
	ana.waitFor("the smaller window", func() bool { return len(ana.lines()) == 15 && ana.shows("Deadpond", "● active") })
	for _, p := range []*terminal{ana, ben} {
		p.quit()
		wantObeyed(t, p.raw())
		for _, secret := range []string{s.home, s.db, "127.0.0.1"} {
			if strings.Contains(p.raw(), secret) {
				t.Errorf("a guest was told %s", secret)
			}
		}
	}
	if said := s.roster("history", "--format", "csv", "--db", s.db).wantDone(t); !strings.Contains(said, ",Ana,done,1,Deadpond: training → active in Preventers") {
		t.Errorf("the history is %q", said)
	}
}

// What a role does not have is in no footer, in no palette, and has no key.
func TestGuestKeys(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	for role, missing := range map[string][]string{
		"read":  {"toggle training", "import a file", "undo your last", "add a custom field", "suspend", "export: print", "secret names"},
		"write": {"add a custom field", "suspend", "export: print", "secret names"},
		"admin": {"suspend", "export: print", "secret names"},
	} {
		s.admit(role, "--role", role)
		p := s.visit(role)
		p.wait("▸ Preventers", "2●", "1◐")
		p.press("\x1aE?")
		p.wait("Keys")
		for _, text := range missing {
			p.press(text)
			p.wait("Search  " + text)
			p.waitFor("no action for "+text, func() bool { return p.shows("No action matches") })
			p.press(strings.Repeat("\x7f", len(text)))
		}
		p.press("\x1b")
		p.wait("▸ Preventers")
		p.quit()
	}
}

// What a guest must not reach, a command does not reach either.
func TestGuestCommands(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("ana", "--role", "write")
	s.admit("ben", "--role", "read")
	s.admit("cleo", "--role", "admin", "--secrets")
	if out := s.run("ana", "roster list training", "").wantDone(t); !strings.Contains(out, "Deadpond") || !strings.Contains(out, "Spider-Boy") {
		t.Errorf("in training are %q", out)
	}
	s.run("ana", `graduate "Deadpond" 'Preventers'`, "").wantDone(t)
	if out := s.run("ana", "undo", "").wantDone(t); out != "Undone: Deadpond: training → active in Preventers\n" {
		t.Errorf("undo says %q", out)
	}
	s.run("ana", "add hero 'Peter; $(id) `id` \"Parker\"' --secret-name x", "").wantDone(t)
	if out := s.run("cleo", "list heroes --format csv --reveal", "").wantDone(t); !strings.Contains(out, "\"Peter; $(id) `id` \"\"Parker\"\"\",x,") || !strings.Contains(out, "Dive Wilson") {
		t.Errorf("the heroes are %q", out)
	}
	sheet := s.run("ben", "export --format csv", "").wantDone(t)
	if !strings.Contains(sheet, "Deadpond") || strings.Contains(sheet, "Dive Wilson") {
		t.Errorf("exported %q", sheet)
	}
	s.run("ana", "import -", strings.Replace(sheet, "Deadpond,,true", "Deadpond,,false", 1)).wantDone(t)
	if got := ask(t, open(t, s.db), deadpond); got != "0" {
		t.Errorf("is_training = %s after the import, want 0", got)
	}
	if s.run("ana", "graduate Nobody Preventers", "").code != 1 || s.run("ana", "list nothing", "").code != 2 {
		t.Error("the exit codes are not those of roster")
	}
	for command, want := range map[string]string{
		"/bin/sh":                           "is not a command here",
		"sh -c 'id'":                        "is not a command here",
		"scp -t /tmp":                       "is not a command here",
		"rsync --server . /tmp":             "is not a command here",
		"backup copy.db":                    "is not a command here",
		"restore copy.db":                   "is not a command here",
		"guests list":                       "is not a command here",
		"guest --as ana --role admin":       "is not a command here",
		"config":                            "is not a command here",
		"check --repair":                    "is not a command here",
		"__complete list ''":                "is not a command here",
		"list; id":                          "is not a command here",
		"list 'heroes":                      "a quotation mark is not closed",
		"list --db /etc/passwd":             "unknown flag: --db",
		"list --log /tmp/log":               "unknown flag: --log",
		"list heroes --reveal":              "unknown flag: --reveal",
		"export --secrets":                  "unknown flag: --secrets",
		"export --output x.csv":             "unknown flag: --output",
		"history --clear --yes":             "unknown flag: --clear",
		"import /etc/passwd":                "can't import files of this machine",
		"field add hero rank text --yes":    "unknown flag: --yes",
		"roster --create":                   "unknown flag: --create",
		"roster --demo":                     "unknown flag: --demo",
		"-":                                 "takes no arguments",
		"/srv/other.db":                     "is not a command here",
		"postgres://localhost/x":            "is not a command here",
		"roster --version --db /etc/passwd": "unknown flag: --db",
		"show Preventers --keep-schema":     "unknown flag: --keep-schema",
		"import - --format csv < /etc/pas":  "import needs FILE",
	} {
		r := s.as("ana", "write", command)
		if r.code == 0 || !strings.Contains(r.said, want) || strings.Contains(r.said+r.out, s.home) || strings.Contains(r.said, s.db) {
			t.Errorf("%s: exit code %d, wrote %q, said %q, want %q", command, r.code, r.out, r.said, want)
		}
	}
	for _, command := range []string{"graduate Deadpond Preventers", "import -", "undo", "add team X"} {
		if r := s.as("ben", "read", command); r.code == 0 || !strings.Contains(r.said, "is not a command here") {
			t.Errorf("%s of a reader: exit code %d, said %q", command, r.code, r.said)
		}
	}
}

// OpenSSH forwards nothing, and starts nothing but roster.
func TestGuestsReachNothingElse(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("ana", "--role", "admin")
	port := freePort(t)
	for name, options := range map[string][]string{
		"RemoteForward": {"-o", "ExitOnForwardFailure=yes", "-R", port + ":127.0.0.1:" + s.port},
		"Tunnel":        {"-o", "ExitOnForwardFailure=yes", "-o", "Tunnel=yes", "-w", "0:0"},
	} {
		if r := s.run("ana", "list", "", options...); r.code != 255 {
			t.Errorf("%s: exit code %d, said %q", name, r.code, r.said)
		}
	}
	if r := s.run("ana", "", "", "-W", "127.0.0.1:"+s.port); r.code == 0 || strings.Contains(r.out, "SSH-2.0") {
		t.Errorf("a connection was forwarded: exit code %d, %q", r.code, r.out)
	}
	if r := s.run("ana", "list", "", "-Y"); !strings.Contains(r.said, "X11 forwarding request failed") {
		t.Errorf("X11 was forwarded: %q", r.said)
	}
	// A client is told nothing of an agent that is refused, but of what its key may do.
	if r := s.run("ana", "list", "", "-A", "-v"); !strings.Contains(r.said, "key options: command pty\n") && !strings.Contains(r.said, "key options: command pty\r\n") {
		t.Errorf("a key may do more: %q", r.said)
	}
	if r := s.run("ana", "sftp", "", "-s"); r.code == 0 || r.out != "" {
		t.Errorf("sftp: exit code %d, said %q", r.code, r.said)
	}
}

// A client chooses no file and no setting through the environment.
func TestGuestEnvironment(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("ana", "--role", "write")
	other := filepath.Join(t.TempDir(), "other")
	for _, variables := range [][]string{{
		"ROSTER_DB=" + other, "XDG_STATE_HOME=" + other, "XDG_CONFIG_HOME=" + other, "TMPDIR=" + other, "TZ=/etc/passwd",
		"GOTRACEBACK=system", "PGSERVICEFILE=" + other, "TERM=../../x\x1b[31m", "LANG=\x1b]0;x\x07", "SSL_CERT_FILE=" + other, "SQLITE_TMPDIR=" + other,
	}, {"TZ=../../etc/passwd"}} {
		r := s.run("ana", "list", "", "-o", "SetEnv="+strings.Join(variables, " "))
		if r.code != 0 || !strings.Contains(r.out, "Preventers") || r.said != "" {
			t.Errorf("%q: exit code %d, wrote %q, said %q", variables, r.code, r.out, r.said)
		}
		wantText(t, r.out)
	}
	if _, err := os.Stat(other); err == nil {
		t.Errorf("%s was made", other)
	}
	p := s.visit("ana", "-o", "SetEnv=NO_COLOR=1")
	p.wait("▸ Preventers", "2●", "1◐")
	wantNoColours(t, p.raw())
	p.quit()
}

// A client that vanishes takes nothing with it: what was typed is there at the next visit,
// and only for this guest.
func TestGuestVanishes(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("ana", "--role", "write")
	s.admit("ben", "--role", "write")
	ana := s.visit("ana")
	ana.wait("Deadpond", "◐ training", "Z-Force")
	ana.press("e!")
	ana.wait("Name", "Preventers!")
	ana.signal(syscall.SIGSTOP) // it answers no more; the server of the tests asks every second
	eventually(t, "a draft is kept", func() bool { return len(draftsIn(t, s.home)) == 1 })
	ana.kill()
	ben := s.visit("ben")
	ben.wait("▸ Preventers", "2●", "1◐")
	if ben.shows("Edit team") {
		t.Errorf("a guest is shown what another one typed:\n%s", ben.shown())
	}
	ana = s.visit("ana")
	ana.wait("Name", "Preventers!")
	ana.press("\x13")
	ana.wait("Preventers: now called Preventers!")
	ben.wait("▸ Preventers!")
	for _, p := range []*terminal{ana, ben} {
		p.quit()
	}
}

// guests keeps other lines of authorized_keys, and what OpenSSH would not obey is refused.
func TestGuestsOfAnAccount(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	keys := filepath.Join(s.home, ".ssh", "authorized_keys")
	if err := os.Mkdir(filepath.Dir(keys), 0o700); err != nil {
		t.Fatal(err)
	}
	mine := "# mine\n" + read(t, s.keygen("mine"))
	write(t, keys, mine)
	s.admit("ana", "--role", "write", "--expires", "2999-12-31", "--from", "127.0.0.*", "--secrets")
	wantMode(t, keys, 0o600)
	if out := s.roster("guests", "list").wantDone(t); !strings.Contains(out, "ana") || !strings.Contains(out, "2999-12-31") || !strings.Contains(out, "127.0.0.*") {
		t.Errorf("the guests are %q", out)
	}
	s.run("ana", "list", "").wantDone(t)
	if out := s.roster("guests", "list", "--format", "json").wantDone(t); strings.Contains(out, `"seen": null`) {
		t.Errorf("ana was here, but the guests are %q", out)
	}
	private := filepath.Join(s.home, "mine")
	for want, args := range map[string][]string{
		"there is a guest ana already":          {"ana", s.keygen("again"), "--role", "read"},
		"this key is in the file already":       {"eve", filepath.Join(s.home, "mine.pub"), "--role", "read"},
		"this is a private key":                 {"eve", private, "--role", "read"},
		"is not a public key":                   {"eve", "ssh-ed25519 AAAA", "--role", "read"},
		"can't be read":                         {"eve", "none.pub", "--role", "read"},
		"--role is missing":                     {"eve", private + ".pub"},
		"the role must be read, write or admin": {"eve", private + ".pub", "--role", "root"},
		"has characters that don't show":        {"e\x1b[31mve", private + ".pub", "--role", "read"},
		"begins or ends with a space":           {"eve ", private + ".pub", "--role", "read"},
		"can't have @ or parentheses":           {"root@host", private + ".pub", "--role", "read"},
		"--expires must be a day":               {"eve", private + ".pub", "--role", "read", "--expires", "tomorrow"},
		"--expires 2001-01-01 is in the past":   {"eve", private + ".pub", "--role", "read", "--expires", "2001-01-01"},
		"can't be part of a pattern":            {"eve", private + ".pub", "--role", "read", "--from", `*" ssh`},
		"does not exist: create it":             {"eve", private + ".pub", "--role", "read", "--db", "none.db"},
		"there is no guest \"eve\"":             nil,
	} {
		r := s.roster(append([]string{"guests", "add", "--db", s.db}, args...)...)
		if args == nil {
			r = s.roster("guests", "remove", "eve")
		}
		if r.code == 0 || !strings.Contains(r.said, want) {
			t.Errorf("%q: exit code %d, said %q, want %q", args, r.code, r.said, want)
		}
	}
	s.roster("guests", "remove", "ana").wantDone(t)
	if got := read(t, keys); got != mine {
		t.Errorf("left is %q, want %q", got, mine)
	}
	if r := s.run("ana", "list", ""); r.code != 255 {
		t.Errorf("a guest who was removed came in: exit code %d, %q", r.code, r.out)
	}
}

// A guest whose key is no longer valid does not come in.
func TestGuestExpires(t *testing.T) {
	t.Parallel()
	s := newAccount(t, sample(t))
	s.admit("ana", "--role", "write", "--expires", "2999-12-31")
	keys := filepath.Join(s.home, ".ssh", "authorized_keys")
	s.run("ana", "list", "").wantDone(t)
	write(t, keys, strings.Replace(read(t, keys), "30000101", "20010102", 1))
	if r := s.run("ana", "list", ""); r.code != 255 {
		t.Errorf("came in after the last day: exit code %d, %q", r.code, r.out)
	}
}

// On a server, guests see each other's changes too, under their own names, and each has two
// connections at most at rest.
func TestGuestsOnAServer(t *testing.T) {
	t.Parallel()
	_, url := ownServer(t, pgtest.Options{})
	var in []*terminal
	for _, name := range []string{"Ana", "Ben"} {
		p := start(t, "guest", "--as", name, "--role", "write", "--db", url)
		p.wait("▸ Preventers", "2●", "1◐")
		in = append(in, p)
	}
	in[0].toggleDeadpond()
	in[0].wait("Deadpond: training → active in Preventers", "u undoes")
	in[1].wait("▸ Preventers", "3●", "0◐")
	connections := func() bool {
		count := lookUp(t, url, "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
		return count[0] <= "4"
	}
	within(t, 2*patience, "two guests have four connections at most", connections) // idle ones are kept for a minute
	out := run(t, t.TempDir(), "history", "--format", "csv", "--db", url).wantDone(t)
	if !strings.Contains(out, ",Ana,done,1,Deadpond: training → active in Preventers") {
		t.Errorf("the history is %q", out)
	}
	for _, p := range in {
		p.quit()
		if strings.Contains(p.raw(), "127.0.0.1") || strings.Contains(p.raw(), "postgres") {
			t.Error("a guest was told where the database is")
		}
	}
}
