package command

import (
	"roster/cli/output"
	"roster/data/model"
)

// Column returns a column of texts, with its title in the words of the roster.
func (w *Session) Column(name, title string) output.Column {
	return output.Column{Name: name, Title: w.Words().Say(title)}
}

// Number returns a column of numbers, with its title in the words of the roster.
func (w *Session) Number(name, title string) output.Column {
	return output.Column{Name: name, Title: w.Words().Say(title), Right: true}
}

// Headquarters returns the column of headquarters, which a database may lack.
func (w *Session) Headquarters() output.Column {
	c := w.Column("headquarters", "Headquarters")
	c.Absent = !w.Reader().Has(model.TeamTable, c.Name)
	return c
}

// SecretName returns the column of secret names, which a database may lack.
func (w *Session) SecretName() output.Column {
	c := w.Column("secret_name", "Secret name")
	c.Absent = !w.Reader().Has(model.HeroTable, c.Name)
	return c
}

// Age returns the column of ages, which a database may lack.
func (w *Session) Age() output.Column {
	c := w.Number("age", "Age")
	c.Absent = !w.Reader().Has(model.HeroTable, c.Name)
	return c
}

// Standing returns the standing, in a table as a word: screen readers would spell out the sign
// of a badge.
func (w *Session) Standing(s model.Standing) output.Cell {
	return output.Cell{Value: s == model.Training, Text: w.Words().Standing(s)}
}
