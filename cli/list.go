package cli

import (
	"context"

	"github.com/spf13/cobra"

	"roster/data/model"
	"roster/data/query"
)

// lists are what list can print, the first being what it prints unasked.
func lists() []string { return []string{"teams", "heroes", "training"} }

// listNamed returns the list that a word means: "team" is "teams".
func listNamed(word string) string {
	switch word {
	case "team":
		return "teams"
	case "hero":
		return "heroes"
	case "trainee", "trainees":
		return "training"
	}
	return word
}

const listDescription = `list prints the teams, the heroes, or everyone in training, sorted by name. Tables cut
values after 40 characters; other formats don't. Secret names are left out unless you use
--reveal, and custom fields unless you use --fields.

The column Lacking says how many active members a team needs to reach its minimum: its
field minimum, or else the setting coverage. With --sort coverage, the teams that lack
most come first.`

// listFlags are what the flags of list say.
type listFlags struct {
	view
	team string
}

// newList returns the command that prints the teams, the heroes or the trainees.
func newList(s *commands) *cobra.Command {
	var f listFlags
	cmd := &cobra.Command{
		Use:   "list [teams|heroes|training]",
		Short: "Print the teams, the heroes, or everyone in training",
		Long:  listDescription,
		Example: `  roster list
  roster list heroes --sort age --reverse --format csv > heroes.csv
  roster list heroes --team Preventers --fields --format markdown

  # Print the names of everyone in training
  roster list training --format json | jq -r '.[].hero'`,
		GroupID:           groupLook,
		ValidArgsFunction: fixedArgs(lists()),
		Run: s.settled(func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = lists()[:1]
			}
			if err := checkArgs(cmd.CommandPath(), []string{"teams, heroes or training"}, args); err != nil {
				return err
			}
			args[0] = listNamed(args[0])
			if err := oneOf("roster list takes", args[0], lists()); err != nil {
				return err
			}
			if err := checkFormat(f.format); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error { return w.list(ctx, f, args[0]) })
		}),
	}
	s.viewFlags(cmd, &f.view, false, query.ByName, query.ByID, query.ByAge, query.ByTeam, query.ByActive, query.ByTraining, query.ByCoverage, query.ByHeadquarters)
	cmd.Flags().StringVar(&f.team, "team", "", "only this TEAM, its members, or its trainees")
	s.completeTeam(cmd)
	return cmd
}

// list prints teams, heroes or trainees, of one team if that is named.
func (w *session) list(ctx context.Context, f listFlags, what string) error {
	rows := map[string]query.List{"teams": query.Teams, "heroes": query.Heroes, "training": query.Trainees}[what]
	if f.team != "" && rows == query.Heroes {
		rows = query.Members
	}
	q, err := w.query(f.view, rows)
	if err != nil {
		return err
	}
	var team *model.Team
	if f.team != "" {
		one, err := w.teams().one(ctx, f.team)
		if err != nil {
			return err
		}
		team = &one
	}
	switch q.List {
	case query.Teams:
		return w.listTeams(ctx, f.view, q, team)
	case query.Heroes, query.Members:
		return w.listHeroes(ctx, f.view, q, team)
	}
	return w.listTraining(ctx, f.view, q, team)
}

// listTeams prints the teams, each with its tally; only one unless that is nil.
func (w *session) listTeams(ctx context.Context, v view, q query.Query, only *model.Team) error {
	columns := []outputColumn{{"id", "ID", true}, {"name", "Team", false}, {"headquarters", "Headquarters", false}, {"active", "Active", true}, {"training", "Training", true}, {"lacking", "Lacking", true}}
	return w.print(v.format, output{columns: append(columns, w.fieldColumns(model.TeamTable, v)...)}, func(row func(...cell) error) error {
		return inBatches(ctx, row, w.rowFields(model.TeamTable, v), func(add func(model.ID, ...cell) error) error {
			return w.Reader().EachTeam(ctx, q, func(t model.Team, n model.Tally) error {
				if only != nil && t.ID != only.ID {
					return nil
				}
				return add(t.ID, idCell(t.ID), textCell(t.Name), textCell(t.Headquarters), whole(n.Active), whole(n.Training), whole(n.Lacking()))
			})
		})
	})
}

