package importer

import (
	"context"
	"reflect"
	"strings"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Match is how the teams and heroes of a file are matched.
type Match int

// The ways to match. By id, a name that differs is a change of the name.
const (
	MatchName Match = iota
	MatchID
)

// Import adds the contents of a draft to the database. Nothing is ever deleted.
type Import struct {
	Draft *Draft
	Match Match
	Name  string // of the file, for the label of the change

	OnlyAdd  bool // memberships that are there stay as they are
	Training bool // new memberships are in training if the file does not say; otherwise active

	Answers   map[string]string // whom names mean, by [Doubt.ID]: of [Namesake.Answer], [AnswerSame], or [AnswerNew]
	Otherwise string            // the answer if there is none
}

// Counts counts what becomes of the rows of a draft.
type Counts struct{ Add, Change, Same int }

// Plan is an import worked out against the rows as they are.
type Plan struct {
	Teams, Heroes, Links Counts
	Problems             Problems // while there are any, nothing can be imported
	Notes                []string // what is unusual in texts and is taken, the first 20
	Noted                int
	Doubts               []Doubt       // while there are any, nothing can be imported; the first 200
	Doubtful             int           // how many doubts there are
	Change               change.Change // without its edits if it is too large to be kept
	bulk                 *bulkImport
	Words                model.Words // what the roster calls its teams, its heroes and their standings
	planned              string      // the version of the database when it was planned
}

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool { return p.Change.Rows() == 0 }

// Plan works out an import. Nothing is written. What keeps the file from
// being imported is in the plan's problems; the error is of the database.
func (im *Importer) Plan(ctx context.Context, w Import) (Plan, error) {
	tables := im.db.Catalog()
	p, err := im.planImport(ctx, w)
	p.Change.Tables = tables
	return p, im.db.Engine.Failure(err)
}

func (im *Importer) planImport(ctx context.Context, w Import) (Plan, error) {
	p := Plan{Words: im.db.Words}
	var err error
	if p.planned, err = im.version(ctx); err != nil {
		return p, err
	}
	d := w.Draft
	if d.broken {
		p.Problems = d.problems
		return p, nil
	}
	if d.fields != nil && !reflect.DeepEqual(d.fields, im.db.Catalog().AllStoredFields()) {
		return p, model.Failf(model.SchemaChanged, nil, "Another program altered the tables of %s while the file was read: import it again.", im.db.Path)
	}
	d.startTraining = w.Training
	d.unifyEntities()
	d.resetLinks()
	m := matcher{
		Importer: im, draft: d, match: w.Match, onlyAdd: w.OnlyAdd, answers: w.Answers, otherwise: w.Otherwise,
		plan: &p,
	}
	if err := m.run(ctx); err != nil {
		return p, err
	}
	p.Problems.merge(d.problems)
	if p.Problems.Count+p.Doubtful > 0 {
		return p, nil
	}
	p.Change.Count = p.Teams.edits() + p.Heroes.edits() + p.Links.edits()
	p.Change.Label, p.Change.MaxKept = p.label(w.Name), im.writer.MaxKept()
	if p.Change.Kept() {
		p.Change.Edits, p.Change.Names, err = m.edits()
	} else {
		p.bulk = &bulkImport{draft: d, teams: m.teams, heroes: m.heroes, moved: m.moved}
	}
	return p, err
}

func (o Counts) edits() int { return o.Add + o.Change }

// KindCounts is the outcome of the rows of one kind, and the words for one of
// them and for several.
type KindCounts struct {
	Counts
	One, Many string
}

// Outcomes returns what becomes of the teams, the heroes and the memberships.
func (p *Plan) Outcomes() []KindCounts {
	return []KindCounts{
		{p.Teams, p.Words.Say("team"), p.Words.Say("teams")},
		{p.Heroes, p.Words.Say("hero"), p.Words.Say("heroes")}, {p.Links, "membership", "memberships"},
	}
}

// ChangedMemberships returns the memberships that a planned import changes, those that go
// from active to training first, at most limit of them. There are none in a plan that is
// too large to be kept.
func (im *Importer) ChangedMemberships(p Plan, limit int) []change.Detail {
	c := p.Change
	c.Edits = nil
	_, flag := im.db.LinkColumns()
	isBack := func(e change.Edit) bool { return !cell.Truth(e.Before[flag]) && cell.Truth(e.After[flag]) }
	for _, back := range []bool{true, false} {
		for _, e := range p.Change.Edits {
			if e.Table == model.LinkTable && e.Before != nil && isBack(e) == back {
				c.Edits = append(c.Edits, e)
			}
		}
	}
	return im.writer.Details(c, limit)
}

// label describes in one line what an import does.
func (p *Plan) label(name string) string {
	var added, changed []string
	for _, kind := range p.Outcomes() {
		if kind.Add > 0 {
			added = append(added, model.Plural(kind.Add, kind.One, kind.Many))
		}
		if kind.Change > 0 {
			changed = append(changed, model.Plural(kind.Change, kind.One, kind.Many))
		}
	}
	var parts []string
	if len(added) > 0 {
		parts = append(parts, strings.Join(added, ", ")+" added")
	}
	if len(changed) > 0 {
		parts = append(parts, strings.Join(changed, ", ")+" changed")
	}
	return "Import " + name + ": " + strings.Join(parts, "; ")
}

// Apply carries out a planned import in one transaction; see [change.Writer.Apply]. It reports
// the rows written, and their total, to the progress of ctx, see [progress.With].
//
// The error is a [model.Conflict] if rows have changed since the plan was made.
func (im *Importer) Apply(ctx context.Context, p Plan) (change.Change, error) {
	if p.Problems.Count > 0 {
		return p.Change, model.Failf(model.Invalid, nil, "Nothing was imported: the file has problems.")
	}
	if p.Doubtful > 0 {
		return p.Change, model.Failf(model.Invalid, nil, "Nothing was imported: some names almost match existing ones, and it is open whether they are the same.")
	}
	// The edits check that the rows are unchanged. Only the version shows that no one else
	// added the same ones.
	unchanged := func(w sqldb.Conn) error {
		if p.Teams.Add+p.Heroes.Add == 0 && p.bulk == nil {
			return nil
		}
		return im.unchanged(ctx, w, p.planned)
	}
	if p.bulk == nil {
		return im.writer.ApplyChecked(ctx, p.Change, unchanged)
	}
	return im.applyBulk(ctx, p.Change, p.bulk, unchanged)
}

// unchanged returns a [model.Conflict] if anyone wrote since the version.
func (im *Importer) unchanged(ctx context.Context, w sqldb.Conn, planned string) error {
	if err := im.db.Engine.LockExclusive(ctx, w); err != nil {
		return err
	}
	now, err := im.db.Engine.DataVersion(ctx, w)
	if err == nil && now != planned {
		err = &model.Conflict{
			Rows: []string{"the database changed since the import was planned: import again"}, Count: 1,
		}
	}
	return err
}
