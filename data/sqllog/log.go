package sqllog

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"roster/data/internal/cell"
)

// Statement is one SQL statement that roster issued.
type Statement struct {
	Seq   int64 // counts up from 1
	At    time.Time
	Label string // its purpose: the label of a change, or what was read
	SQL   string
	Args  []any
	Took  time.Duration // until the last row was read
	Rows  int64         // rows read, or rows written
	Err   error
	code  string // the code of an error whose message may contain row data, else ""
}

// Masked replaces a secret in the log file.
const Masked = "[masked]"

// size is how many statements a log remembers.
const size = 1000

// maxArg caps an argument as it is logged, in bytes: the history's JSON
// can be megabytes.
const maxArg = 200

// Log remembers the latest statements and may append all of them to a file. It
// is safe for concurrent use.
type Log struct {
	mu     sync.Mutex
	recent []Statement // a ring buffer: statement Seq is at (Seq-1) % its size
	seq    int64
	file   io.Writer
	mask   string // replaces secrets in the file; "" to write them out
	err    error
	code   func(error) string // see [Log.MaskErrors]; nil to mask no error
}

// New returns an empty log that also appends each statement to file, one per line, with
// secrets replaced by [Masked]. A nil file means memory only.
func New(file io.Writer) *Log { return &Log{file: file, mask: Masked} }

// NewRevealing is [New] with the secrets written out in the file.
func NewRevealing(file io.Writer) *Log { return &Log{file: file} }

// MaskErrors makes the log write code(err) instead of the message of an error, unless that is
// "": messages may contain row data.
func (l *Log) MaskErrors(code func(error) string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.code = code
}

// Add logs a statement.
func (l *Log) Add(s Statement) {
	for i, arg := range s.Args {
		s.Args[i] = capped(arg)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	s.Seq = l.seq
	if s.Err != nil && l.code != nil {
		s.code = l.code(s.Err)
	}
	if len(l.recent) < size {
		l.recent = append(l.recent, s)
	} else {
		l.recent[(s.Seq-1)%size] = s
	}
	if l.file == nil || l.err != nil {
		return
	}
	if _, err := io.WriteString(l.file, s.line(l.mask)); err != nil {
		l.err = err
	}
}

// capped shortens a long argument. It also copies bytes, which the caller may modify later.
func capped(arg any) any {
	switch v := arg.(type) {
	case string:
		if len(v) > maxArg {
			return fmt.Sprintf("%s… (%d bytes)", v[:maxArg], len(v))
		}
	case []byte:
		return capped(string(v))
	case Secret:
		return Secret{capped(v.Arg)}
	}
	return arg
}

// Recent returns at most n of the latest statements, oldest first.
func (l *Log) Recent(n int) []Statement {
	l.mu.Lock()
	defer l.mu.Unlock()
	n = min(n, len(l.recent))
	out := make([]Statement, 0, n)
	for seq := l.seq - int64(n); seq < l.seq; seq++ {
		out = append(out, l.recent[seq%size])
	}
	return out
}

// Err returns the first failure to write the log file, or nil. After it nothing more is
// appended.
func (l *Log) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// line renders the statement for the file. Everything that may come from a
// database is quoted: a log is read in a terminal too.
func (s Statement) line(mask string) string {
	text := fmt.Sprintf("%s %8.3fms %6d rows  %s  %s  %s",
		s.At.UTC().Format("2006-01-02T15:04:05.000000Z"), float64(s.Took.Microseconds())/1000, s.Rows,
		strconv.Quote(s.Label), printable(s.SQL), s.Arguments(mask))
	if s.Err != nil {
		text += "  error " + strconv.Quote(s.Problem(mask))
	}
	return text + "\n"
}

// Arguments returns the arguments for the log: in brackets, text quoted with its unprintable
// characters escaped, long text cut. Secret names, and history rows, which may contain them,
// are replaced by mask, unless it is empty.
func (s Statement) Arguments(mask string) string {
	parts := make([]string, len(s.Args))
	for i, arg := range s.Args {
		if hidden, ok := arg.(Secret); ok {
			if mask != "" {
				parts[i] = mask
				continue
			}
			arg = hidden.Arg
		}
		switch v := arg.(type) {
		case nil:
			parts[i] = "NULL"
		case string:
			parts[i] = strconv.Quote(v)
		default:
			parts[i] = cell.Text(v)
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// Problem returns the text of the error for the log, or "" if there is no error. A message
// that may contain row data is replaced by mask and the code, unless mask is empty.
func (s Statement) Problem(mask string) string {
	if s.Err == nil {
		return ""
	}
	if s.code != "" && mask != "" {
		return mask + " (" + s.code + ")"
	}
	return s.Err.Error()
}

// printable collapses white space, and quotes the text if it has unprintable characters:
// column names come from the database.
func printable(sql string) string {
	sql = strings.Join(strings.Fields(sql), " ")
	if !utf8.ValidString(sql) || strings.ContainsFunc(sql, unprintable) {
		return strconv.Quote(sql)
	}
	return sql
}

func unprintable(r rune) bool { return !strconv.IsPrint(r) }
