// Package tmux keeps the terminal libraries from asking tmux for its colours: if TMUX is set,
// they run the program "tmux" on the PATH, one of them before main begins.
//
// Go initialises packages in the order of their imports, and by their paths if several are
// ready. This one imports syscall only, as "time" does, which comes after
// "roster/internal/tmux" and before everything that knows a terminal. Nothing else may
// be imported here.
package tmux

import "syscall"

// Inside reports whether roster was started inside tmux.
var Inside = leave()

// leave takes TMUX from the environment, and returns whether it was there.
func leave() bool {
	value, _ := syscall.Getenv("TMUX")
	_ = syscall.Unsetenv("TMUX") // it fails for names that can't be
	return value != ""
}
