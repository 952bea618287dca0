package postgres

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// stateOf returns the SQLSTATE in err's chain, or "".
// https://www.postgresql.org/docs/current/errcodes-appendix.html
func stateOf(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func (*engine) Duplicate(err error) bool { return stateOf(err) == "23505" }

func (*engine) Orphan(err error) bool { return stateOf(err) == "23503" }

// isSerializationFailure reports whether a transaction failed only because of others that ran at
// the same time: done again, it may succeed.
func isSerializationFailure(err error) bool {
	state := stateOf(err)
	return state == "40001" || state == "40P01"
}

// isUnavailable reports whether the server did not answer, or reported that it can't.
func isUnavailable(err error) bool {
	switch state := stateOf(err); {
	case strings.HasPrefix(state, "08"), state == "57P01", state == "57P02", state == "57P03", state == "57P05",
		state == "25P03", state == "53300":
		return true
	case state != "":
		return false
	case model.IsUnavailable(err): // it has already been classified
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, gone := range []error{sqldb.ErrIdle, driver.ErrBadConn, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		os.ErrDeadlineExceeded, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return isConnClosed(err)
}

// isConnClosed reports whether pgx found that the connection was already closed. It has no error
// value for that, only a message.
func isConnClosed(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if err.Error() == "conn closed" {
			return true
		}
	}
	return false
}

// isMissingName reports whether a function of the database, such as a trigger's, failed to find a
// name.
func isMissingName(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Where != "" && slices.Contains([]string{"42P01", "42883", "42704"}, e.Code)
}

// Failure converts an error of the server, or of the connection, into a sentence.
func (p *engine) Failure(err error) error {
	if err == nil {
		return nil
	}
	if _, isOurs := errors.AsType[*model.Error](err); isOurs {
		return err
	}
	if _, isOfRows := errors.AsType[sqldb.RowError](err); isOfRows {
		return err
	}
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return model.Failf(model.CantOpen, err, "%s can't be opened: the certificate of the server is not trusted (%s). Name the file of its certificate authority with sslrootcert.", p.name, p.reason(e.Err))
	}
	state := stateOf(err)
	switch {
	case state == "":
	case state == "42501":
		return model.Failf(model.ReadOnly, err, "%s: the role is not allowed to do this (%s): ask the administrator for the right.", p.name, p.reason(err))
	case state == "25006":
		return model.Failf(model.ReadOnly, err, "%s can't be written: the server is a standby, or was made read-only.", p.name)
	case state == "55P03":
		return model.Failf(model.Locked, err, "%s is locked by another program: wait until it is done, or close it, and try again.", p.name)
	case isSerializationFailure(err):
		return model.Failf(model.Locked, err, "%s: others kept changing the same rows: try again.", p.name)
	case state == "53100":
		return model.Failf(model.Full, err, "The disk of the server is full: nothing was changed in %s. Make room, and try again.", p.name)
	case isMissingName(err):
		return model.Failf(model.Invalid, err, "Nothing was changed in %s: a trigger or a rule of its tables did not find a name (%s). roster sets search_path to pg_catalog alone: give the function its own path with ALTER FUNCTION … SET search_path.", p.name, p.reason(err))
	case state == "42704":
		return model.Failf(model.CantOpen, err, "%s can't be opened: the server does not know a setting of the URL (%s).", p.name, p.reason(err))
	case state == "3D000":
		return model.Failf(model.CantOpen, err, "%s can't be opened: there is no such database. Create it with createdb, or choose another one.", p.name)
	case strings.HasPrefix(state, "28"):
		return model.Failf(model.CantOpen, err, "%s can't be opened: the server refuses the role or its password (%s).", p.name, p.reason(err))
	case strings.HasPrefix(state, "P0"):
		return model.Failf(model.Invalid, err, "%s was not changed. A trigger of it refused that: %s.", p.name,
			model.Shorten(strings.TrimRight(p.reason(err), "."), maxReason))
	case state == "42P01", state == "42703", state == "42804":
		return model.Failf(model.SchemaChanged, err, "Another program altered the tables of %s (%s): nothing was changed. Quit, and open it again.", p.name, p.reason(err))
	case state == "2200H":
		return model.Failf(model.Full, err, "%s has no id left for a new row (%s): nothing was changed. Change the type of the column and its sequence to bigint.", p.name, p.reason(err))
	case state == "22003":
		return model.Failf(model.Invalid, err, "A number is too large for its column: nothing was changed in %s.",
			p.name)
	case state == "22021", state == "22P05":
		return model.Failf(model.Invalid, err, "A text has a character that %s can't keep, such as a NUL: nothing was changed. Leave it out.", p.name)
	case state == "54000":
		return model.Failf(model.Invalid, err, "A name is too long for an index of %s (%s): nothing was changed. Shorten it.", p.name, p.reason(err))
	case state == "53300":
		return model.Failf(model.TooManyConnections, err, "%s has no free connection (%s). Close a program that uses it, or raise max_connections, and try again.", p.name, p.reason(err))
	case strings.HasPrefix(state, "XX00"):
		return model.Failf(model.Corrupt, err, "%s is damaged (%s): restore a backup.", p.name, p.reason(err))
	}
	if isUnavailable(err) && !errors.Is(err, context.Canceled) {
		return model.Failf(model.Unavailable, err, "%s can't be reached: %s. Check that the server is there, and the network.", p.name, p.reason(err))
	}
	if p.hidesPlace && state != "" && !isRowError(state) {
		return model.Failf(model.Internal, err, "%s could not do this: %s.", p.name, p.reason(err))
	}
	return err
}

// maxReason is how many characters of the words of a trigger a message has: they may be of
// any length.
const maxReason = 200

// reason is [reasonOf] for the messages of this database. If they must not mention its place,
// only what the server says about rows and tables is left.
func (p *engine) reason(err error) string {
	if !p.hidesPlace || isRowError(stateOf(err)) {
		return reasonOf(err)
	}
	return "the administrator can find out why"
}

// isRowError reports whether a state is about the contents of the tables: the server's message
// then names no role, host or setting.
func isRowError(state string) bool {
	return strings.HasPrefix(state, "22") || strings.HasPrefix(state, "23") || state == "P0001" || state == "54000"
}

// reasonOf returns the core of an error of pgx. Around that pgx repeats the request, which is
// more than users want to read.
func reasonOf(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Message
	}
	if e, ok := errors.AsType[*pgconn.ParseConfigError](err); ok {
		return parseProblem(e)
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return "there is no host " + e.Name
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return e.Error()
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn) {
		return "the connection was closed"
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// How often something is tried that others spoilt, and within which time.
const (
	mostTries   = 12
	triesWithin = 5 * time.Second
	deadTries   = 1 + idleReaders // each idle connection may be dead
)

// Retry reports whether to repeat what failed and changed nothing, and waits a little if the
// cause was a conflict with others. A dead connection is replaced at once.
func (p *engine) Retry(ctx context.Context, err error, try int, began time.Time) bool {
	switch {
	case try >= mostTries || time.Since(began) > triesWithin || ctx.Err() != nil:
		return false
	case isSerializationFailure(err):
		return sqldb.Pause(ctx, time.Duration(rand.Int64N(int64(try*try)*int64(10*time.Millisecond)))) == nil
	}
	return try < deadTries && isUnavailable(err) && !errors.Is(err, sqldb.ErrIdle)
}

// TransactionEnded is never so: what the server ended is over for the connection too.
func (*engine) TransactionEnded(error) bool { return false }

// SensitiveCode returns the code of an error whose message may contain row data: those of a
// trigger or of another function of the database, which may contain anything, and of a value
// that was not understood. It is "" for any other error.
func SensitiveCode(err error) string {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if ok && (e.Where != "" || strings.HasPrefix(e.Code, "P0") || strings.HasPrefix(e.Code, "22")) {
		return "SQLSTATE " + e.Code
	}
	return ""
}
