// Package pgtest starts throwaway PostgreSQL servers for tests. If there are no server
// programs, a test is skipped with a message; [Require] makes it fail.
package pgtest

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"roster/internal/testenv"
)

// Superuser is the role that owns every server and every database.
const Superuser = "postgres"

// PasswordRole is a role that needs a password over TCP, once a test has created it. All other
// roles need none.
const PasswordRole = "guarded"

// Options configure a server of a test's own.
type Options struct {
	Durable  bool     // commits survive Kill, and Stop in the mode Immediate
	Settings []string // lines for postgresql.conf
}

// Server is a running or stopped PostgreSQL on the loopback and on a socket. It ends, and its
// files are removed, when the process that started it ends, even if that is killed.
type Server struct {
	bin     string // the folder of the programs
	folder  string // of everything that it writes
	port    int
	account osAccount
	alone   bool         // it ends with its test, and its databases with it
	made    atomic.Int64 // how many databases were created

	admin struct { // what creates and drops databases on a shared server
		sync.Mutex
		conn *pgx.Conn
	}
	templates sync.Map // of what [Server.Filled] copies: their names, by locale and file

	watchdog      *exec.Cmd
	watchdogInput io.Closer // closing it ends the server
}

// shared is the server of all tests of a process that need none of their own.
var shared = sync.OnceValues(func() (*Server, error) {
	s, err := create()
	if err == nil {
		err = s.begin(Options{})
	}
	return s, err
})

// Shared returns a server that all tests of the process share, started when the
// first one asks for it. It is not to be stopped.
func Shared(t testing.TB) *Server {
	t.Helper()
	return available(t, shared)
}

// Start returns a server that is the test's own, running, and ends with it.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	s := own(t)
	if err := s.begin(o); err != nil {
		t.Fatal(err)
	}
	return s
}

// own returns a server that is not begun, for one test.
func own(t testing.TB) *Server {
	t.Helper()
	s := available(t, create)
	s.alone = true
	t.Cleanup(func() { s.end(t) })
	return s
}

// missing is the error that something that tests need is not on this machine.
type missing struct{ error }

// available returns the server that was made, or ends the test.
func available(t testing.TB, make func() (*Server, error)) *Server {
	t.Helper()
	s, err := make()
	if _, not := errors.AsType[missing](err); not {
		unavailable(t, err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// create makes the folder of a server, and starts the watchdog that ends it.
func create() (*Server, error) {
	account, err := serverAccount()
	if err != nil {
		return nil, missing{err}
	}
	bin, err := programs()
	if err != nil {
		return nil, missing{err}
	}
	s := &Server{bin: bin, account: account}
	// The folder of a test can't be used: its parent is closed to other users.
	if s.folder, err = os.MkdirTemp(testenv.MemoryFolder(), "roster-pg-"); err != nil {
		return nil, err
	}
	if err := errors.Join(account.chown(s.folder), s.startWatchdog()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.folder))
	}
	return s, nil
}

// cluster is what the servers of a process begin as: initdb runs once, and they are copies.
var cluster = sync.OnceValues(func() (*Server, error) {
	s, err := create()
	if err == nil {
		err = s.run("initdb", "-D", s.data(), "-U", Superuser, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
	}
	return s, err
})

// begin makes the cluster and starts it.
func (s *Server) begin(o Options) error {
	empty, err := cluster()
	if err != nil {
		return err
	}
	cp := exec.Command("cp", "-R", empty.data(), s.data())
	s.prepare(cp)
	if err := s.finish(cp); err != nil {
		return err
	}
	if err := s.configure(append(baseSettings(o.Durable), o.Settings...)); err != nil {
		return err
	}
	return s.startSomewhere()
}

// baseSettings returns what every server has in its postgresql.conf.
func baseSettings(durable bool) []string {
	lines := []string{
		"listen_addresses = '127.0.0.1'",
		"dynamic_shared_memory_type = mmap", // what a killed server leaves goes with its folder
		"max_connections = 200",
		"log_line_prefix = '%m %p '",
		"fsync = off", // processes are killed, but never the machine
	}
	if !durable {
		lines = append(lines, "synchronous_commit = off", "full_page_writes = off")
	}
	return lines
}

// access is the content of pg_hba.conf.
const access = `
local all         all          trust
host  all         ` + PasswordRole + ` 127.0.0.1/32 scram-sha-256
host  all         all          127.0.0.1/32 trust
local replication all          trust
host  replication all          127.0.0.1/32 trust
`

// configure writes who may connect, and adds settings: the last of a name counts.
func (s *Server) configure(settings []string) error {
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(access), 0o600); err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(s.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for _, line := range append(settings, "unix_socket_directories = '"+s.folder+"'") {
		if _, err = fmt.Fprintln(file, line); err != nil {
			break
		}
	}
	return errors.Join(err, file.Close())
}

// startSomewhere starts the server on a free port. Another test may take it between the check
// and the start.
func (s *Server) startSomewhere() (err error) {
	for range 10 {
		if s.port, err = freePort(); err != nil {
			return err
		}
		if err = s.launch(); err == nil {
			return nil
		}
	}
	return err
}

// freePort returns a port below those that the system gives to connections: a
// server that comes back must find it free again.
func freePort() (int, error) {
	const first, count = 20000, 12000
	var err error
	for range 100 {
		port := first + rand.N(count)
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			return port, l.Close()
		}
	}
	return 0, err
}

// launch starts the server on its port and waits until it answers.
func (s *Server) launch() error {
	err := s.run("pg_ctl", "start", "-D", s.data(), "-l", s.log(), "-w", "-t", "60", "-s",
		"-o", "-p "+strconv.Itoa(s.port))
	if err == nil {
		return nil
	}
	said, unread := os.ReadFile(s.log())
	return errors.Join(fmt.Errorf("%w\n%s", err, said), unread)
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }
func (s *Server) log() string  { return filepath.Join(s.folder, "log") }

// command returns a program of the server's, run as its user.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	s.prepare(cmd)
	return cmd
}

