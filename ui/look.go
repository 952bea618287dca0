package ui

import (
	"strconv"
	"strings"

	"roster/data/field"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/safetext"
)

// look is what every view needs to draw: the theme, the signs, and whether
// secret names are shown. The app owns the one look; views point to it.
type look struct {
	fields   []field.Field // of memberships, for which the lists have columns
	theme    theme
	glyphs   glyphs
	ascii    bool
	still    bool // what another program changed has a sign, and does not flash
	revealed bool
	coverage int64 // a team with fewer active members is flagged
}

// clean makes text from the database safe for the screen. This is the one place
// where it enters.
func (l *look) clean(text string) string {
	text = safetext.Line(text)
	if l.ascii {
		return safetext.ASCII(text)
	}
	return text
}

// badge returns the sign and the word of a membership.
func (l *look) badge(isTraining bool) cell {
	if isTraining {
		return cell{l.glyphs.badge(isTraining), training}
	}
	return cell{l.glyphs.badge(isTraining), active}
}

// sign returns the sign of a membership alone, where there is a legend.
func (l *look) sign(isTraining bool) cell {
	if isTraining {
		return cell{l.glyphs.training, training}
	}
	return cell{l.glyphs.active, active}
}

// flash returns on which surface stands what another program has just changed, and
// otherwise would stand on this one.
func (l *look) flash(s surface) surface {
	if l.still {
		return s
	}
	return flashed
}

// secret returns a secret name, or what stands for it: always the same, so that
// not even its length shows.
func (l *look) secret(name string) string {
	if l.revealed {
		return l.clean(name)
	}
	return l.glyphs.secret
}

// title joins parts with a dot between them, empty ones left out.
func (l *look) title(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " "+l.glyphs.dot+" ")
}

// named returns a row's name, or its kind and id where it has none.
func (l *look) named(name, kind string, id int64) string {
	if strings.TrimSpace(name) == "" {
		return kind + " " + strconv.FormatInt(id, 10)
	}
	return l.clean(name)
}

// number returns n with a comma between thousands.
func number(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// short returns n in at most four cells: 999, 1.2k, 12k.
func short(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10)
	case n < 10_000:
		return strconv.FormatFloat(float64(n/100)/10, 'f', 1, 64) + "k"
	}
	return number(n/1000) + "k"
}

// plural returns "1 team" or "5 teams".
func plural(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "o") || strings.HasSuffix(one, "x") {
		return number(n) + " " + one + "es"
	}
	return number(n) + " " + one + "s"
}

// asked describes what a list was asked for beside what it is by itself: filter,
// status and sort.
func (l *look) asked(q query.Query, base query.Status) string {
	filter := ""
	if len(q.Filter) > 0 {
		filter = "/" + l.clean(strings.Join(q.Filter, " "))
	}
	status := ""
	if q.Status != base {
		status = statusWord(q)
	}
	return l.title(filter, status, sortWord(q))
}

// statusWord names what a list shows by status.
func statusWord(q query.Query) string {
	switch q.Status {
	case query.OnlyTraining:
		return "training"
	case query.OnlyActive:
		return "active"
	case query.Unassigned:
		if q.List == query.Teams {
			return "with nobody"
		}
		return "on no team"
	}
	if q.List == query.Teams {
		return "all teams"
	}
	return "training and active"
}

// sortWord names a sort, unless it is the list's own.
func sortWord(q query.Query) string {
	word := map[query.Sort]string{query.ByName: "by name", query.ByID: "by id", query.ByAge: "by age", query.ByStatus: "by status"}[q.Sort]
	switch {
	case q.Desc:
		return word + ", reversed"
	case q.Sort == query.ByName:
		return ""
	}
	return word
}

// amount returns how many rows of a list are marked, and how many of those were not seen
// since it is filtered so; where none are, how many there are, once that is known.
func (l *look) amount(total int64, p pane) string {
	switch marked, unseen := int64(p.marked()), int64(p.unseen()); {
	case unseen > 0:
		return number(marked) + " marked, " + number(unseen) + " unseen"
	case marked > 0:
		return number(marked) + " marked"
	case total == notCounted:
		return "not counted"
	case total < 0:
		return ""
	}
	return number(total)
}

// tally returns "1 active · 2 training".
func (l *look) tally(t model.Tally) string {
	return l.title(number(t.Active)+" active", number(t.Training)+" training")
}

// legend explains the signs that stand without their words.
func (l *look) legend() string {
	return l.glyphs.active + " active  " + l.glyphs.training + " training"
}

// otherTeams lists a member's further teams, and how many are not named.
func (l *look) otherTeams(o query.OtherTeams) string {
	names := make([]string, len(o.Teams))
	for i, name := range o.Teams {
		names[i] = l.named(name, "a team", 0)
	}
	text := strings.Join(names, ", ")
	if more := o.Total - int64(len(o.Teams)); more > 0 {
		text += " and " + number(more) + " more"
	}
	return text
}
