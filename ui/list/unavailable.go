package list

import (
	"roster/data/model"
)

// IsUnavailable reports whether the server is away, perhaps for a while only.
func IsUnavailable(err error) bool {
	return err != nil && (model.ErrorCode(err) == model.Unavailable || IsCrowded(err))
}

// IsCrowded reports whether the server has no free connection for roster.
func IsCrowded(err error) bool { return err != nil && model.ErrorCode(err) == model.TooManyConnections }
