package sqlite

import (
	"context"
	"math"
	"strconv"
	"strings"

	"modernc.org/sqlite/lib"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// newField reads the cells name, notnull, hidden, type, dflt_value of a column.
func newField(t *sqldb.Table, name any, notNull, hidden bool, declared, standard any) field.Field {
	f := field.Field{
		Table: t.Name, Name: cell.Text(name), Type: cell.Text(declared), Nullable: !notNull,
		Default: cell.Text(standard), Computed: hidden,
	}
	if strings.EqualFold(f.Default, "NULL") {
		f.Default = ""
	}
	f.Kind, f.Limit = kindOf(f.Type)
	return f
}

// kindOf returns what a column of a declared type has in it, and how many
// characters of it: first the types that SQLAlchemy keeps as numbers or texts of a
// form, then by affinity. Other types that SQLite takes for numbers may be
// anything. https://www.sqlite.org/datatype3.html#determination_of_column_affinity
func kindOf(declared string) (kind field.Kind, limit int) {
	name, size, _ := strings.Cut(strings.ToUpper(declared), "(")
	size, _, _ = strings.Cut(size, ")")
	has := func(part string) bool { return strings.Contains(name, part) }
	switch name = strings.TrimSpace(name); {
	case name == "BOOLEAN" || name == "BOOL":
		return field.YesNo, 0
	case name == "DATE":
		return field.Date, 0
	case name == "TIME":
		return field.Clock, 0
	case name == "JSON":
		return field.JSON, 0
	case name == "UUID", name == "CHAR" && strings.TrimSpace(size) == "32": // as SQLAlchemy declares them
		return field.UUID, 0
	case name == "DATETIME" || name == "TIMESTAMP":
		return field.Time, 0
	case has("INT"):
		return field.Whole, 0
	case has("CHAR"), has("CLOB"), has("TEXT"):
		limit, _ = strconv.Atoi(strings.TrimSpace(size)) // 0 if it has none
		return field.Text, max(0, limit)
	case has("REAL"), has("FLOA"), has("DOUB"), name == "NUMERIC", name == "DECIMAL":
		return field.Decimal, 0
	}
	return field.Unknown, 0
}

// readWords finds the words that a table's CHECK allows a column, as SQLAlchemy
// writes them for an enum.
func readWords(ctx context.Context, c sqldb.Conn, t *sqldb.Table, stored string) error {
	if standard := sqldb.StandardColumns(t.Name); standard == nil || len(t.Fields) == len(standard) {
		return nil // starting costs nothing if there are no fields
	}
	return c.Query(ctx, 1, func(row cell.Row) error {
		for i, f := range t.Fields {
			if f.Kind == field.Text {
				if words := wordsIn(cell.Text(row[0]), f.Name); len(words) > 0 {
					t.Fields[i].Kind, t.Fields[i].Words, t.Fields[i].Limit = field.Word, words, 0
				}
			}
		}
		return nil
	}, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower($1)", stored)
}

// wordsIn returns the words of CHECK (column IN ('a', 'b')) in a statement.
func wordsIn(sql, column string) []string {
	const check = "CHECK"
	for at := 0; at+len(check) <= len(sql); at++ {
		if rest, ok := afterWord(sql[at:], check); ok {
			if words := wordsAllowed(rest, column); len(words) > 0 {
				return words
			}
		}
	}
	return nil
}

// wordsAllowed reads what comes after CHECK.
func wordsAllowed(rest, column string) []string {
	rest, ok := afterWord(rest, "(")
	if !ok {
		return nil
	}
	for _, name := range []string{column, sqldb.Quote(column), "`" + column + "`", "[" + column + "]"} {
		if after, ok := afterWord(rest, name); ok {
			if after, ok = afterWord(after, "IN"); ok {
				if after, ok = afterWord(after, "("); ok {
					return wordsListed(after)
				}
			}
		}
	}
	return nil
}

// wordsListed reads 'a', 'b') and the end of the condition.
func wordsListed(rest string) (words []string) {
	for strings.HasPrefix(rest, "'") {
		word, after, ok := field.CutQuoted(rest)
		if !ok {
			return nil
		}
		words, after = append(words, word), strings.TrimSpace(after)
		if rest, ok = afterWord(after, ","); ok {
			continue
		}
		after, ends := afterWord(after, ")")
		if _, isAll := afterWord(after, ")"); ends && isAll {
			return words
		}
		return nil
	}
	return nil
}

// afterWord returns what comes after a word that a text begins with, in any case,
// and the spaces around it.
func afterWord(text, word string) (rest string, ok bool) {
	text = strings.TrimLeft(text, " \t\r\n")
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return text, false
	}
	return strings.TrimLeft(text[len(word):], " \t\r\n"), true
}

// FieldKey removes the declared type, as [engine.Raw] does. A value that is not a number is
// compared as text.
func (f engine) FieldKey(column string, of field.Field) (key string, isText bool) {
	switch of.Kind {
	case field.Whole, field.Decimal, field.YesNo:
		return f.Raw(column), false
	}
	return f.Fold(column), true
}

// withoutDashes returns a UUID as SQLAlchemy stores it; an invalid one is not changed.
func withoutDashes(id string) string {
	if digits := strings.ReplaceAll(id, "-", ""); len(digits) == 32 {
		return digits
	}
	return id
}

// Normalize needs not ask SQLite.
func (f engine) Normalize(_ context.Context, _ sqldb.Conn, fields []field.Field, values []any) ([]any, error) {
	out := make([]any, len(values))
	for i, v := range values {
		var err error
		if out[i], err = f.NormalizeOffline(fields[i], v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f engine) NormalizeOffline(column field.Field, v any) (any, error) {
	switch v := v.(type) {
	case bool:
		return f.Flag(v), nil
	case string:
		switch {
		case column.Kind == field.Decimal:
			return decimal(column, v)
		case column.Kind == field.UUID && !strings.EqualFold(column.Type, "UUID"):
			return withoutDashes(v), nil
		case column.Kind == field.JSON:
			if n, err := strconv.ParseInt(v, 10, 64); err == nil { // as the column keeps it
				return n, nil
			}
		}
	}
	return v, nil
}

func (engine) ColumnType(kind field.Kind, limit int) string {
	if kind == field.Time {
		return "DATETIME"
	}
	return sqldb.CommonType(kind, limit)
}

// decimal returns a decimal number as the column stores it: as a whole number if it is one,
// unless the column is floating point only.
func decimal(f field.Field, typed string) (any, error) {
	n, err := strconv.ParseFloat(typed, 64)
	hasExponent := strings.ContainsAny(typed, "eE") // as export writes very large ones
	if err != nil || !hasExponent && field.DecimalText(n) != plainDecimal(f, typed) {
		return nil, f.Errorf("%q has more digits than SQLite keeps: shorten it", model.Brief(typed))
	}
	declared := strings.ToUpper(f.Type)
	hasPoint := strings.Contains(declared, "REAL") || strings.Contains(declared, "FLOA") ||
		strings.Contains(declared, "DOUB")
	if !hasPoint && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
		return int64(n), nil
	}
	return n, nil
}

// plainDecimal returns a decimal number in the spelling of [field.DecimalText].
func plainDecimal(f field.Field, typed string) string {
	sign := ""
	if strings.HasPrefix(typed, "-") {
		sign = "-"
	}
	digits := strings.TrimLeft(strings.TrimLeft(f.TextOf(typed), "+-"), "0")
	if digits == "" || digits[0] == '.' {
		digits = "0" + digits
	}
	if digits == "0" && sign != "" {
		return "-0"
	}
	return sign + digits
}

// BrokenRule reads the error of SQLite, whose code gives the kind of the constraint and whose
// message names it or the column.
func (engine) BrokenRule(err error) (column, rule string) {
	code := sqliteCode(err)
	if code&0xff != sqlite3.SQLITE_CONSTRAINT || !strings.Contains(err.Error(), "constraint failed: ") {
		return "", ""
	}
	const before = "constraint failed: "
	about, _, _ := strings.Cut(err.Error()[strings.LastIndex(err.Error(), before)+len(before):], " (")
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return afterDot(about), "must not be empty"
	case sqlite3.SQLITE_CONSTRAINT_CHECK:
		return "", "breaks the rule " + about + " of the table"
	}
	return "", ""
}

// afterDot returns the column of "table.column", "" if several are named.
func afterDot(about string) string {
	_, column, _ := strings.Cut(about, ".")
	if strings.Contains(column, ", ") {
		return ""
	}
	return column
}
