package command

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"roster/cli/await"
	"roster/cli/usage"
	"roster/data/address"
	"roster/internal/safetext"
)

// CheckAskable returns an error if a confirmation is needed but no one can be asked.
func CheckAskable(yes bool, what string) error {
	if !yes && !term.IsTerminal(os.Stdin.Fd()) {
		return usage.Errorf("standard input is not a terminal, so roster can't ask: use --yes to %s without asking", what)
	}
	return nil
}

// Confirmed asks a question, unless yes is given. After a no it prints that nothing was done; the
// end of ctx is an error.
func (w *Session) Confirmed(ctx context.Context, yes bool, question, declined string) (bool, error) {
	if yes || Confirm(ctx, os.Stdin, w.Err, w.Clean(question)) {
		return true, nil
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	w.Note("%s", declined)
	return false, nil
}

// Confirm asks a question. Anything but yes is a no, the end of the input and
// of ctx too.
func Confirm(ctx context.Context, in io.Reader, out io.Writer, question string) bool {
	fmt.Fprintf(out, "%s [y/N] ", safetext.Line(address.MaskIn(question)))
	answer, err := await.Line(ctx, in)
	if err != nil {
		fmt.Fprintln(out) // no one typed the end of the line
		return false
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}
