// Package cli is roster's command line: it reads arguments, settings and the environment,
// opens the database, and runs the screen or a command. Results go to standard output,
// messages to standard error.
package cli

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"roster/cli/command"
)

// softLimit is the amount of memory, beside that of SQLite, above which the garbage collector
// runs more often: long texts would accumulate.
const softLimit = 512 << 20

// Program is what main knows and the command line needs.
type Program = command.Program

// Main runs roster on the arguments and the environment of the process, and
// returns its exit code: 0 done, 1 failed, 2 wrong usage.
func Main(p Program) int {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softLimit)
	}
	findHome()
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is then reported as an error
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGTERM)
	defer stop()
	s := command.New(p, stop)
	return s.Execute(ctx, newRoot(s))
}
