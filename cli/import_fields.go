package cli

import (
	"context"
	"errors"

	"roster/cli/command"
	"roster/cli/importfile"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/model"
)

// canBe reports whether an import can be carried out, as far as the file and the names in
// it go.
func canBe(ctx context.Context, w *command.Session, in importer.Import) (bool, error) {
	plan, err := w.PlanImport(ctx, in)
	return err == nil && plan.Problems.Count == 0 && plan.Doubtful == 0, err
}

// readDraft reads the file into a draft, which fresh makes.
type readDraft func(fresh func() *importer.Draft) (importfile.Contents, error)

// addFields adds fields for the columns that roster does not know, once it is sure that the
// import can be carried out, and reads the file again with them. In a new roster the fields
// are those of the temporary one.
func (i importing) addFields(
	ctx context.Context, w *command.Session, in importer.Import, r importfile.Contents, isMeant bool, read readDraft,
) ([]field.New, importfile.Contents, error) {
	if ok, err := canBe(ctx, w, in); len(r.Unknown) == 0 || !ok {
		return nil, r, err
	}
	if err := i.tryFields(w, r.Unknown, read); err != nil {
		return nil, r, err
	}
	if err := addFields(ctx, w, r.Unknown, isMeant); err != nil {
		return nil, r, err
	}
	fields := r.Unknown
	r, err := read(w.NewDraft)
	return fields, r, err
}

// tryFields reads the file as if the fields were there, and returns what would be wrong:
// a field that is added for nothing stays.
func (i importing) tryFields(w *command.Session, fields []field.New, read readDraft) error {
	var unable error
	trial, err := read(func() *importer.Draft {
		draft := w.NewDraft()
		for _, f := range fields {
			if err := draft.Expect(f); err != nil {
				unable = command.WrongValue(err)
			}
		}
		return draft
	})
	if unable != nil || err != nil {
		return errors.Join(unable, err)
	}
	if problems := trial.Draft.Check(); problems.Count > 0 {
		return importfile.Problems(i.Name(), problems)
	}
	return nil
}

// addFields adds the fields, and reports that unless the database is a temporary one. It is not
// part of the import: a new column can't be undone.
func addFields(ctx context.Context, w *command.Session, fields []field.New, isMeant bool) error {
	for _, f := range fields {
		if err := w.CheckField(f); err != nil {
			return command.WrongValue(err)
		}
	}
	for _, f := range fields {
		if _, err := w.AddField(ctx, f); err != nil && model.ErrorCode(err) != model.Unread {
			return command.WrongValue(err)
		}
		if isMeant {
			w.Note("Added the text field %s to every %s. This can't be undone.", f.Name, f.Table)
		}
	}
	return nil
}

// noteFields reports which fields would be added.
func noteFields(w *command.Session, fields []field.New) {
	for _, f := range fields {
		w.Note("The text field %s would be added to every %s.", f.Name, f.Table)
	}
}
