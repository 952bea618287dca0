package cell

// Trim trims the texts of a row for display.
func (row Row) Trim() Row {
	for i, v := range row {
		row[i] = Trimmed(v)
	}
	return row
}

// Size returns how many bytes the texts and blobs of a row have.
func (row Row) Size() (n int) {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			n += len(v)
		case []byte:
			n += len(v)
		}
	}
	return n
}

// Row is one row as it came from the driver: nil, int64, float64, string or []byte (and bool
// if the database has booleans).
type Row []any

// Settle mends what the driver hands out: an empty blob comes as a nil slice,
// and would be stored as NULL.
func (row Row) Settle() {
	for i, v := range row {
		if b, ok := v.([]byte); ok && b == nil {
			row[i] = []byte{}
		}
	}
}
