package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/data/model"
	"roster/data/query"
)

const (
	maxCandidates  = 10 // the maximum number of rows of the same name that are listed
	maxSuggestions = 3  // the maximum number of similar names that are listed
)

// unknownName is the error of a hero or a team on the command line that does not
// exist.
type unknownName struct{ error }

// rowKind is how rows of one table are found by what the command line calls them.
type rowKind[R any] struct {
	word  string
	many  string                                                           // the word for several
	named func(ctx context.Context, name string, each func(R) error) error // of exactly this name
	alike func(ctx context.Context, name string, each func(R) error) error // of this name but for case, accents, spacing and the order of words
	close func(ctx context.Context, name string, each func(R) error) error // of this name, or nearly
	byID  func(ctx context.Context, id model.ID) (R, bool, error)
	like  func(ctx context.Context, terms []string) ([]R, error)
	name  func(R) model.Name
	note  func(format string, args ...any)
	about func(ctx context.Context, rows []R) ([]string, error) // what distinguishes rows of one name, without secrets
}

// teams is how teams are found.
func (w *session) teams() rowKind[model.Team] {
	return rowKind[model.Team]{
		word: w.Words().Say("team"), many: w.Words().Say("teams"), named: w.Reader().TeamsNamed, alike: w.Reader().TeamsAlike, close: w.Reader().TeamsClose, note: w.note, byID: w.Reader().Team,
		like: func(ctx context.Context, terms []string) ([]model.Team, error) {
			p, err := w.Reader().Teams(ctx, query.Query{List: query.Teams, Filter: terms}, query.Seek{Limit: maxSuggestions})
			return p.Rows, err
		},
		name: func(t model.Team) model.Name { return model.Name{Table: model.TeamTable, ID: t.ID, Name: t.Name} },
		about: func(_ context.Context, teams []model.Team) ([]string, error) {
			about := make([]string, len(teams))
			for i, t := range teams {
				about[i] = aboutTeam(t)
			}
			return about, nil
		},
	}
}

// aboutTeam distinguishes a team by its headquarters.
func aboutTeam(t model.Team) string {
	if t.Headquarters == "" {
		return "no headquarters"
	}
	return "at " + t.Headquarters
}

// heroes is how heroes are found.
func (w *session) heroes() rowKind[model.Hero] {
	return rowKind[model.Hero]{
		word: w.Words().Say("hero"), many: w.Words().Say("heroes"), named: w.Reader().HeroesNamed, alike: w.Reader().HeroesAlike, close: w.Reader().HeroesClose, note: w.note, byID: w.Reader().Hero,
		like: func(ctx context.Context, terms []string) ([]model.Hero, error) {
			p, err := w.Reader().Heroes(ctx, query.Query{List: query.Heroes, Filter: terms}, query.Seek{Limit: maxSuggestions})
			return p.Rows, err
		},
		name:  func(h model.Hero) model.Name { return model.Name{Table: model.HeroTable, ID: h.ID, Name: h.Name} },
		about: w.aboutHeroes,
	}
}

// aboutHeroes distinguishes heroes by age and teams.
func (w *session) aboutHeroes(ctx context.Context, heroes []model.Hero) ([]string, error) {
	ids := make([]model.ID, len(heroes))
	for i, h := range heroes {
		ids[i] = h.ID
	}
	teams, err := w.Reader().OtherTeams(ctx, ids, model.ID{})
	about := make([]string, len(heroes))
	for i, h := range heroes {
		about[i] = "no age"
		if h.Age.Set {
			about[i] = "age " + h.Age.Text
		}
		switch on := teams[h.ID]; {
		case on.Total == 0:
			about[i] += w.Words().Say(", on no team")
		case on.Total > int64(len(on.Teams)):
			about[i] += fmt.Sprintf(", on %s and %d more", strings.Join(on.Teams, ", "), on.Total-int64(len(on.Teams)))
		default:
			about[i] += ", on " + strings.Join(on.Teams, ", ")
		}
	}
	return about, err
}

// one returns the row that said means. The error is [unknownName] if there is none; if there
// are several, it lists how they differ.
func (k rowKind[R]) one(ctx context.Context, said string) (R, error) {
	rows, count, err := k.fitting(ctx, said)
	if err != nil {
		return *new(R), err
	}
	return k.only(ctx, said, rows, count)
}

// only returns the one of these rows, which is an error unless it is one.
func (k rowKind[R]) only(ctx context.Context, said string, rows []R, count int) (R, error) {
	switch count {
	case 0:
		suggestions, err := k.suggest(ctx, said)
		if err == nil {
			err = missingName(k.word, said, suggestions)
		}
		return *new(R), err
	case 1:
		if name := k.name(rows[0]); name.Name != said && quoted(said) != said {
			k.note("Using %s (id:%v) for %s.", name.Name, name.ID, quoted(said))
		}
		return rows[0], nil
	}
	told, err := k.tell(ctx, rows)
	if err == nil {
		err = fmt.Errorf("%d %s are called %s: %s. Choose one by its id", count, k.many, quoted(said), listed(told, count))
	}
	return *new(R), err
}

