package handout

import (
	"html/template"
	"io"
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
	page, err := template.New("page").Funcs(template.FuncMap{"line": safetext.Line}).Parse(pageText)
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
	Grids        []grid
	MemberFields []string
	Active       int64
	Uncovered    int
}

// ShowsActive reports whether the page is of actives too.
func (p page) ShowsActive() bool { return !p.Chosen.Training }

// Short reports whether a team is to be flagged: only if all its members are on the page.
func (p page) Short(t *Team) bool {
	return !p.Covered(t) && !p.Chosen.Training && len(p.Chosen.Filter) == 0
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
	p := page{Roster: r, MatrixOnly: matrixOnly, Free: r.Free(), MemberFields: slices.Concat(r.Fields["hero"], r.Fields["heroteamlink"])}
	for _, t := range r.Teams {
		p.Active += t.Tally.Active
		if p.Short(t) {
			p.Uncovered++
		}
	}
	parts := (len(r.Teams) + teamsAcross - 1) / teamsAcross
	for part := range parts {
		p.Grids = append(p.Grids, p.grid(part, parts))
	}
	return p
}

// grid returns a part of the matrix with the heroes who are in it. One that is whole has
// all heroes.
func (p page) grid(part, parts int) grid {
	from, to := part*teamsAcross, min(len(p.Teams), (part+1)*teamsAcross)
	g := grid{Part: part + 1, Parts: parts, Teams: p.Teams[from:to]}
	for _, h := range p.Heroes {
		row, any := gridRow{h, make([]model.Standing, to-from)}, false
		for _, in := range h.In {
			if in.at >= from && in.at < to {
				row.Cells[in.at-from], any = in.Standing, true
			}
		}
		if any || parts == 1 {
			g.Rows = append(g.Rows, row)
		}
	}
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
