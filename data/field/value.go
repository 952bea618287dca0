package field

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"roster/data/internal/cell"
	"roster/data/model"
)

// MaxLength is the maximum number of characters of a text field, unless it is declared
// shorter. A text that is cut when it is shown has more.
const MaxLength = cell.KeptShown / utf8.UTFMax

// Value is the value of a field, as text for display. The zero value is NULL.
type Value struct {
	Text string
	Set  bool // false for NULL
}

// Values are what the fields of a row hold, by their names.
type Values map[string]Value

// The layouts of dates and times, as SQLAlchemy stores them in SQLite, and as users type them.
const (
	dateLayout  = "2006-01-02"
	timeLayout  = "2006-01-02 15:04:05.000000"
	clockLayout = "15:04:05.000000"
)

// Value returns the value of a column as text. An unexpected value is not changed.
func (f Field) Value(v any) Value {
	switch v := v.(type) {
	case nil:
		return Value{}
	case []byte:
		return Value{cell.CutBlob(v), true}
	case bool:
		return Value{yesOrNo(v), true}
	case int64:
		if f.Kind == YesNo && (v == 0 || v == 1) {
			return Value{yesOrNo(v == 1), true}
		}
	case float64:
		if f.Kind == Decimal {
			return Value{DecimalText(v), true}
		}
	case string:
		return Value{cell.Cut(f.TextOf(v)), true}
	}
	return Value{cell.Text(v), true}
}

// TextOf leaves out insignificant zeros: their number depends on the engine.
func (f Field) TextOf(stored string) string {
	switch f.Kind {
	case Decimal:
		if isDecimal(stored) && strings.Contains(stored, ".") {
			return strings.TrimSuffix(strings.TrimRight(stored, "0"), ".")
		}
	case Time:
		if f.IsZoned() {
			stored = strings.TrimSuffix(stored, UTC)
		}
		if _, err := time.Parse(timeLayout, stored); err == nil {
			return strings.TrimSuffix(strings.TrimRight(stored, "0"), ".")
		}
	case Clock:
		if _, err := time.Parse(clockLayout, stored); err == nil {
			return strings.TrimSuffix(strings.TrimRight(stored, "0"), ".")
		}
	case UUID:
		if id, ok := model.ParseUUID(stored); ok && len(stored) == model.HexLength {
			return model.UUIDText(id)
		}
	}
	return stored
}

// UTC is what the server writes after a time with a time zone, in every session
// of roster.
const UTC = "+00"

// IsZoned reports whether a time has a time zone.
func (f Field) IsZoned() bool { return f.Type == "timestamp with time zone" }

func yesOrNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