// fitting returns the rows that said means, the first few, and how many there are. Names
// without their accents mean someone only if no one has the very name.
func (k rowKind[R]) fitting(ctx context.Context, said string) (rows []R, count int, err error) {
	id, byID, err := parseID(said)
	if err != nil {
		return nil, 0, err
	}
	if byID {
		row, there, err := k.byID(ctx, id)
		if err != nil || !there {
			return nil, 0, err
		}
		return []R{row}, 1, nil
	}
	for _, read := range []func(context.Context, string, func(R) error) error{k.named, k.alike} {
		err = read(ctx, said, func(row R) error {
			if count++; count <= maxCandidates {
				rows = append(rows, row)
			}
			return nil
		})
		if err != nil || count > 0 {
			break
		}
	}
	return rows, count, err
}

// tell returns each row's ID, and what distinguishes it: the name as well, if they differ.
func (k rowKind[R]) tell(ctx context.Context, rows []R) ([]string, error) {
	about, err := k.about(ctx, rows)
	differ := slices.ContainsFunc(rows, func(row R) bool { return k.name(row).Name != k.name(rows[0]).Name })
	for i, row := range rows {
		if differ {
			about[i] = k.name(row).Name + ", " + about[i]
		}
		about[i] = fmt.Sprintf("id:%v (%s)", k.name(row).ID, about[i])
	}
	return about, err
}

// missingName returns the error that no row has the name, with suggestions.
func missingName(what, said string, suggestions []string) error {
	sentence := "there is no " + what + " " + quoted(said)
	if id, ok := hashed(said); ok {
		return unknownName{fmt.Errorf("%s: for an id, use id:%d", sentence, id)}
	}
	if len(suggestions) > 0 {
		return unknownName{fmt.Errorf("%s: did you mean %s?", sentence, strings.Join(suggestions, " or "))}
	}
	return unknownName{errors.New(sentence)}
}

// suggest returns the first few names that have what was said in them, and those
// that they belong to.
func (k rowKind[R]) suggest(ctx context.Context, said string) ([]string, error) {
	terms := query.Terms(said)
	if _, byID, _ := parseID(said); byID || len(terms) == 0 {
		return nil, nil
	}
	rows, err := k.like(ctx, terms)
	suggestions := make([]string, len(rows))
	for i, row := range rows {
		suggestions[i] = fmt.Sprintf("“%s” (id:%v)", k.name(row).Name, k.name(row).ID)
	}
	return suggestions, err
}

// listed joins the candidates, and adds how many more there are.
func listed(told []string, count int) string {
	text := strings.Join(told, ", ")
	if more := count - len(told); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// called returns a name, or the id of who has none.
func called(name string, id model.ID) string {
	if strings.TrimSpace(name) == "" {
		return fmt.Sprintf("id:%v", id)
	}
	return name
}

// quoted returns a name in quotes, an id without.
func quoted(said string) string {
	if _, byID, _ := parseID(said); byID {
		return said
	}
	return "“" + said + "”"
}

// parseID reads id:ID, and reports whether that was said and no name.
func parseID(said string) (id model.ID, byID bool, err error) {
	text, byID := strings.CutPrefix(said, "id:")
	if id = model.ParseID(text); byID && id.IsZero() {
		err = usageError{errors.New(strconv.Quote(said) + " is not an id: type what roster list shows, as in id:1")}
	}
	return id, byID, err
}

// hashed reads #N, which is how others write an id, and a comment to a shell.
func hashed(said string) (id int64, ok bool) {
	digits, ok := strings.CutPrefix(said, "#")
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, ok && err == nil
}

// namesakes are the rows of one name.
type namesakes struct {
	ids   []string // as id:N, the first few
	count int      // how many there are
	twin  string   // the one that is the same in everything, or ""
	close []string // those of nearly this name, the first few, with their ids
}

// namesakes returns the rows of this name, and of nearly this name if there are none.
func (k rowKind[R]) namesakes(ctx context.Context, name string, same func(R) bool) (namesakes, error) {
	var others namesakes
	err := k.named(ctx, name, func(row R) error {
		id := fmt.Sprintf("id:%v", k.name(row).ID)
		if others.count++; others.count <= maxCandidates {
			others.ids = append(others.ids, id)
		}
		if others.twin == "" && same(row) {
			others.twin = id
		}
		return nil
	})
	if err != nil || others.count > 0 {
		return others, err
	}
	err = k.close(ctx, name, func(row R) error {
		if len(others.close) < maxCandidates {
			others.close = append(others.close, fmt.Sprintf("%s, id:%v", k.name(row).Name, k.name(row).ID))
		}
		return nil
	})
	return others, err
}