// listHeroes prints the heroes, or the members of a team, each with the tally of their
// memberships.
func (w *session) listHeroes(ctx context.Context, v view, q query.Query, of *model.Team) error {
	columns := append(v.heroColumns("id", "name"), outputColumn{"active", "Active", true}, outputColumn{"training", "Training", true})
	fields := w.rowFields(model.HeroTable, v)
	return w.print(v.format, output{columns: append(columns, w.fieldColumns(model.HeroTable, v)...)}, func(row func(...cell) error) error {
		if of == nil {
			return inBatches(ctx, row, fields, func(add func(model.ID, ...cell) error) error {
				return w.Reader().EachHero(ctx, q, func(h model.Hero, n model.Tally) error {
					return add(h.ID, append(v.heroCells(h), whole(n.Active), whole(n.Training))...)
				})
			})
		}
		q.Of = of.ID
		return inBatches(ctx, row, w.heroTallies(fields), func(add func(model.ID, ...cell) error) error {
			return w.Reader().EachMember(ctx, q, func(m model.Member) error { return add(m.Hero.ID, v.heroCells(m.Hero)...) })
		})
	})
}

// heroTallies reads the tallies of heroes, which come before further cells.
func (w *session) heroTallies(further extraCells[model.ID]) extraCells[model.ID] {
	return extraCells[model.ID]{2 + further.n, func(ctx context.Context, ids []model.ID) (func(model.ID) []cell, error) {
		tallies, err := w.Reader().HeroTallies(ctx, ids)
		behind := func(model.ID) []cell { return nil }
		if err == nil && further.n > 0 {
			behind, err = further.read(ctx, ids)
		}
		return func(id model.ID) []cell {
			n := tallies[id]
			return append([]cell{whole(n.Active), whole(n.Training)}, behind(id)...)
		}, err
	}}
}

// listTraining prints who is in training in which team, or in one team.
func (w *session) listTraining(ctx context.Context, v view, q query.Query, in *model.Team) error {
	columns := append([]outputColumn{{"team_id", "Team ID", true}, {"team", "Team", false}}, v.heroColumns("hero_id", "hero")...)
	return w.print(v.format, output{columns: append(columns, w.fieldColumns("link", v)...)}, func(row func(...cell) error) error {
		return inBatches(ctx, row, w.linkFields(v), func(add func(model.LinkKey, ...cell) error) error {
			each := func(m query.Trainee) error {
				return add(model.LinkKey{TeamID: m.Team.ID, HeroID: m.Hero.ID}, append([]cell{idCell(m.Team.ID), textCell(m.Team.Name)}, v.heroCells(m.Hero)...)...)
			}
			if in == nil {
				return w.Reader().EachTrainee(ctx, q, each)
			}
			q.List, q.Of, q.Status = query.Members, in.ID, query.OnlyTraining
			return w.Reader().EachMember(ctx, q, func(m model.Member) error {
				return each(query.Trainee{Team: model.Name{Table: model.TeamTable, ID: in.ID, Name: in.Name}, Member: m})
			})
		})
	})
}

// heroColumns are the columns of a hero.
func (v view) heroColumns(id, name string) []outputColumn {
	columns := []outputColumn{{id, "ID", true}, {name, "Hero", false}}
	if v.reveal {
		columns = append(columns, outputColumn{"secret_name", "Secret name", false})
	}
	return append(columns, outputColumn{"age", "Age", true})
}

func (v view) heroCells(h model.Hero) []cell {
	cells := []cell{idCell(h.ID), textCell(h.Name)}
	if v.reveal {
		cells = append(cells, textCell(h.SecretName))
	}
	return append(cells, years(h.Age))
}
