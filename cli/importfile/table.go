package importfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"roster/cli/usage"
	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/tabular"
)

// TableFlags are the values of the flags about a table.
type TableFlags struct {
	Sheet    string   // its name
	Columns  []string // COLUMN=FIELD
	Defaults []string // FIELD=VALUE
	Answers  []string // QUESTION=ANSWER
	Split    string
	FillDown []string

	AddFields bool // columns that mean nothing to roster become custom fields
	Training  bool // new members are in training if the table does not say
}

// given reports whether anything is said. Whom a name means is asked about every file.
func (f TableFlags) given() bool {
	ofTable := func(answer string) bool {
		return !strings.HasPrefix(answer, "team:") && !strings.HasPrefix(answer, "hero:")
	}
	return f.AddFields || f.Sheet != "" || f.Split != "" ||
		len(f.Columns)+len(f.Defaults)+len(f.FillDown) > 0 || slices.ContainsFunc(f.Answers, ofTable)
}

// options returns what is known of the table, or a usage error.
func (f TableFlags) options(custom []tabular.Custom) (tabular.Options, error) {
	o := tabular.Options{
		Custom: custom, Map: map[string]tabular.Field{}, Default: map[tabular.Field]string{}, NewInTraining: f.Training,
	}
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
		return "", usage.Errorf("%s: roster does not know the field %q: the fields are %s", flag, name, strings.Join(names, ", "))
	}
	for _, pair := range f.Columns {
		at := strings.LastIndex(pair, "=") // a header may have one
		if at <= 0 {
			return o, usage.Errorf("--map must be COLUMN=FIELD, not %q", pair)
		}
		to, err := field("--map", pair[at+1:])
		if err != nil {
			return o, err
		}
		o.Map[pair[:at]] = to
	}
	for _, pair := range f.Defaults {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return o, usage.Errorf("--default must be FIELD=VALUE, not %q", pair)
		}
		of, err := field("--default", name)
		if err != nil {
			return o, err
		}
		o.Default[of] = value
	}
	var err error
	if o.Answers, err = f.Answered(); err != nil {
		return o, err
	}
	for _, name := range f.FillDown {
		o.Answers["fill-down:"+name] = "yes"
	}
	if f.Split != "" {
		o.Answers["split"] = f.Split
	}
	return o, nil
}

// Answered returns the answers to questions, by what identifies them.
func (f TableFlags) Answered() (map[string]string, error) {
	answers := map[string]string{}
	for _, pair := range f.Answers {
		at := strings.LastIndex(pair, "=") // a name may have one
		if at < 0 {
			return nil, usage.Errorf("--answer must be QUESTION=ANSWER, not %q", pair)
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
func (s Source) readTable(ctx context.Context, in tableInput, r *Contents) error {
	draft := r.Draft
	o, err := s.Table.options(exchange.CustomFields(draft))
	o.TextIDs = exchange.HasTextIDs(draft)
	if err != nil {
		return err
	}
	o = exchange.WithWords(o, draft.Words())
	o.Recall = s.Memory.Recall
	table, err := exchange.OpenTable(ctx, in, in.size, s.Table.Sheet, o)
	if err != nil {
		return s.refused(err, draft)
	}
	r.Table, r.Notes = table, table.Notes
	for _, c := range table.UnknownColumns() {
		r.Unknown = append(r.Unknown, c.Field)
	}
	if table.Name != "" {
		sheet := table.SheetNote() + ":"
		if len(table.Sheets) > 1 {
			sheet = table.SheetNote() + " (--sheet chooses another):"
		}
		r.Notes = append([]string{sheet}, r.Notes...)
	}
	if table.Layout != tabular.List {
		r.Notes = append(r.Notes, table.Summary())
	}
	for _, p := range table.Problems {
		draft.Problem(p.Line, "%s", p.Text)
	}
	if more := table.Wrong - len(table.Problems); more > 0 {
		draft.Problem(0, "%d more like that", more)
	}
	switch {
	case table.Wrong > 0:
		r.Notes = nil
		return nil
	case !table.Ready():
		return openQuestions{notes: r.Notes, questions: table.Questions}
	}
	return s.refused(table.Read(ctx, draft), draft)
}

// refused records in the draft why a file can't be read. It returns an error that is not the
// fault of the file.
func (s Source) refused(err error, draft *importer.Draft) error {
	if wrong, ok := errors.AsType[*exchange.NoSheetError](err); ok {
		return usage.Wrap(wrong)
	}
	if line, text, ok := exchange.FileError(err); ok {
		draft.Broken(line, "%s", text)
		return nil
	}
	return err
}
