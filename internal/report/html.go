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

// teamsAcross is how many teams fit on a page: a matrix with more of them is cut into several
// tables.
const teamsAcross = 10

// WriteHTML writes the roster as a web page: one file that loads no other. If matrixOnly is set,
// it has only the matrix. Errors are those of w.
func (r *Roster) WriteHTML(w io.Writer, matrixOnly bool) error {
	functions := template.FuncMap{"line": safetext.Line, "say": r.Words.Say}
	page, err := template.New("page").Funcs(functions).Parse(htmlTemplate)
	if err != nil {
		return err
	}
	return page.Execute(w, newPageData(r, matrixOnly))
}

// pageData is what the template draws.
type pageData struct {
	*Roster
	MatrixOnly        bool
	Unassigned        []*Hero
	MemberFields      []string
	Active            int64
	UnderstaffedTeams int
}

// ShowsActive reports whether the page is of actives too.
func (p pageData) ShowsActive() bool { return !p.Selection.Training }

// ByStanding returns the members of a team, those who are active first.
func (p pageData) ByStanding(t *Team) []Member {
	return append(t.standing(model.Active), t.standing(model.Training)...)
}

// matrixPart is some of the columns of the matrix.
type matrixPart struct {
	Part, Parts int
	Teams       []*Team
	Rows        []matrixRow
}

type matrixRow struct {
	*Hero
	Cells []model.Standing
}

func newPageData(r *Roster, matrixOnly bool) pageData {
	p := pageData{
		Roster: r, MatrixOnly: matrixOnly, Unassigned: r.Unassigned(),
		MemberFields: slices.Concat(r.Fields[model.HeroTable], r.Fields[model.LinkTable]),
	}
	for _, t := range r.Teams {
		p.Active += t.Tally.Active
		if p.Understaffed(t) {
			p.UnderstaffedTeams++
		}
	}
	return p
}

// ShowsMatrix reports whether the page has the matrix, which a large roster leaves out.
func (p pageData) ShowsMatrix() bool { return len(p.Teams) > 0 && (p.MatrixOnly || p.MatrixFits()) }

// MatrixParts returns the parts of the matrix, one after the other: all of them would take much
// memory.
func (p pageData) MatrixParts() iter.Seq[matrixPart] {
	return func(yield func(matrixPart) bool) {
		parts := (len(p.Teams) + teamsAcross - 1) / teamsAcross
		for part := range parts {
			if !yield(p.matrixPart(part, parts)) {
				return
			}
		}
	}
}

// matrixPart returns a part of the matrix with the heroes who are in it. One that is whole has
// all heroes.
func (p pageData) matrixPart(part, parts int) matrixPart {
	from, to := part*teamsAcross, min(len(p.Teams), (part+1)*teamsAcross)
	g := matrixPart{Part: part + 1, Parts: parts, Teams: p.Teams[from:to]}
	if parts == 1 {
		for _, h := range p.Heroes {
			g.Rows = append(g.Rows, matrixRow{h, p.Standings(h)})
		}
		return g
	}
	rows := map[*Hero]matrixRow{}
	for i, t := range g.Teams {
		for _, m := range t.Members {
			if rows[m.Hero].Hero == nil {
				rows[m.Hero] = matrixRow{m.Hero, make([]model.Standing, len(g.Teams))}
			}
			rows[m.Hero].Cells[i] = m.Standing
		}
	}
	g.Rows = slices.SortedFunc(maps.Values(rows), func(a, b matrixRow) int { return byName(a.Hero, b.Hero) })
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

// AgeLabel returns a hero's age, or a dash.
func (h *Hero) AgeLabel() string {
	if text := strings.TrimSpace(safetext.Line(h.Age.Text)); h.Age.Set && text != "" {
		return text
	}
	return "–"
}
