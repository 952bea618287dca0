package ui

import "roster/ui/style"

// status is the message on the status line.
type status struct {
	text string
	role style.Role
}

func failureStatus(text string) status { return status{text, style.Failure} }
