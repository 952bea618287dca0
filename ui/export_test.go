package ui

// Awaited tells whether something has yet to come that a key asked for: rows, or
// the end of a write.
func (a *App) Awaited() bool { return a.busy() }

// Interrupted returns where the person is when roster is ended from outside.
func (a *App) Interrupted() State { return a.interrupted() }
