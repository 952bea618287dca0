package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/tabular"
)

// tableFlags are the values of the flags about a table.
type tableFlags struct {
	sheet    string   // its name
	columns  []string // COLUMN=FIELD
	defaults []string // FIELD=VALUE
	answers  []string // QUESTION=ANSWER
	split    string
	fillDown []string

	addFields bool // columns that mean nothing to roster become custom fields
	training  bool // new members are in training if the table does not say
}

// given reports whether anything is said. Whom a name means is asked about every file.
func (f tableFlags) given() bool {
	ofTable := func(answer string) bool {
		return !strings.HasPrefix(answer, "team:") && !strings.HasPrefix(answer, "hero:")
	}
	return f.addFields || f.sheet != "" || f.split != "" || len(f.columns)+len(f.defaults)+len(f.fillDown) > 0 || slices.ContainsFunc(f.answers, ofTable)
}

// options returns what is known of the table, or a usage error.
func (f tableFlags) options(custom []tabular.Custom) (tabular.Options, error) {
	o := tabular.Options{Custom: custom, Map: map[string]tabular.Field{}, Default: map[tabular.Field]string{}, NewInTraining: f.training}
	fields := tabular.Fields()
	for _, c := range custom {
		fields = append(fields, c.Name)
	}
	field := func(flag, name string) (tabular.Field, error) {
		var names []string
		for _, f := range fields {
			if strings.EqualFold(string(f), name) {
				return f, nil
			}
			names = append(names, string(f))
		}
		return "", usageError{fmt.Errorf("%s: roster does not know the field %q: the fields are %s", flag, name, strings.Join(names, ", "))}
	}
	for _, pair := range f.columns {
		at := strings.LastIndex(pair, "=") // a header may have one
		if at <= 0 {
			return o, usageError{fmt.Errorf("--map is COLUMN=FIELD, not %q", pair)}
		}
		to, err := field("--map", pair[at+1:])
		if err != nil {
			return o, err
		}
		o.Map[pair[:at]] = to
	}
	for _, pair := range f.defaults {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return o, usageError{fmt.Errorf("--default is FIELD=VALUE, not %q", pair)}
		}
		of, err := field("--default", name)
		if err != nil {
			return o, err
		}
		o.Default[of] = value
	}
	var err error
	if o.Answers, err = f.answered(); err != nil {
		return o, err
	}
	for _, name := range f.fillDown {
		o.Answers["fill-down:"+name] = "yes"
	}
	if f.split != "" {
		o.Answers["split"] = f.split
	}
	return o, nil
}

// answered returns the answers to questions, by what identifies them.
func (f tableFlags) answered() (map[string]string, error) {
	answers := map[string]string{}
	for _, pair := range f.answers {
		at := strings.LastIndex(pair, "=") // a name may have one
		if at < 0 {
			return nil, usageError{fmt.Errorf("--answer is QUESTION=ANSWER, not %q", pair)}
		}
		answers[pair[:at]] = pair[at+1:]
	}
	return answers, nil
}

// tableInput is a file that can be read again.
type tableInput struct {
	io.ReaderAt
	size int64
}

// maxInput is how much of standard input is kept to be read again.
const maxInput = 256 << 20

// tableOf returns the file as one that can be read again: what comes through a pipe is
// kept in memory.
func tableOf(r io.Reader, file *os.File) (tableInput, error) {
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		return tableInput{file, info.Size()}, nil
	}
	text, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(text) > maxInput {
		err = fmt.Errorf("more than %d MB came through the pipe: use a file instead", maxInput>>20)
	}
	return tableInput{bytes.NewReader(text), int64(len(text))}, err
}

// readTable reads a file that is not an export of roster into the draft.
func (i importing) readTable(ctx context.Context, in tableInput, r *fileRead) error {
	draft := r.draft
	o, err := i.table.options(exchange.CustomFields(draft))
	o.TextIDs = exchange.HasTextIDs(draft)
	if err != nil {
		return err
	}
	o = exchange.WithWords(o, draft.Words())
	o.Recall = i.memory.Recall
	table, err := exchange.OpenTable(ctx, in, in.size, i.table.sheet, o)
	if err != nil {
		return i.refused(err, draft)
	}
	r.table, r.notes = table, table.Notes
	for _, c := range table.UnknownColumns() {
		r.unknown = append(r.unknown, c.Field)
	}
	if table.Name != "" {
		sheet := table.SheetNote() + ":"
		if len(table.Sheets) > 1 {
			sheet = table.SheetNote() + " (--sheet reads another one):"
		}
		r.notes = append([]string{sheet}, r.notes...)
	}
	if table.Layout != tabular.List {
		r.notes = append(r.notes, table.Summary())
	}
	for _, p := range table.Problems {
		draft.Problem(p.Line, "%s", p.Text)
	}
	if more := table.Wrong - len(table.Problems); more > 0 {
		draft.Problem(0, "%d more like that", more)
	}
	switch {
	case table.Wrong > 0:
		r.notes = nil
		return nil
	case !table.Ready():
		return openQuestions{notes: r.notes, questions: table.Questions}
	}
	return i.refused(table.Read(ctx, draft), draft)
}

// refused records in the draft why a file can't be read. It returns an error that is not the
// fault of the file.
func (i importing) refused(err error, draft *importer.Draft) error {
	if wrong, ok := errors.AsType[*exchange.NoSheetError](err); ok {
		return usageError{wrong}
	}
	if line, text, ok := exchange.FileError(err); ok {
		draft.Broken(line, "%s", text)
		return nil
	}
	return err
}

// openQuestions are what has to be answered before a table can be imported.
type openQuestions struct {
	notes     []string
	questions []tabular.Question
	hints     []string // the lines below them
}

// Error returns the lines as one.
func (q openQuestions) Error() string { return strings.Join(q.Lines(), "; ") }

// Lines returns what was understood, and the questions with the flags that answer them.
func (q openQuestions) Lines() []string {
	lines := q.notes
	for _, question := range q.questions {
		lines = append(lines, question.Text)
		for _, c := range question.Choices {
			lines = append(lines, fmt.Sprintf("  --answer %s   %s", shellQuoted(question.ID+"="+c.Answer), c.Text))
		}
	}
	lines = append(lines, q.hints...)
	return append(lines, "Nothing was imported. Run it again with the flags of your answers.")
}

// shellQuoted returns an argument as a shell takes it.
func shellQuoted(arg string) string {
	if strings.IndexFunc(arg, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_=:,.", r)
	}) < 0 {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
