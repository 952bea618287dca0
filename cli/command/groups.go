package command

import "github.com/spf13/cobra"

// The groups of the commands in the help.
const (
	GroupLook     = "look"
	GroupChange   = "change"
	GroupExchange = "exchange"
	GroupSetUp    = "setup"
)

// Groups returns the groups with their titles.
func Groups() []*cobra.Group {
	return []*cobra.Group{
		{ID: GroupLook, Title: "Look"}, {ID: GroupChange, Title: "Change"},
		{ID: GroupExchange, Title: "Files and databases"}, {ID: GroupSetUp, Title: "Setup"},
	}
}
