package list

import "roster/data"

// IsUnavailable reports whether the server is away, perhaps for a while only.
func IsUnavailable(err error) bool {
	return err != nil && (data.ErrorCode(err) == data.Down || IsCrowded(err))
}

// IsCrowded reports whether the server has no free connection for roster.
func IsCrowded(err error) bool { return err != nil && data.ErrorCode(err) == data.Crowded }
