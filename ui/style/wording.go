package style

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/safetext"
	"roster/ui/keymap"
)

// NothingDone returns the message that nothing had to be done.
func (st *Style) NothingDone(p intent.Plan) string {
	switch p.Skipped {
	case 0:
		return "There is nothing to do."
	case 1:
		return st.Clean(p.Already[0]) + "."
	}
	return "Nothing to do: " + st.Unchanged(p) + "."
}

// Unchanged returns how many rows of a plan stay as they are, and how: whoever is to join a
// team as active may be in training there.
func (st *Style) Unchanged(p intent.Plan) string {
	rows := Plural(int64(p.Skipped), "row")
	standing := map[model.Standing]int64{}
	for _, link := range p.Links {
		standing[link.Standing]++
	}
	active, training := standing[model.Active], standing[model.Training]
	switch {
	case len(p.Gone) == p.Skipped, standing[model.Absent] > 0:
		return rows + " already gone"
	case active > 0 && training > 0:
		return rows + " unchanged: " + st.Say(Number(active)+" active, "+Number(training)+" in training")
	case active > 0:
		return rows + st.Say(" already active")
	case training > 0:
		return rows + st.Say(" already in training")
	}
	return rows + " unchanged"
}

// shortestName is to how many cells a name is cut at most.
const shortestName = 12

// ShortenNames returns a label with its long names cut until it fits the width, or until
// they can't be cut further: what was done must not be lost for the sake of a name.
func (st *Style) ShortenNames(label string, names []model.Name, width int) string {
	var long []string
	for _, n := range names {
		if name := st.Clean(n.Name); safetext.Width(name) > shortestName && strings.Contains(label, name) {
			long = append(long, name)
		}
	}
	short := label
	for most := width; most >= shortestName && safetext.Width(short) > width; most-- {
		short = label
		for _, name := range long {
			short = strings.ReplaceAll(short, name, safetext.Cut(name, most))
		}
	}
	return short
}

// PlainKeys spells out the arrows if the terminal may not have them.
func (st *Style) PlainKeys(keys string) string {
	if !st.ASCII {
		return keys
	}
	return strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right").Replace(keys)
}

// Key returns the first key of an action, as messages name it.
func (st *Style) Key(a keymap.Action) string { return st.PlainKeys(st.Keys.Key(a)) }

// KindAndNames returns the kind and the names of rows to be deleted.
func (st *Style) KindAndNames(names []model.Name) string {
	if len(names) == 1 {
		return "the " + st.Say(names[0].Table) + " " + st.Names(names)
	}
	return st.Names(names)
}

// Names names rows: the one, or how many.
func (st *Style) Names(names []model.Name) string {
	if len(names) == 1 {
		return st.Name(names[0].Name, names[0].Table, names[0].ID)
	}
	return st.Say(Plural(int64(len(names)), names[0].Table))
}

// Membership names a membership for a title.
func (st *Style) Membership(m model.MembershipRef) string {
	return st.Name(m.Hero, "hero", m.HeroID) + " in " + st.Name(m.Team, "team", m.TeamID)
}

// FormTitle names what a form is for, and with whom.
func (st *Style) FormTitle(what string, with []model.Name, standing model.Standing) string {
	switch {
	case len(with) == 0:
		return what
	case with[0].Table == model.TeamTable:
		return what + ", " + st.Words.Standing(standing) + " in " + st.Names(with)
	}
	return what + ", with " + st.Names(with) + " " + st.Words.Standing(standing)
}

// Join joins parts with a dot between them, empty ones left out.
func (st *Style) Join(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " "+st.Glyphs.Dot+" ")
}

// ID returns an id as it is shown beside a name.
func (st *Style) ID(id model.ID) string { return "id:" + st.Clean(id.String()) }

// ShortID returns an id for a column: of a long one, such as a UUID, the end, which differs most.
func (st *Style) ShortID(id model.ID) string {
	const longest, end = 20, 6 // numbers are never cut
	text := []rune(st.Clean(id.String()))
	if len(text) <= longest {
		return "id:" + string(text)
	}
	return "id:" + st.Clean("…") + string(text[len(text)-end:])
}

// Name returns a row's name, or its kind and id if it has none.
func (st *Style) Name(name, kind string, id model.ID) string {
	switch {
	case strings.TrimSpace(name) != "":
		return st.Clean(name)
	case id.IsZero():
		return st.Say(kind)
	}
	return st.Say(kind) + " " + st.Clean(id.String())
}

// Describe describes what a list was asked for beside what it is by itself: filter,
// status and sort.
func (st *Style) Describe(q query.Query, base query.StatusFilter) string {
	filter := ""
	if len(q.Filter) > 0 {
		filter = "/" + st.Clean(strings.Join(q.Filter, " "))
	}
	status := ""
	if q.Status != base {
		status = st.Say(statusWord(q))
	}
	return st.Join(filter, status, st.sortWord(q))
}

