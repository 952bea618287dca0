package data

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// readFields reads what a person must know of each column to type into it.
func (p *postgres) readFields(ctx context.Context, c conn, tables []*table) error {
	of := map[string]*table{}
	var names []any
	for _, t := range tables {
		of[t.name], names = t, append(names, p.atHome(t.name))
	}
	return c.query(ctx, 9, func(row cells) error {
		f := Field{Table: text(row[0]), Name: text(row[1]), Type: text(row[2]), Nullable: !truth(row[4]), Computed: truth(row[5]), Limit: int(integer(row[7]))}
		if !f.Computed {
			f.Default = text(row[6])
		}
		if err := json.Unmarshal([]byte(text(row[8])), &f.Words); err != nil {
			return err
		}
		f.Kind = serverKind(text(row[3]), len(f.Words) > 0)
		t := of[f.Table]
		t.fields = append(t.fields, f)
		return nil
	}, `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), t.typname::text, a.attnotnull, a.attgenerated <> '' OR a.attidentity = 'a',
		coalesce(pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attidentity <> '' THEN 'identity' ELSE '' END),
		CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 0 END::bigint,
		coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid)::text, '[]')
		FROM unnest($1::text[]) AS wanted (name) JOIN pg_class AS c ON c.oid = to_regclass(wanted.name)
		JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type AS t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
		ORDER BY c.relname, a.attnum`, arrayOf(names))
}

// serverKind returns what a column of this type has in it.
func serverKind(name string, isEnum bool) FieldKind {
	switch name {
	case "varchar", "text", "bpchar":
		return TextField
	case "int2", "int4", "int8":
		return WholeField
	case "numeric", "float4", "float8":
		return DecimalField
	case "bool":
		return YesNoField
	case "date":
		return DateField
	case "timestamp", "timestamptz":
		return TimeField
	}
	if isEnum {
		return WordField
	}
	return UnknownField
}

// storedAs asks the server: how it writes a number or a time depends on the type
// down to its last digit.
func (p *postgres) storedAs(ctx context.Context, c conn, fields []Field, values []any) ([]any, error) {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
		said, isText := v.(string)
		if typ := typeNamed(fields[i].Type); isText && !isPlain(typ) {
			err := c.query(ctx, 1, func(row cells) error {
				out[i] = row[0]
				return nil
			}, "SELECT "+p.stored("("+p.typed("$1", typ)+")", typ), said)
			if why, ok := refusal(err); ok {
				return nil, fields[i].wrong("%q is not taken: %s", brief(said), why)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// spell writes numbers with as many digits after the point as the column has, and
// times without zeros at their end.
func (*postgres) spell(f Field, v any) (any, error) {
	said, isText := v.(string)
	if !isText {
		return v, nil
	}
	shown := brief(said)
	switch f.Kind {
	case TimeField:
		if f.isZoned() {
			return f.textOf(said) + utc, nil
		}
		return f.textOf(said), nil
	case DecimalField:
		if strings.ContainsAny(said, "eE") {
			plain, ok := withoutExponent(said)
			if !ok {
				return nil, f.wrong("%q is too large, or too small", shown)
			}
			said = f.textOf(plain)
		}
		_, size, _ := strings.Cut(strings.TrimSuffix(f.Type, ")"), ",")
		scale, err := strconv.Atoi(size)
		if err != nil {
			return said, nil
		}
		whole, part, _ := strings.Cut(said, ".")
		if len(part) > scale {
			return nil, f.wrong("%q has more than %d digits after the point", shown, scale)
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

// withoutExponent returns a number of JSON with all its digits; ok is false where those
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

func (*postgres) declared(kind FieldKind, limit int) string {
	if kind == TimeField {
		return "TIMESTAMP WITHOUT TIME ZONE"
	}
	return declaredAs(kind, limit)
}

// refusal returns why the server takes a value not, where that is the failure: its
// class is 22. https://www.postgresql.org/docs/current/errcodes-appendix.html
func refusal(err error) (why string, ok bool) {
	if e, is := errors.AsType[*pgconn.PgError](err); is && strings.HasPrefix(e.Code, "22") {
		return e.Message, true
	}
	return "", false
}

// broken reads the error of the server, which names the column of an empty value
// and the constraint of a wrong one.
func (*postgres) broken(err error) (column, rule string) {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return "", ""
	}
	switch {
	case e.Code == "23502":
		return e.ColumnName, "must not be empty"
	case e.Code == "23514":
		return columnOf(e), "breaks the rule " + e.ConstraintName + " of the table"
	case e.Code == "23505":
		return columnOf(e), "is another row's already"
	case strings.HasPrefix(e.Code, "22"):
		return e.ColumnName, "is not taken: " + e.Message
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
