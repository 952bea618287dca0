//go:build unix

package test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sshAccount is an account of a machine that guests come to: a real OpenSSH server on
// loopback, which knows the keys that roster guests wrote.
type sshAccount struct {
	t    testing.TB
	home string // of the account
	db   string
	port string
	name string // of the account
}

// newAccount starts an OpenSSH server for a database. It lets clients choose any variable
// of the environment, which is more than docs/team.md has it do.
func newAccount(t testing.TB, db string) *sshAccount {
	t.Helper()
	sshd, err := exec.LookPath("sshd")
	if err != nil {
		sshd = "/usr/sbin/sshd"
	}
	if _, err := exec.LookPath(sshd); err != nil {
		t.Skip("sshd is not installed (on Debian: openssh-server)")
	}
	account, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if account.Uid == "0" { // where it gives up its privileges
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s := &sshAccount{t: t, home: t.TempDir(), db: db, port: freePort(t), name: account.Username}
	s.keygen("host")
	config := filepath.Join(s.home, "sshd_config")
	write(t, config, fmt.Sprintf(`ListenAddress 127.0.0.1
Port %s
HostKey %s
AuthorizedKeysFile %s
SetEnv HOME=%s
AcceptEnv *
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
ClientAliveInterval 1
ClientAliveCountMax 2
MaxStartups 200
MaxSessions 200
LogLevel ERROR
Subsystem sftp internal-sftp
`, s.port, filepath.Join(s.home, "host"), filepath.Join(s.home, ".ssh", "authorized_keys"), s.home))
	log := filepath.Join(s.home, "sshd.log")
	server := exec.Command(sshd, "-D", "-E", log, "-f", config)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill() // fails where it has ended
		_ = server.Wait()         // it was killed
		if t.Failed() {
			t.Logf("sshd said:\n%s", read(t, log))
		}
	})
	eventually(t, "sshd answers", s.answers)
	return s
}

// freePort returns a port of loopback that is free now.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// answers reports whether the server takes connections.
func (s *sshAccount) answers() bool {
	conn, err := net.Dial("tcp", "127.0.0.1:"+s.port)
	if err == nil {
		_ = conn.Close() // it was only tried
	}
	return err == nil
}

// eventually waits until a condition holds.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	within(t, patience, what, is)
}

// within waits for a condition for this long at most.
func within(t testing.TB, most time.Duration, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > most {
			t.Fatalf("it never came that %s", what)
		}
	}
}

// keygen makes a pair of keys, and returns the file of the public one.
func (s *sshAccount) keygen(name string) string {
	s.t.Helper()
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", filepath.Join(s.home, name)).CombinedOutput(); err != nil {
		s.t.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	return filepath.Join(s.home, name+".pub")
}

// roster runs roster at the machine.
func (s *sshAccount) roster(args ...string) result {
	s.t.Helper()
	cmd := command(s.t, s.home, args...)
	cmd.Env = append(cmd.Env, "HOME="+s.home)
	return finish(s.t, cmd)
}

// admit lets in a guest with a new key.
func (s *sshAccount) admit(name string, flags ...string) {
	s.t.Helper()
	args := append([]string{"guests", "add", name, s.keygen(name), "--db", s.db}, flags...)
	s.roster(args...).wantDone(s.t)
}

// ssh returns the command line of a guest's client.
func (s *sshAccount) ssh(name string, args ...string) []string {
	line := []string{
		"-F", "none", "-i", filepath.Join(s.home, name), "-p", s.port, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
	}
	return append(append(line, args...), s.name+"@127.0.0.1")
}

// run runs a command as a guest, with a text as its input.
func (s *sshAccount) run(name, command, input string, options ...string) result {
	s.t.Helper()
	args := s.ssh(name, options...)
	if command != "" {
		args = append(args, command)
	}
	cmd := exec.Command("ssh", args...)
	cmd.Env = []string{"HOME=" + s.t.TempDir(), "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "DISPLAY=:9"} // for -Y
	cmd.Stdin = strings.NewReader(input)
	return finish(s.t, cmd)
}

// visit opens the app as a guest.
func (s *sshAccount) visit(name string, options ...string) *terminal {
	s.t.Helper()
	return start(s.t, func(p *terminal) {
		p.cmd.Path, p.cmd.Err = exec.LookPath("ssh")
		p.cmd.Args = append([]string{"ssh", "-t"}, s.ssh(name, options...)...)
	})
}

// as runs a command as OpenSSH does for the key of a guest, without a client.
func (s *sshAccount) as(name, role, line string) result {
	s.t.Helper()
	cmd := command(s.t, s.home, "guest", "--as", name, "--role", role, "--db", s.db)
	cmd.Env = append(cmd.Env, "HOME="+s.home, "SSH_ORIGINAL_COMMAND="+line)
	return finish(s.t, cmd)
}
