// Package find finds the teams and heroes that the command line names: by their exact name, by a
// name that is the same but for case, accents and spacing, or by id.
package find

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/cli/usage"
	"roster/data"
	"roster/data/model"
	"roster/data/query"
)

const (
	maxCandidates  = 10 // the maximum number of rows of the same name that are listed
	maxSuggestions = 3  // the maximum number of similar names that are listed
)

// Unknown is the error of a hero or a team on the command line that does not
// exist.
type Unknown struct{ error }

// Kind is how rows of one table are found by what the command line calls them.
type Kind[R any] struct {
	Word  string
	many  string                                                           // the word for several
	named func(ctx context.Context, name string, each func(R) error) error // of exactly this name
	alike func(ctx context.Context, name string, each func(R) error) error // but for case, accents, spacing and the order of words
	close func(ctx context.Context, name string, each func(R) error) error // of this name, or nearly
	byID  func(ctx context.Context, id model.ID) (R, bool, error)
	like  func(ctx context.Context, terms []string) ([]R, error)
	Name  func(R) model.Name
	note  func(format string, args ...any)
	about func(ctx context.Context, rows []R) ([]string, error) // what distinguishes rows of one name, without secrets
}

// Teams returns how teams are found. note prints what a name was taken as.
func Teams(s *data.Store, note func(format string, args ...any)) Kind[model.Team] {
	r := s.Reader()
	return Kind[model.Team]{
		Word: s.Words().Say("team"), many: s.Words().Say("teams"), note: note, byID: r.Team,
		named: r.TeamsNamed, alike: r.TeamsAlike, close: r.TeamsClose,
		like: func(ctx context.Context, terms []string) ([]model.Team, error) {
			p, err := r.Teams(ctx, query.Query{List: query.Teams, Filter: terms}, query.Seek{Limit: maxSuggestions})
			return p.Rows, err
		},
		Name: func(t model.Team) model.Name { return model.Name{Table: model.TeamTable, ID: t.ID, Name: t.Name} },
		about: func(_ context.Context, teams []model.Team) ([]string, error) {
			about := make([]string, len(teams))
			for i, t := range teams {
				about[i] = AboutTeam(t)
			}
			return about, nil
		},
	}
}

// AboutTeam distinguishes a team by its headquarters.
func AboutTeam(t model.Team) string {
	if t.Headquarters == "" {
		return "no headquarters"
	}
	return "at " + t.Headquarters
}

// Heroes returns how heroes are found. note prints what a name was taken as.
func Heroes(s *data.Store, note func(format string, args ...any)) Kind[model.Hero] {
	r := s.Reader()
	return Kind[model.Hero]{
		Word: s.Words().Say("hero"), many: s.Words().Say("heroes"), note: note, byID: r.Hero,
		named: r.HeroesNamed, alike: r.HeroesAlike, close: r.HeroesClose,
		like: func(ctx context.Context, terms []string) ([]model.Hero, error) {
			p, err := r.Heroes(ctx, query.Query{List: query.Heroes, Filter: terms}, query.Seek{Limit: maxSuggestions})
			return p.Rows, err
		},
		Name: func(h model.Hero) model.Name { return model.Name{Table: model.HeroTable, ID: h.ID, Name: h.Name} },
		about: func(ctx context.Context, heroes []model.Hero) ([]string, error) {
			return aboutHeroes(ctx, s, heroes)
		},
	}
}

// aboutHeroes distinguishes heroes by age and teams.
func aboutHeroes(ctx context.Context, s *data.Store, heroes []model.Hero) ([]string, error) {
	ids := make([]model.ID, len(heroes))
	for i, h := range heroes {
		ids[i] = h.ID
	}
	teams, err := s.Reader().OtherTeams(ctx, ids, model.ID{})
	about := make([]string, len(heroes))
	for i, h := range heroes {
		about[i] = "no age"
		if h.Age.Set {
			about[i] = "age " + h.Age.Text
		}
		switch on := teams[h.ID]; {
		case on.Total == 0:
			about[i] += s.Words().Say(", on no team")
		case on.Total > int64(len(on.Teams)):
			about[i] += fmt.Sprintf(", on %s and %d more", strings.Join(on.Teams, ", "), on.Total-int64(len(on.Teams)))
		default:
			about[i] += ", on " + strings.Join(on.Teams, ", ")
		}
	}
	return about, err
}

