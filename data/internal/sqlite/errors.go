package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	"modernc.org/sqlite/lib"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// sqliteCode returns the extended result code in err's chain, or 0.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}

// TransactionEnded is so after most errors of the disk.
func (engine) TransactionEnded(err error) bool {
	return sqliteCode(err) == sqlite3.SQLITE_ERROR && strings.Contains(err.Error(), "no transaction is active")
}

// Failure turns SQLite's result code into a sentence, unless err is one already.
func (f engine) Failure(err error) error {
	e, isEngines := errors.AsType[*sqlite.Error](err)
	_, isOurs := errors.AsType[*model.Error](err)
	_, isOfRows := errors.AsType[sqldb.RowError](err)
	if !isEngines || isOurs || isOfRows || errors.Is(err, context.Canceled) {
		return err
	}
	if lost := f.opened.lostError(); lost != nil { // whatever it finds there
		return lost
	}
	if e.Code() == sqlite3.SQLITE_READONLY_DBMOVED || f.opened.isGone(e.Code()) {
		return f.moved(err)
	}
	code, sentence := f.describe(e.Code(), driverReason(e.Error(), e.Code()))
	return &model.Error{Code: code, Message: sentence, Err: err}
}

// driverReason returns the reason in a message of the driver, "kind: reason (code)".
func driverReason(message string, code int) string {
	message = strings.TrimSuffix(message, fmt.Sprintf(" (%d)", code))
	if _, reason, ok := strings.Cut(message, ": "); ok {
		return reason
	}
	return message
}

// describe returns what a result code means, and what to do about it. All codes:
// https://www.sqlite.org/rescode.html
func (f engine) describe(code int, reason string) (model.Code, string) {
	say := func(as model.Code, format string, args ...any) (model.Code, string) {
		return as, fmt.Sprintf("%s "+format, append([]any{f.name}, args...)...)
	}
	kind := code & 0xff
	if (kind == sqlite3.SQLITE_CANTOPEN || kind == sqlite3.SQLITE_IOERR) && tooManyOpen() {
		return say(model.Internal, "can't be opened: too many files are open. Raise the limit (ulimit -n), or close other programs, and try again.")
	}
	switch kind {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return say(model.Locked, "is locked by another program: wait until it is done, or close it, and try again.")
	case sqlite3.SQLITE_READONLY:
		if code == sqlite3.SQLITE_READONLY_ROLLBACK {
			return say(model.ReadOnly, "was left in the middle of a change by a program that crashed (%s-journal is still there): open it once where it can be written, without --read-only, and the change is rolled back.", f.name)
		}
		return say(model.ReadOnly, "can't be written: check the permissions of the file and of its folder.")
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return say(model.CantOpen, "can't be opened: check the permissions of the file and of its folder.")
	case sqlite3.SQLITE_CORRUPT:
		return say(model.Corrupt, "is damaged: keep a copy of it, and restore a backup.")
	case sqlite3.SQLITE_NOTADB:
		return say(model.NotARoster, "is not an SQLite database: choose another file. Nothing was changed.")
	case sqlite3.SQLITE_FULL:
		return model.Full, "The disk is full: nothing was changed in " + f.name + ". Make room, and try again."
	case sqlite3.SQLITE_TOOBIG:
		return model.Internal, "A value is too large for SQLite: nothing was changed in " + f.name + ". Change fewer rows at once, or shorter texts."
	case sqlite3.SQLITE_NOMEM:
		return f.tooLarge()
	case sqlite3.SQLITE_IOERR:
		return f.diskError(code)
	case sqlite3.SQLITE_CONSTRAINT:
		who := "A rule of its tables"
		if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER {
			who = "A trigger of it"
		}
		return say(model.Invalid, "was not changed. %s refused that: %s.", who,
			model.Shorten(strings.TrimRight(reason, "."), maxReason))
	case sqlite3.SQLITE_MISMATCH:
		return say(model.Invalid, "was not changed: a value has another type than its column takes.")
	case sqlite3.SQLITE_SCHEMA:
		return say(model.SchemaChanged, "was altered by another program: nothing was changed. Try again.")
	case sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_ABORT:
		return say(model.Internal, "did not answer in time: the query was cancelled. Try again.")
	case sqlite3.SQLITE_ERROR:
		if lacking := missingFeature(reason); lacking != "" {
			return say(model.NotARoster, "needs something that roster does not have: %s. Use the program that created it.", lacking)
		}
	}
	return say(model.Internal, "could not do this: %s. Nothing was changed. Quit, and open it again.",
		model.Shorten(reason, maxReason))
}

// maxReason is how many characters of the engine's own words a message has: those of
// a trigger may be of any length.
const maxReason = 200

// tooLarge returns the error that SQLite needed more than [heapLimit].
func (f engine) tooLarge() (model.Code, string) {
	return model.Internal, fmt.Sprintf("%s needs more memory than roster lets a database take (%d MB): a text, a blob or a computed column of it is too large. Look for it with another program.", f.name, heapLimit>>20)
}

// diskError returns the code and the message for an error of the system when SQLite used the
// file. Few of them mean that the file is damaged.
func (f engine) diskError(code int) (model.Code, string) {
	switch code {
	case sqlite3.SQLITE_IOERR_NOMEM:
		return f.tooLarge()
	case sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_CORRUPTFS:
		return model.Corrupt, f.name + " is damaged: keep a copy of it, and restore a backup."
	case sqlite3.SQLITE_IOERR_VNODE:
		return model.FileMoved, f.name + " was moved or deleted while it was open: quit, and open it where it is now."
	case sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK,
		sqlite3.SQLITE_IOERR_BLOCKED,
		sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK, sqlite3.SQLITE_IOERR_SHMLOCK:
		return model.CantOpen, f.name + " can't be locked: the file system that it is on refused. Try again, or move the file to a disk of this machine."
	case sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP:
		return model.CantOpen, f.name + "-shm can't be created or used: check that the disk has room, and the permissions of the folder."
	case sqlite3.SQLITE_IOERR_GETTEMPPATH:
		return model.CantOpen, "There is no folder for temporary files: create one, and set TMPDIR to it."
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC,
		sqlite3.SQLITE_IOERR_TRUNCATE,
		sqlite3.SQLITE_IOERR_DELETE, sqlite3.SQLITE_IOERR_DELETE_NOENT, sqlite3.SQLITE_IOERR_CLOSE,
		sqlite3.SQLITE_IOERR_DIR_CLOSE,
		sqlite3.SQLITE_IOERR_BEGIN_ATOMIC, sqlite3.SQLITE_IOERR_COMMIT_ATOMIC, sqlite3.SQLITE_IOERR_ROLLBACK_ATOMIC:
		return model.CantOpen, f.name + " could not be written: the disk answered with an error. Nothing was changed. Check that the disk has room and is sound, and try again."
	}
	return model.CantOpen, f.name + " could not be read: the disk answered with an error. Check the disk, and try again."
}

// SensitiveCode returns the code of an error whose message may contain row data: those of a
// trigger, which may contain anything. It is "" for any other error.
func SensitiveCode(err error) string {
	if sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_TRIGGER {
		return "a trigger's message"
	}
	return ""
}
