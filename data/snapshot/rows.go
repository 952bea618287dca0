package snapshot

// IsFlag reports whether a stored is_training is one that SQLModel writes: NULL is, if the
// column may be NULL.
func IsFlag(v any, nullable bool) bool {
	switch v := v.(type) {
	case nil:
		return nullable
	case bool:
		return true
	case int64:
		return v == 0 || v == 1
	}
	return false
}
