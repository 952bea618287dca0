package query

import (
	"context"
	"fmt"

	"roster/data/field"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// minimum returns the expression of how many active members a team needs.
func (rd *Reader) minimum() string {
	f, ok := rd.db.Catalog().Minimum()
	if !ok {
		return fmt.Sprint(rd.db.Coverage)
	}
	return fmt.Sprintf("coalesce(CAST(t.%s AS bigint), %d)", sqldb.Quote(f.Name), rd.db.Coverage)
}

// setMinimums sets the number of active members that each team needs in the tallies.
func (rd *Reader) setMinimums(ctx context.Context, ids []model.ID, tallies map[model.ID]model.Tally) error {
	f, ok := rd.db.Catalog().Minimum()
	var fields map[model.ID]field.Values
	if ok {
		var err error
		if fields, err = rd.RowFields(ctx, model.TeamTable, ids); err != nil {
			return err
		}
	}
	for _, id := range ids {
		tally := tallies[id]
		if tally.Minimum = rd.db.Coverage; ok {
			tally.Minimum = fields[id][f.Name].Minimum(rd.db.Coverage)
		}
		tallies[id] = tally
	}
	return nil
}

// isUnderstaffed returns the condition that a team has fewer active members than it needs.
func (rd *Reader) isUnderstaffed() string {
	active, _ := countsOf(rd.db.Engine, "team_id", "t.id")
	return "(" + active + ") < " + rd.minimum()
}

// countsOf returns the expressions of how many memberships a team or a hero has, active and
// in training. An index has to lead to them.
func countsOf(d sqldb.Expressions, column, id string) (active, training string) {
	count := func(and string) string {
		return "(SELECT count(*) FROM " + d.From(model.LinkTable, "l") + " WHERE l." + column + " = " + id + and + ")"
	}
	training = count(" AND " + sqldb.IsTraining)
	return count("") + " - " + training, training
}
