package cli

import (
	"context"

	"github.com/spf13/cobra"

	"roster/data/model"
	"roster/data/query"
)

// lists are what list can print, the first being what it prints unasked.
func lists() []string { return []string{"teams", "heroes", "training"} }

// newList returns the command that prints the teams, the heroes or the trainees.
func newList(s *shell) *cobra.Command {
	var v view
	cmd := &cobra.Command{
		Use:   "list [teams|heroes|training]",
		Short: "Print the teams, the heroes, or everyone in training",
		Long: `list prints the teams, the heroes, or everyone in training, sorted by name. A table
cuts off what is longer than 40 characters; JSON and CSV don't. Secret names are
left out, unless you use --reveal.`,
		Example: `  roster list
  roster list heroes --format csv > heroes.csv

  # The names of everyone in training
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
			if err := oneOf("roster list prints", args[0], lists()); err != nil {
				return err
			}
			if err := v.check(); err != nil {
				return err
			}
			return s.session(cmd, exist, func(ctx context.Context, w *session) error {
				switch args[0] {
				case "teams":
					return w.listTeams(ctx, v)
				case "heroes":
					return w.listHeroes(ctx, v)
				}
				return w.listTraining(ctx, v)
			})
		}),
	}
	s.viewFlags(cmd, &v)
	return cmd
}

// listTeams prints the teams, each with its tally.
func (w *session) listTeams(ctx context.Context, v view) error {
	columns := []column{{"id", "ID", true}, {"name", "Team", false}, {"headquarters", "Headquarters", false}, {"active", "Active", true}, {"training", "Training", true}}
	return w.print(v.format, sheet{columns: columns}, func(row func(...cell) error) error {
		return w.Reader().EachTeam(ctx, query.Query{List: query.Teams}, func(t model.Team, n model.Tally) error {
			return row(whole(t.ID), words(t.Name), words(t.Headquarters), whole(n.Active), whole(n.Training))
		})
	})
}

// listHeroes prints the heroes, each with the tally of their memberships.
func (w *session) listHeroes(ctx context.Context, v view) error {
	columns := append(v.heroColumns("id", "name"), column{"active", "Active", true}, column{"training", "Training", true})
	return w.print(v.format, sheet{columns: columns}, func(row func(...cell) error) error {
		return w.Reader().EachHero(ctx, query.Query{List: query.Heroes}, func(h model.Hero, n model.Tally) error {
			return row(append(v.heroCells(h), whole(n.Active), whole(n.Training))...)
		})
	})
}

// listTraining prints who is in training in which team.
func (w *session) listTraining(ctx context.Context, v view) error {
	columns := append([]column{{"team_id", "Team ID", true}, {"team", "Team", false}}, v.heroColumns("hero_id", "hero")...)
	return w.print(v.format, sheet{columns: columns}, func(row func(...cell) error) error {
		return w.Reader().EachTrainee(ctx, func(m query.Trainee) error {
			return row(append([]cell{whole(m.Team.ID), words(m.Team.Name)}, v.heroCells(m.Hero)...)...)
		})
	})
}

// heroColumns are the columns of a hero.
func (v view) heroColumns(id, name string) []column {
	columns := []column{{id, "ID", true}, {name, "Hero", false}}
	if v.reveal {
		columns = append(columns, column{"secret_name", "Secret name", false})
	}
	return append(columns, column{"age", "Age", true})
}

func (v view) heroCells(h model.Hero) []cell {
	cells := []cell{whole(h.ID), words(h.Name)}
	if v.reveal {
		cells = append(cells, words(h.SecretName))
	}
	return append(cells, years(h.Age))
}
