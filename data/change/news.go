package change

import (
	"context"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// News is what was added to the history after one of its entries.
type News struct {
	Newest int64    // the ID of the newest change, or 0
	Others int64    // how many of the newer changes the user of this store did not make
	By     []string // who made those, as the session may see it, in order
}

// News returns what was added to the history after the change with this id. A history
// that does not reach as far has been cleared: then all of it is new.
func (h *History) News(ctx context.Context, after int64) (News, error) {
	var news News
	if !h.db.HasHistory() {
		return news, nil
	}
	history := h.db.Engine.Relation(sqldb.HistoryTable.Name)
	c := h.db.HistoryConn("News")
	err := c.Query(ctx, 1, func(row cell.Row) error {
		news.Newest = cell.Integer(row[0])
		return nil
	}, "SELECT coalesce(max(id), 0) FROM "+history)
	if err != nil || news.Newest == after {
		return news, h.db.Engine.Failure(err)
	}
	if news.Newest < after {
		after = 0
	}
	err = c.Query(ctx, 2, func(row cell.Row) error {
		news.Others += cell.Integer(row[1])
		news.By = append(news.By, h.shown(cell.Text(row[0])))
		return nil
	}, "SELECT actor, count(*) FROM "+history+" WHERE id > $1 AND actor <> $2 GROUP BY actor", after, h.actor)
	slices.Sort(news.By)
	news.By = slices.Compact(news.By)
	return news, h.db.Engine.Failure(err)
}