// prepare runs a command as the account, without the user's environment.
func (s *Server) prepare(cmd *exec.Cmd) {
	cmd.Dir, cmd.Env = s.folder, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	s.account.apply(cmd)
}

// run runs a program of the server's to its end.
func (s *Server) run(name string, args ...string) error { return s.finish(s.command(name, args...)) }

// finish runs a command to its end. Its output goes into a file: a server that it starts would
// hold a pipe open.
func (s *Server) finish(cmd *exec.Cmd) error {
	out, err := os.Create(filepath.Join(s.folder, "said"))
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = out, out
	err = errors.Join(cmd.Run(), out.Close())
	if err == nil {
		return nil
	}
	said, unread := os.ReadFile(out.Name())
	return errors.Join(fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), err, said), unread)
}

// Program returns a client program of the server's version, such as pg_dump, to
// be run by the test.
func (s *Server) Program(name string) string { return filepath.Join(s.bin, name) }

// Host returns the server's address, host:port.
func (s *Server) Host() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL returns the URL of a database for the [Superuser], over TCP. Settings are
// added to it, such as "connect_timeout=2".
func (s *Server) URL(database string, settings ...string) string {
	return Address([]*Server{s}, database, settings...)
}

// Address returns the URL of a database on several servers, of which the first that matches
// the settings is used.
func Address(servers []*Server, database string, settings ...string) string {
	u := url.URL{Scheme: "postgres", User: url.User(Superuser), Path: "/" + database}
	for i, s := range servers {
		if i > 0 {
			u.Host += ","
		}
		u.Host += s.Host()
	}
	for i, setting := range slices.Insert(settings, 0, "sslmode=disable") {
		if i > 0 {
			u.RawQuery += "&"
		}
		u.RawQuery += setting
	}
	return u.String()
}

// SocketURL returns the URL of a database for the [Superuser], over the socket.
func (s *Server) SocketURL(database string) string {
	query := url.Values{"host": {s.folder}, "port": {strconv.Itoa(s.port)}}
	u := url.URL{Scheme: "postgres", User: url.User(Superuser), Path: "/" + database, RawQuery: query.Encode()}
	return u.String()
}
