package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/list"
)

// Place is somewhere to go, or to go back to.
type Place struct {
	View    int
	side    side
	Master  int64
	Detail  int64
	team    int64           // of the detail, in a list of several
	filters [2]list.Filters // of the left list, of the right one
}

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

// The numbers of the views: their keys, less one.
const (
	teamsView = iota
	heroesView
	MatrixView
	trainingView
	HistoryView
)
