package check

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/internal/fold"
)

// twinKey is what a row has in common with its twins: a hash, of names there may be a
// million. The other hash is that of the very name.
type twinKey struct {
	key, name uint64
	id        model.ID
}

// twins finds the heroes, and the teams, that are perhaps one: their names are not the
// same text, but are the same without regard to case, accents, spacing and the order of
// the words.
func (x *examiner) twins(ctx context.Context) error {
	if err := x.twinsIn(ctx, TwinHeroes, model.HeroTable); err != nil {
		return err
	}
	return x.twinsIn(ctx, TwinTeams, model.TeamTable)
}

func (x *examiner) twinsIn(ctx context.Context, k Kind, table string) error {
	var keys []twinKey
	seed := maphash.MakeSeed()
	sql := x.s.SelectRaw("r.id", "r.name")
	sql.Add(" FROM ", x.s.DB.Engine.From(table, "r"))
	err := x.s.Conn.Stream(ctx, 2, func(row cell.Row) error {
		name := cell.Text(row[1])
		for _, key := range fold.Keys(name) {
			keys = append(keys, twinKey{maphash.String(seed, key), maphash.String(seed, name), cell.ID(row[0])})
		}
		return nil
	}, sql.String())
	if err != nil {
		return err
	}
	slices.SortFunc(keys, func(a, b twinKey) int { return cmp.Or(cmp.Compare(a.key, b.key), a.id.Compare(b.id)) })
	x.addTwins(k, table, keys)
	return nil
}

// addTwins notes the groups with a key in common and more than one name, each once, in
// the order of their first ids.
func (x *examiner) addTwins(k Kind, table string, keys []twinKey) {
	var groups [][]model.Name
	for len(keys) > 0 {
		end := slices.IndexFunc(keys, func(t twinKey) bool { return t.key != keys[0].key })
		if end < 0 {
			end = len(keys)
		}
		group := keys[:end]
		keys = keys[end:]
		if !slices.ContainsFunc(group, func(t twinKey) bool { return t.name != group[0].name }) {
			continue
		}
		rows := make([]model.Name, 0, min(len(group), maxTwins))
		for _, t := range group[:min(len(group), maxTwins)] {
			rows = append(rows, sqldb.RowKey(table, t.id))
		}
		groups = append(groups, rows)
	}
	slices.SortFunc(groups, func(a, b []model.Name) int {
		return slices.CompareFunc(a, b, func(a, b model.Name) int { return a.ID.Compare(b.ID) })
	})
	for i, rows := range groups {
		isInNext := i+1 < len(groups) && slices.Equal(rows, groups[i+1][:min(len(rows), len(groups[i+1]))])
		if !isInNext {
			x.addJoined(k, ", ", rows)
		}
	}
}

// maxTwins is how many twins of one name are named.
const maxTwins = 10
