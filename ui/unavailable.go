package ui

import "roster/data"

// isDown tells whether the server is away, and comes back maybe.
func isDown(err error) bool {
	return err != nil && (data.ErrorCode(err) == data.Down || isCrowded(err))
}

// isCrowded tells whether the server is there, and has no connection for roster.
func isCrowded(err error) bool { return err != nil && data.ErrorCode(err) == data.Crowded }
