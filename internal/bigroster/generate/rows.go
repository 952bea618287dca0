package generate

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strings"
)

// fill creates the tables and their rows. The indexes come last: sorting once is faster than
// finding the place of each row.
func fill(ctx context.Context, tx *sql.Tx, schema string, size Size) error {
	tables, indexes := statements(schema)
	for _, create := range tables {
		if _, err := tx.ExecContext(ctx, create); err != nil {
			return err
		}
	}
	r := rand.New(rand.NewPCG(size.Seed, 0))
	names := heroNames(r, size.Heroes)
	for _, write := range []func() error{
		func() error { return writeTeams(ctx, tx, r, size.Teams) },
		func() error { return writeHeroes(ctx, tx, r, names) },
		func() error { return writeLinks(ctx, tx, r, size, names) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	for _, create := range indexes {
		if _, err := tx.ExecContext(ctx, create); err != nil {
			return err
		}
	}
	return nil
}

// statements returns those of the schema that a SQLModel program would issue too, without those
// of roster's own tables.
func statements(schema string) (tables, indexes []string) {
	for statement := range strings.SplitSeq(schema, ";\n") {
		switch at := strings.Index(statement, "CREATE "); {
		case at < 0 || strings.Contains(statement, "roster_"):
		case strings.HasPrefix(statement[at:], "CREATE INDEX"):
			indexes = append(indexes, statement[at:])
		default:
			tables = append(tables, statement[at:])
		}
	}
	return tables, indexes
}

func writeTeams(ctx context.Context, tx *sql.Tx, r *rand.Rand, teams int) error {
	in := inserter{ctx: ctx, tx: tx, table: "team (id, name, headquarters)", columns: 3}
	for id := 1; id <= teams; id++ {
		in.add(id, pick(r, places)+" "+pick(r, groups), pick(r, places)+" "+pick(r, buildings))
	}
	return in.end()
}

func writeHeroes(ctx context.Context, tx *sql.Tx, r *rand.Rand, names []string) error {
	in := inserter{ctx: ctx, tx: tx, table: "hero (id, name, secret_name, age)", columns: 4}
	for i, name := range names {
		var age any
		if r.IntN(5) > 0 {
			age = 14 + r.IntN(60)
		}
		in.add(i+1, name, pick(r, given)+" "+pick(r, family), age)
	}
	return in.end()
}

// heroNames returns the names of the heroes, by their ids less one. Given names
// are drawn so that some are far more frequent than others.
func heroNames(r *rand.Rand, count int) []string {
	often := rand.NewZipf(r, 1.3, 4, uint64(len(given)-1))
	names := make([]string, count)
	for i := range names {
		names[i] = given[often.Uint64()] + " " + pick(r, family)
		if r.IntN(50) == 0 {
			names[i] = strings.ToLower(names[i])
		}
	}
	return names
}

// writeLinks writes the memberships team by team, in the order of their key.
func writeLinks(ctx context.Context, tx *sql.Tx, r *rand.Rand, size Size, names []string) error {
	in := inserter{ctx: ctx, tx: tx, table: "heroteamlink (team_id, hero_id, is_training)", columns: 3}
	sizes := teamSizes(r, size)
	for id := 1; id <= size.Teams; id++ {
		var members []int
		if id == Clustered {
			members = neighbours(names, sizes[id])
		} else {
			members = drawn(r, size.Heroes, sizes[id])
		}
		for _, hero := range members {
			in.add(id, hero, r.IntN(4) == 0)
		}
	}
	return in.end()
}

// teamSizes returns how many members each team has, by its id.
func teamSizes(r *rand.Rand, size Size) []int {
	sizes := make([]int, size.Teams+1)
	sizes[Largest] = size.Heroes / 5
	for id := Large; id <= Clustered; id++ {
		sizes[id] = size.Heroes / 100
	}
	left := size.Links - sizes[Largest] - (Clustered-Large+1)*sizes[Large]
	usual := min(300, size.Heroes/10)
	var busy []int // one team in ten shares what the others leave
	for id := Usual; id <= size.Teams; id++ {
		if id%10 == 0 {
			busy = append(busy, id)
			continue
		}
		sizes[id] = usual*3/4 + r.IntN(usual/2+1)
		left -= sizes[id]
	}
	for _, id := range busy {
		sizes[id] = max(0, min(left/len(busy), size.Heroes/2))
	}
	return sizes
}

// drawn returns count random heroes, each once, in the order of their ids.
func drawn(r *rand.Rand, heroes, count int) []int {
	taken := make(map[int]bool, count)
	ids := make([]int, 0, count)
	for len(ids) < count {
		if id := 1 + r.IntN(heroes); !taken[id] {
			taken[id] = true
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// neighbours returns count heroes that are adjacent in the order of the names, far from its
// beginning and its end, in the order of their IDs.
func neighbours(names []string, count int) []int {
	order := make([]int, len(names))
	folded := make([]string, len(names))
	for i, name := range names {
		order[i], folded[i] = i, strings.ToLower(name)
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(folded[a], folded[b]) })
	from := len(order) * 3 / 4
	ids := make([]int, count)
	for i := range ids {
		ids[i] = order[from+i] + 1
	}
	slices.Sort(ids)
	return ids
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }
