package safetext

// Bare is the last resort of Line, which no known text reaches.
func Bare(text string) string { return asciiOnly(text) }
