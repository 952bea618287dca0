package data

import (
	"context"
	"math"
	"strconv"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"
)

// fieldFrom reads the cells name, notnull, hidden, type, dflt_value of a column.
func fieldFrom(t *table, name any, notNull, hidden bool, declared, standard any) Field {
	f := Field{Table: t.name, Name: text(name), Type: text(declared), Nullable: !notNull, Default: text(standard), Computed: hidden}
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
func kindOf(declared string) (kind FieldKind, limit int) {
	name, size, _ := strings.Cut(strings.ToUpper(declared), "(")
	size, _, _ = strings.Cut(size, ")")
	has := func(part string) bool { return strings.Contains(name, part) }
	switch name = strings.TrimSpace(name); {
	case name == "BOOLEAN" || name == "BOOL":
		return YesNoField, 0
	case name == "DATE":
		return DateField, 0
	case name == "DATETIME" || name == "TIMESTAMP":
		return TimeField, 0
	case has("INT"):
		return WholeField, 0
	case has("CHAR"), has("CLOB"), has("TEXT"):
		limit, _ = strconv.Atoi(strings.TrimSpace(size)) // 0 where it has none
		return TextField, max(0, limit)
	case has("REAL"), has("FLOA"), has("DOUB"), name == "NUMERIC", name == "DECIMAL":
		return DecimalField, 0
	}
	return UnknownField, 0
}

// readWords finds the words that a table's CHECK allows a column, as SQLAlchemy
// writes them for an enum.
func readWords(ctx context.Context, c conn, t *table) error {
	if seed := seedColumns(t.name); seed == nil || len(t.fields) == len(seed) {
		return nil // starting costs nothing where there are no fields
	}
	return c.query(ctx, 1, func(row cells) error {
		for i, f := range t.fields {
			if f.Kind == TextField {
				if words := wordsIn(text(row[0]), f.Name); len(words) > 0 {
					t.fields[i].Kind, t.fields[i].Words, t.fields[i].Limit = WordField, words, 0
				}
			}
		}
		return nil
	}, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = $1", t.name)
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
	for _, name := range []string{column, quote(column), "`" + column + "`", "[" + column + "]"} {
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
		word, after, ok := quotedText(rest)
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

// storedAs needs not ask SQLite.
func (f sqliteFile) storedAs(_ context.Context, _ conn, fields []Field, values []any) ([]any, error) {
	out := make([]any, len(values))
	for i, v := range values {
		var err error
		if out[i], err = f.spell(fields[i], v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f sqliteFile) spell(field Field, v any) (any, error) {
	switch v := v.(type) {
	case bool:
		return f.flag(v), nil
	case string:
		if field.Kind == DecimalField {
			return field.number(v)
		}
	}
	return v, nil
}

func (sqliteFile) declared(kind FieldKind, limit int) string {
	if kind == TimeField {
		return "DATETIME"
	}
	return declaredAs(kind, limit)
}

// declaredAs returns the type of a column that is called the same on all engines.
func declaredAs(kind FieldKind, limit int) string {
	switch {
	case kind == WholeField:
		return "INTEGER"
	case kind == DecimalField:
		return "FLOAT"
	case kind == YesNoField:
		return "BOOLEAN"
	case kind == DateField:
		return "DATE"
	case limit > 0:
		return "VARCHAR(" + strconv.Itoa(limit) + ")"
	}
	return "VARCHAR"
}

// number returns a decimal number as the column keeps it: as a whole one where it
// is one, unless the column has floating point only.
func (f Field) number(typed string) (any, error) {
	n, err := strconv.ParseFloat(typed, 64)
	hasExponent := strings.ContainsAny(typed, "eE") // as export writes very large ones
	if err != nil || !hasExponent && decimalText(n) != f.plain(typed) {
		return nil, f.wrong("%q has more digits than SQLite keeps: shorten it", brief(typed))
	}
	declared := strings.ToUpper(f.Type)
	hasPoint := strings.Contains(declared, "REAL") || strings.Contains(declared, "FLOA") || strings.Contains(declared, "DOUB")
	if !hasPoint && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
		return int64(n), nil
	}
	return n, nil
}

// plain returns a decimal number in the spelling of [decimalText].
func (f Field) plain(typed string) string {
	sign := ""
	if strings.HasPrefix(typed, "-") {
		sign = "-"
	}
	digits := strings.TrimLeft(strings.TrimLeft(f.textOf(typed), "+-"), "0")
	if digits == "" || digits[0] == '.' {
		digits = "0" + digits
	}
	if digits == "0" && sign != "" {
		return "-0"
	}
	return sign + digits
}

// broken reads the error of SQLite, whose code says which kind of rule it is and
// whose message names the column or the constraint.
func (sqliteFile) broken(err error) (column, rule string) {
	code := sqliteCode(err)
	if code&0xff != sqlite3.SQLITE_CONSTRAINT || !strings.Contains(err.Error(), "constraint failed: ") {
		return "", ""
	}
	const before = "constraint failed: "
	about, _, _ := strings.Cut(err.Error()[strings.LastIndex(err.Error(), before)+len(before):], " (")
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return afterDot(about), "must not be empty"
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return afterDot(about), "is another row's already"
	case sqlite3.SQLITE_CONSTRAINT_CHECK:
		return "", "breaks the rule " + about + " of the table"
	}
	return "", ""
}

// afterDot returns the column of "table.column", "" where several are named.
func afterDot(about string) string {
	_, column, _ := strings.Cut(about, ".")
	if strings.Contains(column, ", ") {
		return ""
	}
	return column
}
