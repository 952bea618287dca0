package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"

	"roster/data"
	"roster/data/access"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/exchange"
	"roster/internal/sheet"
	"roster/internal/tabular"
	"roster/ui/dialog"
)

// firstRows is how many rows of a table are shown with its columns.
const firstRows = 5

// tableReading is what an importer reads, and how.
type tableReading struct {
	importSource
	fileAnswers
	match  importer.Match
	memory Memory // or nil
}

// understood is how far a file was understood: a table whose columns must be confirmed, open
// questions, or a plan.
type understood struct {
	table     *exchange.Table
	first     [][]string
	custom    []tabular.Custom
	questions []tabular.Question
	plan      importer.Plan
	added     []exchange.NewColumn // that become fields
	remembered
}

// run reads the source, as far as it can without the user.
func (r tableReading) run(ctx context.Context, store *data.Store) (p understood, err error) {
	draft := store.NewDraft()
	notes, err := r.open(store.Path(), func(in io.ReaderAt, size int64) ([]string, error) {
		return p.read(ctx, r, in, size, draft, store.NewDraft)
	})
	if err != nil {
		return p, &model.Error{Code: model.CantOpen, Message: "The file can't be read: " + err.Error() + ".", Err: err}
	}
	if p.table != nil || len(p.questions) > 0 {
		return p, nil
	}
	if r.onlyAdd {
		notes = append([]string{"Existing memberships stay as they are."}, notes...)
	}
	p.plan, err = store.PlanImport(ctx, importer.Import{
		Draft: draft, Match: r.match, Name: r.name(), OnlyAdd: r.onlyAdd, Answers: r.answers, Otherwise: r.otherwise,
	})
	p.plan.Notes, p.plan.Noted = append(notes, p.plan.Notes...), p.plan.Noted+len(notes)
	p.questions = exchange.Questions(p.plan)
	if p.plan.Problems.Count > 0 {
		p.questions = nil
	}
	for _, c := range p.added {
		text := fmt.Sprintf("The column %s becomes the field %s of %s. This can't be undone.", c.Header, c.Field.Name, p.plan.Words.RowsOf(c.Field.Table))
		p.plan.Notes, p.plan.Noted = append([]string{text}, p.plan.Notes...), p.plan.Noted+1
	}
	if err == nil && len(p.added) > 0 && p.plan.Problems.Count+len(p.questions) == 0 {
		p.plan.Problems, err = r.tryFields(ctx, store, p.added)
	}
	return p, err
}

// open opens the source, unless it is the database that is open.
func (s importSource) open(database string, read func(io.ReaderAt, int64) ([]string, error)) (notes []string, err error) {
	if s.text != "" {
		return read(bytes.NewReader([]byte(s.text)), int64(len(s.text)))
	}
	path, err := atHome(s.path)
	if err != nil {
		return nil, err
	}
	if err := checkFile(path, database); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return nil, withoutPath(err)
	}
	return read(file, info.Size())
}

// read reads a file into the draft: an export of roster, or any table. It returns the messages
// about it. One that looks like an export, but has invalid cells, is read as a table too.
func (p *understood) read(
	ctx context.Context, r tableReading, in io.ReaderAt, size int64, draft *importer.Draft, fresh func() *importer.Draft,
) ([]string, error) {
	head, err := io.ReadAll(io.NewSectionReader(in, 0, min(size, 16<<10)))
	if err != nil {
		return nil, err
	}
	whole := func() error {
		return exchange.Read(ctx, io.NewSectionReader(in, 0, size), exchange.FormatOf(r.path), draft)
	}
	isExact := exchange.FormatOf(r.path) == exchange.Markdown || !r.mapped && exchange.LooksLikeExport(head, draft)
	if isExact {
		if err := whole(); err != nil || draft.Wrong() == 0 {
			return nil, err
		}
	}
	table, err := exchange.OpenTable(ctx, in, size, r.sheet, r.options(draft, r.memory))
	switch line, text, isFault := exchange.FileError(err); {
	case isExact && (err != nil || table.Wrong > 0):
		return nil, nil
	case isExact && table.Ready():
		again := fresh()
		if err := table.Read(ctx, again); err != nil || again.Wrong() > 0 {
			return nil, err
		}
	case errors.Is(err, sheet.ErrRoster):
		return nil, whole()
	case isFault:
		draft.Broken(line, "%s", text)
		return nil, nil
	case err != nil:
		return nil, err
	}
	return p.take(ctx, r, table, draft)
}

// take takes a table in: to be confirmed, with questions, or into the draft.
func (p *understood) take(
	ctx context.Context, r tableReading, table *exchange.Table, draft *importer.Draft,
) (notes []string, err error) {
	if !r.mapped {
		p.table, p.custom = table, exchange.CustomFields(draft)
		p.first, err = table.Preview(ctx, firstRows)
		return nil, err
	}
	for _, problem := range table.Problems {
		draft.Problem(problem.Line, "%s", problem.Text)
	}
	if more := table.Wrong - len(table.Problems); more > 0 {
		draft.Problem(0, "%d more like that", more)
	}
	if table.Wrong > 0 {
		return nil, nil
	}
	if p.questions = table.Questions; len(p.questions) > 0 {
		return nil, nil
	}
	p.added, p.remembered = table.AddedColumns(), remembered{r.memory, table.Headers, table.Mapping()}
	return table.Notes, table.Read(ctx, draft)
}

// reading returns what to read according to the user's answers so far.
func (i *importDialog) reading(src importSource) tableReading {
	k := i.known
	k.answers = maps.Clone(k.answers)
	return tableReading{importSource: src, fileAnswers: k, match: i.match, memory: i.memory}
}

// show shows the step that a file is at.
func (i *importDialog) show(p planned) {
	switch {
	case p.table != nil:
		fields := append([]tabular.Field(nil), tabular.Fields()...)
		for _, c := range p.custom {
			fields = append(fields, c.Name)
		}
		mayAdd := i.store.Rights().May(access.Alter)
		i.mapping = &mapping{style: i.style, table: p.table, first: p.first, fields: fields, chosen: map[int]tabular.Field{}, mayAdd: mayAdd}
	case len(p.questions) > 0:
		i.asking = &asking{style: i.style, questions: p.questions, of: len(p.questions)}
	default:
		i.review = &dialog.Confirmation{Title: "Import " + i.style.Clean(p.name), Content: p.review}
	}
}

// step draws the columns of the file, or a question about it.
func (i *importDialog) step(width, height int) dialog.Box {
	wide, high := min(90, width-6), height-6
	if i.mapping != nil {
		return dialog.Box{
			Title: i.mapping.title(), Lines: i.mapping.lines(wide, high), Keys: i.mapping.keys(wide), Pick: i.mapping.pick,
		}
	}
	q := i.asking
	b := dialog.Box{Title: fmt.Sprintf("Question %d of %d", q.of-len(q.questions)+1, q.of), Lines: q.lines(wide, high), Keys: "↑ ↓  enter choose  esc back", Pick: q.pick}
	if q.canAll() {
		b.Keys = "↑ ↓  enter choose  a for all names  esc back"
	}
	return b
}