// One returns the row that said means. The error is [Unknown] if there is none; if there
// are several, it lists how they differ.
func (k Kind[R]) One(ctx context.Context, said string) (R, error) {
	rows, count, err := k.fitting(ctx, said)
	if err != nil {
		return *new(R), err
	}
	return k.only(ctx, said, rows, count)
}

// only returns the one of these rows, which is an error unless it is one.
func (k Kind[R]) only(ctx context.Context, said string, rows []R, count int) (R, error) {
	switch count {
	case 0:
		suggestions, err := k.suggest(ctx, said)
		if err == nil {
			err = missing(k.Word, said, suggestions)
		}
		return *new(R), err
	case 1:
		if name := k.Name(rows[0]); name.Name != said && Quoted(said) != said {
			k.note("Using %s (id:%v) for %s.", name.Name, name.ID, Quoted(said))
		}
		return rows[0], nil
	}
	told, err := k.list(ctx, rows, count)
	if err == nil {
		err = fmt.Errorf("%d %s are called %s: %s. Choose one by its id", count, k.many, Quoted(said), told)
	}
	return *new(R), err
}

// fitting returns the rows that said means, the first few, and how many there are. Names
// without their accents mean someone only if no one has the very name.
func (k Kind[R]) fitting(ctx context.Context, said string) (rows []R, count int, err error) {
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

// list joins what distinguishes the first rows, and adds how many more there are.
func (k Kind[R]) list(ctx context.Context, rows []R, count int) (string, error) {
	told, err := k.tell(ctx, rows)
	return Listed(told, count), err
}

// tell returns each row's ID, and what distinguishes it: the name as well, if they differ.
func (k Kind[R]) tell(ctx context.Context, rows []R) ([]string, error) {
	about, err := k.about(ctx, rows)
	differ := slices.ContainsFunc(rows, func(row R) bool { return k.Name(row).Name != k.Name(rows[0]).Name })
	for i, row := range rows {
		if differ {
			about[i] = k.Name(row).Name + ", " + about[i]
		}
		about[i] = fmt.Sprintf("id:%v (%s)", k.Name(row).ID, about[i])
	}
	return about, err
}

// missing returns the error that no row has the name, with suggestions.
func missing(what, said string, suggestions []string) error {
	sentence := "there is no " + what + " " + Quoted(said)
	if id, ok := hashed(said); ok {
		return Unknown{fmt.Errorf("%s: for an id, use id:%d", sentence, id)}
	}
	if len(suggestions) > 0 {
		return Unknown{fmt.Errorf("%s: did you mean %s?", sentence, strings.Join(suggestions, " or "))}
	}
	return Unknown{errors.New(sentence)}
}

// suggest returns the first few names that have what was said in them, and those
// that they belong to.
func (k Kind[R]) suggest(ctx context.Context, said string) ([]string, error) {
	terms := query.Terms(said)
	if _, byID, _ := parseID(said); byID || len(terms) == 0 {
		return nil, nil
	}
	rows, err := k.like(ctx, terms)
	suggestions := make([]string, len(rows))
	for i, row := range rows {
		suggestions[i] = fmt.Sprintf("“%s” (id:%v)", k.Name(row).Name, k.Name(row).ID)
	}
	return suggestions, err
}

// Listed joins the candidates, and adds how many more there are.
func Listed(told []string, count int) string {
	text := strings.Join(told, ", ")
	if more := count - len(told); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// Quoted returns a name in quotes, an id without.
func Quoted(said string) string {
	if _, byID, _ := parseID(said); byID {
		return said
	}
	return "“" + said + "”"
}

// parseID reads id:ID, and reports whether that was said and no name.
func parseID(said string) (id model.ID, byID bool, err error) {
	text, byID := strings.CutPrefix(said, "id:")
	if id = model.ParseID(text); byID && id.IsZero() {
		err = usage.Errorf("%q is not an id: type what roster list shows, as in id:1", said)
	}
	return id, byID, err
}

// hashed reads #N, which is how others write an id, and a comment to a shell.
func hashed(said string) (id int64, ok bool) {
	digits, ok := strings.CutPrefix(said, "#")
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, ok && err == nil
}
