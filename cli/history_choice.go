package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"roster/cli/usage"
	"roster/data/query"
)

// historyChoice are the values of the flags that select changes.
type historyChoice struct {
	about, by []string
	others    bool
	since     string
}

// historyFlags returns the flags that select changes.
func historyFlags() []string { return []string{"about", "by", "others", "since"} }

func (c *historyChoice) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&c.about, "about", nil, "only changes about the hero or team with this NAME (repeatable)")
	cmd.Flags().StringArrayVar(&c.by, "by", nil, "only changes by this USER (repeatable)")
	cmd.Flags().BoolVar(&c.others, "others", false, "only changes by other users")
	cmd.Flags().StringVar(&c.since, "since", "", "only changes since this DAY, such as 2026-11-23, today, yesterday or monday")
}

// query returns the query for the selected changes.
func (c *historyChoice) query(now time.Time) (query.Query, error) {
	about, by := strings.Join(c.about, " "), strings.Join(c.by, " ")
	q := query.Query{List: query.History, Filter: query.Terms(about), By: query.Terms(by)}
	if c.others {
		q.Status = query.ByOthers
	}
	if c.since == "" {
		return q, nil
	}
	var err error
	q.Since, err = parseDay(c.since, now)
	return q, err
}

// parseDay returns the start of the named day. A weekday means its most recent occurrence,
// including today.
func parseDay(text string, now time.Time) (time.Time, error) {
	day := func(back int) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()-back, 0, 0, 0, 0, now.Location())
	}
	switch word := strings.ToLower(text); word {
	case "today":
		return day(0), nil
	case "yesterday":
		return day(1), nil
	default:
		for back := range 7 {
			if name := strings.ToLower(day(back).Weekday().String()); word == name || word == name[:3] {
				return day(back), nil
			}
		}
	}
	at, err := time.ParseInLocation(time.DateOnly, text, now.Location())
	if err != nil {
		return at, usage.Errorf("--since must be a day such as 2026-11-23, today, yesterday or monday, not %q", text)
	}
	return at, nil
}
