package listing

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/usage"
	"roster/data/access"
	"roster/data/query"
)

// view selects the rows to print, and how.
type view struct {
	format  string
	reveal  bool // secret names too
	fields  bool // custom fields too
	sort    string
	reverse bool
	filter  string
}

// viewFlags are the flags of a view. The output can be sorted by any of sorts.
func viewFlags(s *command.Env, cmd *cobra.Command, v *view, fields bool, sorts ...query.Sort) {
	names := sortNames(sorts)
	flags := cmd.Flags()
	command.FormatFlag(cmd, &v.format)
	if s.May(access.Secrets) {
		flags.BoolVar(&v.reveal, "reveal", false, "also print secret names")
	}
	flags.BoolVar(&v.fields, "fields", fields, "also print custom fields")
	flags.StringVar(&v.sort, "sort", "", "sort by "+strings.Join(names, ", ")+" or a custom field")
	flags.BoolVar(&v.reverse, "reverse", false, "in reverse order")
	flags.StringVar(&v.filter, "filter", "", "only rows whose name contains these WORDS")
	complete.Flag(cmd, "sort", names...)
	complete.Flag(cmd, "filter")
}

// viewQuery returns what a list is asked for, or by what else it can be sorted.
func viewQuery(w *command.Session, v view, list query.List) (query.Query, error) {
	orders := w.Reader().Orders(list)
	q := query.Query{List: list, Filter: query.Terms(v.filter)}
	var names []string
	for _, o := range orders {
		name := orderName(o)
		if o.Sort == query.ByHeroField && slices.Contains(names, name) {
			name = "hero." + name
		}
		if v.sort == name || v.sort == "" && o.Sort == list.Sorts()[0] {
			q.SetOrder(o)
			q.Desc = v.reverse
			return q, nil
		}
		names = append(names, name)
	}
	return q, usage.Value("--sort must be", v.sort, names)
}

// orderName returns what an order is called on the command line. A field that is called as
// one of the columns that every roster has is behind that.
func orderName(o query.Order) string {
	if o.Field != "" {
		return o.Field
	}
	return o.Sort.String()
}

func sortNames(sorts []query.Sort) []string {
	names := make([]string, len(sorts))
	for i, sort := range sorts {
		names[i] = sort.String()
	}
	return names
}
