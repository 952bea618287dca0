package report

import (
	"html/template"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"roster/data/model"
	"roster/internal/safetext"
)

// What a page has room for: a matrix with more columns is cut into several tables.
const teamsAcross = 10

// Page writes the roster as a web page: one file that asks for no other. If matrixOnly is
// set, it has nothing but the matrix. An error of w's is returned.
func (r *Roster) Page(w io.Writer, matrixOnly bool) error {
	page, err := template.New("page").Funcs(template.FuncMap{"line": safetext.Line, "say": r.Words.Say}).Parse(pageText)
	if err != nil {
		return err
	}
	return page.Execute(w, pageOf(r, matrixOnly))
}

// page is what the template draws.
type page struct {
	*Roster
	MatrixOnly   bool
	Free         []*Hero
	MemberFields []string
	Active       int64
	Uncovered    int
}

// ShowsActive reports whether the page is of actives too.
func (p page) ShowsActive() bool { return !p.Chosen.Training }

// Short reports whether to flag a team.
func (p page) Short(t *Team) bool {
	return p.Flags(t)
}

// ByStanding returns the members of a team, those who are active first.
func (p page) ByStanding(t *Team) []Member {
	return append(t.standing(model.Active), t.standing(model.Training)...)
}

// grid is some of the columns of the matrix.
type grid struct {
	Part, Parts int
	Teams       []*Team
	Rows        []gridRow
}

type gridRow struct {
	*Hero
	Cells []model.Standing
}

func pageOf(r *Roster, matrixOnly bool) page {
	p := page{Roster: r, MatrixOnly: matrixOnly, Free: r.Free(), MemberFields: slices.Concat(r.Fields[model.HeroTable], r.Fields[model.LinkTable])}
	for _, t := range r.Teams {
		p.Active += t.Tally.Active
		if p.Short(t) {
			p.Uncovered++
		}
	}
	return p
}

// ShowsMatrix reports whether the page has the matrix, which a large roster leaves out.
func (p page) ShowsMatrix() bool { return len(p.Teams) > 0 && (p.MatrixOnly || p.MatrixFits()) }

// Grids returns the parts of the matrix, one after the other: all of them would take much
// memory.
func (p page) Grids() iter.Seq[grid] {
	return func(yield func(grid) bool) {
		parts := (len(p.Teams) + teamsAcross - 1) / teamsAcross
		for part := range parts {
			if !yield(p.grid(part, parts)) {
				return
			}
		}
	}
}

// grid returns a part of the matrix with the heroes who are in it. One that is whole has
// all heroes.
func (p page) grid(part, parts int) grid {
	from, to := part*teamsAcross, min(len(p.Teams), (part+1)*teamsAcross)
	g := grid{Part: part + 1, Parts: parts, Teams: p.Teams[from:to]}
	if parts == 1 {
		for _, h := range p.Heroes {
			g.Rows = append(g.Rows, gridRow{h, p.Standings(h)})
		}
		return g
	}
	rows := map[*Hero]gridRow{}
	for i, t := range g.Teams {
		for _, m := range t.Members {
			if rows[m.Hero].Hero == nil {
				rows[m.Hero] = gridRow{m.Hero, make([]model.Standing, len(g.Teams))}
			}
			rows[m.Hero].Cells[i] = m.Standing
		}
	}
	g.Rows = slices.SortedFunc(maps.Values(rows), func(a, b gridRow) int { return byName(a.Hero, b.Hero) })
	return g
}

// InTraining returns the members who are in training.
func (t *Team) InTraining() []Member { return t.standing(model.Training) }

func (t *Team) standing(standing model.Standing) []Member {
	var members []Member
	for _, m := range t.Members {
		if m.Standing == standing {
			members = append(members, m)
		}
	}
	return members
}

// Years returns a hero's age, or a dash.
func (h *Hero) Years() string {
	if text := strings.TrimSpace(safetext.Line(h.Age.Text)); h.Age.Set && text != "" {
		return text
	}
	return "–"
}
