package command

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// fatal is a signal that ends a program with its stacks, as the cause of the end of a
// context.
type fatal struct{ os.Signal }

func (f fatal) Error() string { return f.String() }

// UntilFatal shows the screen until a signal comes that would leave the terminal as the
// screen has it. [Env.endBySignal] ends roster by that signal when everything is put
// back. When it comes again, nothing is waited for.
func (s *Env) UntilFatal(ctx context.Context, do func(context.Context) error) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGQUIT, syscall.SIGABRT)
	defer signal.Stop(signals)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case came := <-signals:
			signal.Stop(signals)
			cancel(fatal{came})
		case <-ctx.Done():
		}
	}()
	err := do(ctx)
	if cause, ok := context.Cause(ctx).(fatal); ok {
		s.fatal = cause.Signal
	}
	return err
}

// endBySignal ends roster by the signal that came, as it would have ended by itself.
func (s *Env) endBySignal() {
	if s.fatal == nil {
		return
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil && self.Signal(s.fatal) == nil {
		<-time.After(time.Second) // another thread may get it
	}
}
