package list

import "roster/data"

// IsUnavailable tells whether the server is away, and comes back maybe.
func IsUnavailable(err error) bool {
	return err != nil && (data.ErrorCode(err) == data.Down || IsCrowded(err))
}

// IsCrowded tells whether the server is there, and has no connection for roster.
func IsCrowded(err error) bool { return err != nil && data.ErrorCode(err) == data.Crowded }
