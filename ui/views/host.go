package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
)

// Host is what a view may ask of the app.
type Host interface {
	dialog.Host
	Confirm(title string, intent intent.Intent) tea.Cmd
	Copy(parts []string) tea.Cmd
	CopyTable(read ReadTable) tea.Cmd
	Undo(of change.Ref) tea.Cmd
	ToggleUnseen(members []model.MembershipRef) tea.Cmd
	Visit(p Place) tea.Cmd
}