// Tally returns "1 active · 2 training", or that a team is understaffed.
func (st *Style) Tally(t model.Tally) string {
	if t.Lacking() > 0 {
		return st.Join(UnderstaffedSign+st.Say(Number(t.Active)+" of "+Number(t.Minimum)+" active"), st.Say(Number(t.Training)+" training"))
	}
	return st.Join(st.Say(Number(t.Active)+" active"), st.Say(Number(t.Training)+" training"))
}

// UnderstaffedSign is the sign of a team that has fewer active members than its minimum.
const UnderstaffedSign = "!"

// TeamsOf lists the teams of a hero, or returns the message that there are none. The names are
// as they are stored.
func (st *Style) TeamsOf(o query.OtherTeams) string {
	if o.Total == 0 {
		return st.Say("on no team")
	}
	text := strings.Join(o.Teams, ", ")
	if more := o.Total - int64(len(o.Teams)); more > 0 {
		text += " and " + Number(more) + " more"
	}
	return text
}

// OtherTeams lists a member's further teams, and how many are not named.
func (st *Style) OtherTeams(o query.OtherTeams) string {
	names := make([]string, len(o.Teams))
	for i, name := range o.Teams {
		names[i] = st.Name(name, "a team", model.ID{})
	}
	text := strings.Join(names, ", ")
	if more := o.Total - int64(len(o.Teams)); more > 0 {
		text += " and " + Number(more) + " more"
	}
	return text
}

// Legend explains the signs that appear without their words.
func (st *Style) Legend() string {
	return st.Glyphs.Active + st.Say(" active  ") + st.Glyphs.Training + st.Say(" training")
}

// Number returns n with a comma between thousands.
func Number(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// ShortNumber returns n in at most four cells: 999, 1.2k, 12k.
func ShortNumber(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10)
	case n < 10_000:
		return strconv.FormatFloat(float64(n/100)/10, 'f', 1, 64) + "k"
	}
	return Number(n/1000) + "k"
}

// Plural returns "1 team" or "5 teams".
func Plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "o") || strings.HasSuffix(one, "x") {
		return Number(n) + " " + one + "es"
	}
	return Number(n) + " " + one + "s"
}

// statusWord names what a list shows by status.
func statusWord(q query.Query) string {
	switch q.Status {
	case query.OnlyTraining:
		return "training"
	case query.OnlyActive:
		return "active"
	case query.ByOthers:
		return "by others"
	case query.Unassigned:
		if q.List == query.Teams {
			return "with no one"
		}
		return "on no team"
	case query.Understaffed:
		return "below their minimum"
	}
	if q.List == query.Teams {
		return "all teams"
	}
	return "training and active"
}

// sortWord names a sort, unless it is the list's own.
func (st *Style) sortWord(q query.Query) string {
	word := "by " + st.sortName(q)
	switch {
	case q.Desc:
		return word + ", reversed"
	case q.Sort == query.ByName:
		return ""
	}
	return word
}

// sortName names what a list is sorted by.
func (st *Style) sortName(q query.Query) string {
	switch q.Sort {
	case query.ByField:
		return st.Clean(q.Field)
	case query.ByHeroField:
		return st.HeroField(q.Field)
	}
	return st.Say(q.Sort.String())
}

// Actors names those who made changes: by the names of their accounts, where these tell
// them apart.
func (st *Style) Actors(actors []string) string {
	names := make([]string, len(actors))
	for i, actor := range actors {
		names[i] = st.Actor(actor)
	}
	if slices.Sort(names); len(slices.Compact(slices.Clone(names))) < len(actors) {
		for i, actor := range actors {
			names[i] = st.Clean(actor)
		}
	}
	switch n := len(names); n {
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	default:
		return Number(int64(n)) + " people"
	}
}

// Actor names who made a change by the account: the history has user@host. On a server it
// has role (user@host), and the role is named too, unless it has the name of the account.
func (st *Style) Actor(actor string) string {
	role, rest, isRole := strings.Cut(actor, " (")
	if !isRole {
		rest = actor
	}
	user, _, _ := strings.Cut(rest, "@")
	if isRole && role != user {
		return st.Clean(role + " (" + user + ")")
	}
	return st.Clean(cmp.Or(user, actor))
}

// DayOf returns when something was, as a sentence has it that is read now.
func DayOf(at, now time.Time) string {
	at, now = at.In(time.Local), now.In(time.Local)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.Local)
	switch {
	case !at.Before(midnight):
		return at.Format("15:04")
	case !at.Before(midnight.AddDate(0, 0, -1)):
		return "yesterday"
	case !at.Before(midnight.AddDate(0, 0, -6)):
		return at.Format("Monday")
	}
	return at.Format(time.DateOnly)
}

// ShortTime returns a time as a narrow column shows it, without the year.
func ShortTime(at time.Time) string {
	if at.IsZero() {
		return "unknown"
	}
	return at.In(time.Local).Format("Jan _2 15:04")
}

// LocalTime returns a time as the history shows it.
func LocalTime(at time.Time) string {
	if at.IsZero() {
		return "unknown"
	}
	return at.In(time.Local).Format("2006-01-02 15:04")
}
