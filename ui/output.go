package ui

import (
	"bytes"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// answerTime is how long a terminal may take to answer a question before roster no longer
// waits for that. Most answer within a few milliseconds, those behind a slow line within 300.
const answerTime = 500 * time.Millisecond

// output is the terminal that the screen is written to. It counts the frames that are written,
// and the queries to the terminal whose responses are outstanding.
type output struct {
	file   *os.File
	frames atomic.Int64

	mu       sync.Mutex // guards what follows
	asked    int
	answerBy time.Time
}

func (o *output) Write(p []byte) (int, error) {
	o.frames.Add(1)
	if n := questions(p); n > 0 {
		o.mu.Lock()
		o.asked, o.answerBy = o.asked+n, time.Now().Add(answerTime)
		o.mu.Unlock()
	}
	return o.file.Write(p)
}

// control writes output that is not part of a frame.
func (o *output) control(sequence string) error {
	_, err := o.file.WriteString(sequence)
	return err
}

// due returns how many questions the terminal was asked, and until when an answer can be
// expected.
func (o *output) due() (asked int, by time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.asked, o.answerBy
}

// questions returns the number of queries in the output that roster and the library make: for
// modes, the keyboard, and the background.
func questions(p []byte) int {
	n := 0
	for _, q := range []string{
		ansi.RequestModeSynchronizedOutput, ansi.RequestModeUnicodeCore,
		ansi.RequestKittyKeyboard, ansi.RequestBackgroundColor,
	} {
		n += bytes.Count(p, []byte(q))
	}
	return n
}
