// Package listing has the commands that print rows: list and show.
package listing

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"roster/cli/command"
	"roster/cli/complete"
	"roster/cli/output"
	"roster/cli/usage"
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

// NewList returns the command that prints the teams, the heroes or the trainees.
func NewList(s *command.Env) *cobra.Command {
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
		GroupID:           command.GroupLook,
		ValidArgsFunction: complete.Args(lists()),
		Run: s.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = lists()[:1]
			}
			if err := usage.Args(cmd.CommandPath(), []string{"teams, heroes or training"}, args); err != nil {
				return err
			}
			args[0] = listNamed(args[0])
			if err := usage.Value("roster list takes", args[0], lists()); err != nil {
				return err
			}
			if err := command.CheckFormat(f.format); err != nil {
				return err
			}
			return s.WithSession(cmd, command.Existing, func(ctx context.Context, w *command.Session) error {
				return listRows(ctx, w, f, args[0])
			})
		}),
	}
	viewFlags(s, cmd, &f.view, false, query.ByName, query.ByID, query.ByAge, query.ByTeam,
		query.ByActive, query.ByTraining, query.ByCoverage, query.ByHeadquarters)
	cmd.Flags().StringVar(&f.team, "team", "", "only this TEAM, its members, or its trainees")
	s.CompleteTeam(cmd)
	return cmd
}

// listRows prints teams, heroes or trainees, of one team if that is named.
func listRows(ctx context.Context, w *command.Session, f listFlags, what string) error {
	rows := map[string]query.List{"teams": query.Teams, "heroes": query.Heroes, "training": query.Trainees}[what]
	if f.team != "" && rows == query.Heroes {
		rows = query.Members
	}
	q, err := viewQuery(w, f.view, rows)
	if err != nil {
		return err
	}
	var team *model.Team
	if f.team != "" {
		one, err := w.Teams().One(ctx, f.team)
		if err != nil {
			return err
		}
		team = &one
	}
	switch q.List {
	case query.Teams:
		return listTeams(ctx, w, f.view, q, team)
	case query.Heroes, query.Members:
		return listHeroes(ctx, w, f.view, q, team)
	}
	return listTraining(ctx, w, f.view, q, team)
}

// listTeams prints the teams, each with its tally; only one unless that is nil.
func listTeams(ctx context.Context, w *command.Session, v view, q query.Query, only *model.Team) error {
	columns := []output.Column{
		w.Number("id", "ID"), w.Column("name", "Team"), w.Headquarters(),
		w.Number("active", "Active"), w.Number("training", "Training"), w.Number("lacking", "Lacking"),
	}
	sheet := output.Sheet{Columns: append(columns, fieldColumns(w, model.TeamTable, v)...)}
	fields := rowFields(w, model.TeamTable, v)
	return w.Print(v.format, sheet, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, fields, func(add func(model.ID, ...output.Cell) error) error {
			return w.Reader().EachTeam(ctx, q, func(t model.Team, n model.Tally) error {
				if only != nil && t.ID != only.ID {
					return nil
				}
				return add(t.ID, output.ID(t.ID), output.Text(t.Name), output.Text(t.Headquarters),
					output.Number(n.Active), output.Number(n.Training), output.Number(n.Lacking()))
			})
		})
	})
}

// listHeroes prints the heroes, or the members of a team, each with the tally of their
// memberships.
func listHeroes(ctx context.Context, w *command.Session, v view, q query.Query, of *model.Team) error {
	columns := append(heroColumns(w, v, "id", "name"), w.Number("active", "Active"), w.Number("training", "Training"))
	fields := rowFields(w, model.HeroTable, v)
	sheet := output.Sheet{Columns: append(columns, fieldColumns(w, model.HeroTable, v)...)}
	return w.Print(v.format, sheet, func(row func(...output.Cell) error) error {
		if of == nil {
			return output.InBatches(ctx, row, fields, func(add func(model.ID, ...output.Cell) error) error {
				return w.Reader().EachHero(ctx, q, func(h model.Hero, n model.Tally) error {
					return add(h.ID, append(v.heroCells(h), output.Number(n.Active), output.Number(n.Training))...)
				})
			})
		}
		q.Of = of.ID
		return output.InBatches(ctx, row, heroTallies(w, fields), func(add func(model.ID, ...output.Cell) error) error {
			return w.Reader().EachMember(ctx, q, func(m model.Member) error {
				return add(m.Hero.ID, v.heroCells(m.Hero)...)
			})
		})
	})
}

// heroTallies reads the tallies of heroes, which come before further cells.
func heroTallies(w *command.Session, further output.Extra[model.ID]) output.Extra[model.ID] {
	read := func(ctx context.Context, ids []model.ID) (func(model.ID) []output.Cell, error) {
		tallies, err := w.Reader().HeroTallies(ctx, ids)
		behind := func(model.ID) []output.Cell { return nil }
		if err == nil && further.N > 0 {
			behind, err = further.Read(ctx, ids)
		}
		return func(id model.ID) []output.Cell {
			n := tallies[id]
			return append([]output.Cell{output.Number(n.Active), output.Number(n.Training)}, behind(id)...)
		}, err
	}
	return output.Extra[model.ID]{N: 2 + further.N, Read: read}
}

// listTraining prints who is in training in which team, or in one team.
func listTraining(ctx context.Context, w *command.Session, v view, q query.Query, in *model.Team) error {
	team := []output.Column{w.Number("team_id", "Team ID"), w.Column("team", "Team")}
	sheet := output.Sheet{
		Columns: slices.Concat(team, heroColumns(w, v, "hero_id", "hero"), fieldColumns(w, model.LinkTable, v)),
	}
	return w.Print(v.format, sheet, func(row func(...output.Cell) error) error {
		return output.InBatches(ctx, row, linkFields(w, v), func(add func(model.LinkKey, ...output.Cell) error) error {
			each := func(m query.Trainee) error {
				cells := append([]output.Cell{output.ID(m.Team.ID), output.Text(m.Team.Name)}, v.heroCells(m.Hero)...)
				return add(model.LinkKey{TeamID: m.Team.ID, HeroID: m.Hero.ID}, cells...)
			}
			if in == nil {
				return w.Reader().EachTrainee(ctx, q, each)
			}
			q.List, q.Of, q.Status = query.Members, in.ID, query.OnlyTraining
			return w.Reader().EachMember(ctx, q, func(m model.Member) error {
				team := model.Name{Table: model.TeamTable, ID: in.ID, Name: in.Name}
				return each(query.Trainee{Team: team, Member: m})
			})
		})
	})
}

// heroColumns are the columns of a hero.
func heroColumns(w *command.Session, v view, id, name string) []output.Column {
	columns := []output.Column{w.Number(id, "ID"), w.Column(name, "Hero")}
	if v.reveal {
		columns = append(columns, w.SecretName())
	}
	return append(columns, w.Age())
}

func (v view) heroCells(h model.Hero) []output.Cell {
	cells := []output.Cell{output.ID(h.ID), output.Text(h.Name)}
	if v.reveal {
		cells = append(cells, output.Text(h.SecretName))
	}
	return append(cells, output.Age(h.Age))
}