// DecimalText writes a number without an exponent if that is readable.
func DecimalText(n float64) string {
	if a := math.Abs(n); a != 0 && (a < 1e-7 || a >= 1e21) || math.IsInf(n, 0) || math.IsNaN(n) {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// Check returns a [model.Invalid] error that names the field and says what to do, if the typed
// text is not a value of it. An empty text means no value.
func (f Field) Check(typed string) error {
	_, err := f.Parse(typed)
	return err
}

// Parse returns what the user typed: a string, an int64, a bool, or nil. A decimal
// number, a date and a time come as text in one spelling.
func (f Field) Parse(typed string) (any, error) {
	if slices.Contains(f.Words, typed) { // it may have spaces around it
		return typed, nil
	}
	typed = strings.TrimSpace(typed)
	if typed == "" {
		if f.Nullable {
			return nil, nil
		}
		return nil, f.Errorf("is empty: %s", f.Hint())
	}
	switch f.Kind {
	case Whole:
		return f.parseWhole(typed)
	case Decimal:
		return f.parseDecimal(typed)
	case YesNo:
		return f.parseYesNo(typed)
	case Date:
		return f.parseDate(typed)
	case Time:
		return f.parseTime(typed)
	case Word:
		return f.parseWord(typed)
	case Text:
		return f.parseText(typed)
	case Clock:
		return f.parseClock(typed)
	case UUID:
		return f.parseUUID(typed)
	case JSON:
		return f.parseJSON(typed)
	case Array:
		return f.parseArray(typed)
	}
	return nil, f.Errorf("is of the type %s, which roster does not write", f.Type)
}

// Hint returns what to type into the field, a few words without a full stop.
func (f Field) Hint() string {
	switch f.Kind {
	case Whole:
		return "type a whole number"
	case Decimal:
		return "type a number, such as 4.5"
	case YesNo:
		return "choose yes or no"
	case Date:
		return "type a date as 2026-12-31"
	case Time:
		return "type a date and time as 2026-12-31 18:30, or now"
	case Clock:
		return "type a time as 18:30"
	case UUID:
		return "type a UUID, or new for a new one"
	case JSON:
		return `type JSON, such as {"a": 1}, [] or null`
	case Array:
		return "type values in braces, such as {a,b}"
	case Unknown:
		return "roster does not write the type " + model.Brief(f.Type) + ": add the row with the program that created it, or give the column a default in the database"
	case Word:
		return "choose one of " + strings.Join(f.Words, ", ")
	}
	return "type at most " + strconv.Itoa(f.maxLength()) + " characters"
}

func (f Field) maxLength() int {
	if f.Limit == 0 {
		return MaxLength
	}
	return min(f.Limit, MaxLength)
}

// Errorf returns an [model.Invalid] error about the field.
func (f Field) Errorf(format string, args ...any) error {
	e := model.Failf(model.Invalid, nil, "%s "+format+".", append([]any{model.Brief(f.Name)}, args...)...)
	e.Field = f.Name
	return e
}

func (f Field) parseWhole(typed string) (any, error) {
	n, err := strconv.ParseInt(typed, 10, 64)
	if err != nil {
		return nil, f.Errorf("%q is not a whole number: %s", model.Brief(typed), f.Hint())
	}
	return n, nil
}

func (f Field) parseDecimal(typed string) (any, error) {
	if !isDecimal(typed) {
		return nil, f.Errorf("%q is not a number: %s", model.Brief(typed), f.Hint())
	}
	return f.TextOf(strings.TrimPrefix(typed, "+")), nil
}

// isDecimal reports whether a text is digits, with a sign and a point perhaps.
func isDecimal(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 {
		return false
	}
	whole, part, hasPoint := strings.Cut(digits, ".")
	return whole+part != "" && strings.Trim(whole+part, "0123456789") == "" && (!hasPoint || part != "")
}

func (f Field) parseYesNo(typed string) (any, error) {
	switch strings.ToLower(typed) {
	case "yes", "y", "true", "1":
		return true, nil
	case "no", "n", "false", "0":
		return false, nil
	}
	return nil, f.Errorf("%q is not yes or no: %s", model.Brief(typed), f.Hint())
}

func (f Field) parseDate(typed string) (any, error) {
	day, err := time.Parse(dateLayout, typed)
	if err != nil {
		return nil, f.Errorf("%q is not a date that exists: %s", model.Brief(typed), f.Hint())
	}
	return day.Format(dateLayout), nil
}

func (f Field) parseTime(typed string) (any, error) {
	if strings.EqualFold(typed, "now") {
		return time.Now().UTC().Format(timeLayout), nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05.999999", "2006-01-02T15:04",
		"2006-01-02T15:04:05.999999", dateLayout} {
		if at, err := time.Parse(layout, typed); err == nil {
			return at.Format(timeLayout), nil
		}
	}
	return nil, f.Errorf("%q is not a date and time that exist: %s", model.Brief(typed), f.Hint())
}

func (f Field) parseWord(typed string) (any, error) {
	if !slices.Contains(f.Words, typed) {
		return nil, f.Errorf("%q is not one of the allowed values: %s", model.Brief(typed), f.Hint())
	}
	return typed, nil
}

func (f Field) parseText(typed string) (any, error) {
	switch n := utf8.RuneCountInString(typed); {
	case !utf8.ValidString(typed):
		return nil, f.Errorf("is not valid UTF-8: type it again")
	case n > f.maxLength():
		return nil, f.Errorf("has %d characters: the longest is %d", n, f.maxLength())
	case strings.ContainsFunc(typed, unicode.IsControl):
		return nil, f.Errorf("has a control character, such as a tab or a line break: remove it")
	}
	return typed, nil
}
