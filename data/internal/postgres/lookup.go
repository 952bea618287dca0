package postgres

import (
	"fmt"

	"roster/data/internal/cell"
)

// The parts of an adaptive scan of package query. The planner does not turn a subquery with an
// offset into a join: it runs once for each row, and finds its own rows by an index.

// LookupJoin joins the rows of a table that are looked up for each row.
func (p *engine) LookupJoin(table, alias, condition string) string {
	return fmt.Sprintf("CROSS JOIN LATERAL (SELECT %[1]s.* FROM %[2]s WHERE %[3]s OFFSET 0) AS %[1]s", alias, p.From(table, alias), condition)
}

// LookupExists returns the condition that there is such a row.
func (p *engine) LookupExists(table, alias, condition string) string {
	return "EXISTS (SELECT 1 FROM " + p.From(table, alias) + " WHERE " + condition + " OFFSET 0)"
}

// RootOfRows goes by what the server noted when it last analyzed the table.
func (p *engine) RootOfRows(table string, factor, least, most int) string {
	return fmt.Sprintf("coalesce((SELECT least(%d, greatest(%d, %d * sqrt(greatest(reltuples, 0))))::bigint FROM pg_class WHERE oid = to_regclass(%[4]s)), %[2]d)",
		most, least, factor, cell.Literal(p.Relation(table)))
}
