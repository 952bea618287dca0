package cli

import (
	"github.com/spf13/cobra"

	"roster/data/query"
)

// view is which rows are to be printed, and how.
type view struct {
	format  string
	reveal  bool // secret names too
	fields  bool // custom fields too
	sort    string
	reverse bool
	filter  string
}

// viewFlags are the flags of a view. What is printed can be sorted by any of sorts.
func viewFlags(cmd *cobra.Command, v *view, fields bool, sorts ...query.Sort) {
	names := sortNames(sorts)
	flags := cmd.Flags()
	formatFlag(cmd, &v.format)
	flags.BoolVar(&v.reveal, "reveal", false, "also print secret names")
	flags.BoolVar(&v.fields, "fields", fields, "also print custom fields")
	flags.StringVar(&v.sort, "sort", "", "sort by "+alternatives(names))
	flags.BoolVar(&v.reverse, "reverse", false, "in reverse order")
	flags.StringVar(&v.filter, "filter", "", "only rows whose name has these WORDS")
	completeFlag(cmd, "sort", names...)
	completeFlag(cmd, "filter")
}

// query returns what a list is asked for, or which of the flags it has no use for.
func (v view) query(list query.List) (query.Query, error) {
	q := query.Query{List: list, Filter: query.Terms(v.filter), Sort: list.Sorts()[0], Desc: v.reverse}
	if v.sort == "" {
		return q, nil
	}
	for _, sort := range list.Sorts() {
		if sortName(sort) == v.sort {
			q.Sort = sort
			return q, nil
		}
	}
	return q, oneOf("--sort is", v.sort, sortNames(list.Sorts()))
}

func sortNames(sorts []query.Sort) []string {
	names := make([]string, len(sorts))
	for i, sort := range sorts {
		names[i] = sortName(sort)
	}
	return names
}

// sortName returns what a sort is called on the command line.
func sortName(sort query.Sort) string {
	switch sort {
	case query.ByID:
		return "id"
	case query.ByAge:
		return "age"
	case query.ByStatus:
		return "status"
	case query.ByTeam:
		return "team"
	}
	return "name"
}
