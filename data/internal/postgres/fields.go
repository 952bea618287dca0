package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// readFields reads what the user must know of each column to type into it.
func (p *engine) readFields(ctx context.Context, c sqldb.Conn, tables []*sqldb.Table) error {
	of := map[string]*sqldb.Table{}
	var names []any
	for _, t := range tables {
		of[p.names.Table(t.Name)], names = t, append(names, p.atHome(t.Name))
	}
	return c.Query(ctx, 10, func(row cell.Row) error {
		t := of[cell.Text(row[0])]
		f := field.Field{
			Table: t.Name, Name: cell.Text(row[1]), Type: cell.Text(row[2]), Nullable: !cell.Truth(row[4]),
			Computed: cell.Truth(row[5]), Limit: int(cell.Integer(row[7])), WordsType: cell.Text(row[9]),
		}
		if !f.Computed {
			f.Default = cell.Text(row[6])
		}
		if err := json.Unmarshal([]byte(cell.Text(row[8])), &f.Words); err != nil {
			return err
		}
		f.Kind = serverKind(cell.Text(row[3]), len(f.Words) > 0)
		t.Fields = append(t.Fields, f)
		return nil
	}, `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), t.typname::text, a.attnotnull, a.attgenerated <> '' OR a.attidentity = 'a',
		coalesce(pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attidentity <> '' THEN 'identity' ELSE '' END),
		CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 0 END::bigint,
		coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid)::text, '[]'),
		CASE WHEN t.typtype <> 'e' THEN '' WHEN t.typnamespace = c.relnamespace THEN t.typname::text ELSE format_type(a.atttypid, a.atttypmod) END
		FROM unnest($1::text[]) AS wanted (name) JOIN pg_class AS c ON c.oid = to_regclass(wanted.name)
		JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type AS t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
		ORDER BY c.relname, a.attnum`, arrayOf(names))
}

// serverKind returns what a column of this type has in it.
func serverKind(name string, isEnum bool) field.Kind {
	switch name {
	case "varchar", "text", "bpchar":
		return field.Text
	case "int2", "int4", "int8":
		return field.Whole
	case "numeric", "float4", "float8":
		return field.Decimal
	case "bool":
		return field.YesNo
	case "date":
		return field.Date
	case "timestamp", "timestamptz":
		return field.Time
	case "time":
		return field.Clock
	case "uuid":
		return field.UUID
	case "json", "jsonb":
		return field.JSON
	}
	if strings.HasPrefix(name, "_") { // as PostgreSQL names the types of arrays
		return field.Array
	}
	if isEnum {
		return field.Word
	}
	return field.Unknown
}

// FieldKey converts times to numbers, because their text depends on the session.
func (p *engine) FieldKey(column string, f field.Field) (key string, isText bool) {
	switch f.Kind {
	case field.Whole:
		return column + "::bigint", false
	case field.Decimal:
		return column + "::float8", false
	case field.YesNo:
		return column + "::int", false
	case field.Date, field.Time:
		if f.IsZoned() { // else it depends on the session, and could not be in an index
			column = "(" + column + " AT TIME ZONE 'UTC')"
		}
		return "extract(epoch FROM " + column + ")::float8", false
	}
	return p.Fold("(" + inWords(column, f.Type) + ")"), true
}

// Normalize asks the server: how it writes a number or a time depends on the type
// down to its last digit.
func (p *engine) Normalize(ctx context.Context, c sqldb.Conn, fields []field.Field, values []any) ([]any, error) {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
		said, isText := v.(string)
		if typ := typeNamed(fields[i].Type); isText && !isPlain(typ) {
			err := c.Query(ctx, 1, func(row cell.Row) error {
				out[i] = row[0]
				return nil
			}, "SELECT "+p.Stored("("+p.Cast("$1", typ)+")", typ), said)
			if why, ok := refusal(err); ok {
				return nil, fields[i].Errorf("%q was refused: %s", model.Brief(said), why)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// NormalizeOffline writes numbers with as many digits after the point as the column has, and
// times without zeros at their end.
func (*engine) NormalizeOffline(f field.Field, v any) (any, error) {
	said, isText := v.(string)
	if !isText {
		return v, nil
	}
	shown := model.Brief(said)
	switch f.Kind {
	case field.Time:
		if f.IsZoned() {
			return f.TextOf(said) + field.UTC, nil
		}
		return f.TextOf(said), nil
	case field.Clock:
		return f.TextOf(said), nil
	case field.Decimal:
		if strings.ContainsAny(said, "eE") {
			plain, ok := withoutExponent(said)
			if !ok {
				return nil, f.Errorf("%q is too large, or too small", shown)
			}
			said = f.TextOf(plain)
		}
		_, size, _ := strings.Cut(strings.TrimSuffix(f.Type, ")"), ",")
		scale, err := strconv.Atoi(size)
		if err != nil {
			return said, nil
		}
		whole, part, _ := strings.Cut(said, ".")
		if len(part) > scale {
			return nil, f.Errorf("%q has more than %d digits after the point", shown, scale)
		}
		if scale == 0 {
			return whole, nil
		}
		return whole + "." + part + strings.Repeat("0", scale-len(part)), nil
	}
	return v, nil
}

// mostExponent is how many places a number may move its point.
const mostExponent = 1000

// withoutExponent returns a number of JSON with all its digits; ok is false if those
// would be too many.
func withoutExponent(number string) (plain string, ok bool) {
	digits, power, _ := strings.Cut(strings.ToLower(number), "e")
	exponent, err := strconv.Atoi(power)
	if err != nil || exponent > mostExponent || exponent < -mostExponent {
		return "", false
	}
	exact, ok := new(big.Rat).SetString(number)
	if !ok {
		return "", false
	}
	_, part, _ := strings.Cut(digits, ".")
	return exact.FloatString(max(0, len(part)-exponent)), true
}

func (*engine) ColumnType(kind field.Kind, limit int) string {
	if kind == field.Time {
		return "TIMESTAMP WITHOUT TIME ZONE"
	}
	return sqldb.CommonType(kind, limit)
}

// refusal returns why the server rejects a value, if that is the failure: its class is 22.
// https://www.postgresql.org/docs/current/errcodes-appendix.html
func refusal(err error) (why string, ok bool) {
	if e, is := errors.AsType[*pgconn.PgError](err); is && strings.HasPrefix(e.Code, "22") {
		return e.Message, true
	}
	return "", false
}

// BrokenRule reads the error of the server, which names the column of an empty value
// and the constraint of a wrong one.
func (*engine) BrokenRule(err error) (column, rule string) {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return "", ""
	}
	switch {
	case e.Code == "23502":
		return e.ColumnName, "must not be empty"
	case e.Code == "23514":
		return columnOf(e), "breaks the rule " + e.ConstraintName + " of the table"
	case e.Code == "23P01":
		return "", "breaks the rule " + e.ConstraintName + " of the table"
	case strings.HasPrefix(e.Code, "22"):
		return e.ColumnName, "was refused: " + e.Message
	}
	return "", ""
}

// columnOf returns the column that the name of a constraint is made of, as
// PostgreSQL makes it of one column.
func columnOf(e *pgconn.PgError) string {
	name := strings.TrimPrefix(e.ConstraintName, e.TableName+"_")
	for _, end := range []string{"_check", "_key"} {
		if column, ok := strings.CutSuffix(name, end); ok {
			return column
		}
	}
	return ""
}
