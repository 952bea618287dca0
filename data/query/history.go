package query

import (
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// historyListing filters by the texts of the changes, including who made them and the names of
// the rows that they wrote. No other cell of those rows is searched.
func (rd *Reader) historyListing(q Query) listing {
	d := rd.db.Engine
	actor := rd.shownActor()
	l := listing{
		label: "History", history: true, from: d.From(sqldb.HistoryTable.Name, "c"), desc: !q.Desc,
		columns: []string{"c.id", "c.token", "c.at", q.textColumn(d, "c.actor"), q.textColumn(d, "c.label"),
			"c.state", "c.count"},
		where:    matchesTerms(d, d.Fold("(c.label || ' ' || "+actor+" || ' ' || "+namesOfEdits(d)+")"), q.Filter),
		segments: []sortSegment{{cells: []string{"c.id"}}},
	}
	l.where = append(l.where, matchesTerms(d, d.Fold("("+actor+")"), q.By)...)
	if !q.Since.IsZero() {
		l.where = append(l.where, comparison(d.Bytewise("c.at"), ">=", q.Since.UTC().Format(sqldb.TimeFormat)))
	}
	if q.Status == ByOthers {
		l.where = append(l.where, comparison("c.actor", "<>", rd.Session.Actor))
	}
	return l
}

// shownActor is who made a change, as the session may know it: a filter must not find
// what the screen does not show.
func (rd *Reader) shownActor() string {
	if rd.Session.Hidden == "" {
		return "c.actor"
	}
	return "CASE WHEN c.actor LIKE '%@%' OR c.actor LIKE '%(%' THEN '" + rd.Session.Hidden + "' ELSE c.actor END"
}

// namesOfEdits is the part of an entry that has the names of the rows, without the words
// around them.
func namesOfEdits(d sqldb.Expressions) string {
	names := "coalesce(" + d.Between("c.edits", "]},", `"edits":[`) + ", '')"
	for _, word := range []string{`"` + model.TeamTable + `",`, `"` + model.HeroTable + `",`, `"names":`, `"about":`} {
		names = "replace(" + names + ", '" + word + "', '')"
	}
	return names
}
