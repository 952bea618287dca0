package list

import (
	"roster/data/model"
	"roster/data/query"
)

// rowID is what [query.Seek] goes by. The team is zero in lists of one team, or of none.
type rowID struct{ id, team model.ID }

// rowID returns what identifies a row for the database.
func (l *List[R, K]) rowID(row R) rowID {
	if l.TeamOf == nil {
		return rowID{id: l.ID(row)}
	}
	return rowID{l.ID(row), l.TeamOf(row)}
}

// around returns what finds the page around a row.
func (id rowID) around() query.Seek {
	return query.Seek{Place: query.Around, ID: id.id, Team: id.team, HasID: true}
}

// sought returns the row that a page is asked for.
func sought(seek query.Seek) rowID { return rowID{seek.ID, seek.Team} }
