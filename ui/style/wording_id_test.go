package style

import (
	"testing"

	"roster/data/model"
)

// Beside a name a long id is cut, at its beginning: those of one day may begin alike.
func TestShortID(t *testing.T) {
	st := &Style{}
	for id, want := range map[model.ID]string{
		model.NumberID(-9223372036854775808):                              "id:-9223372036854775808",
		model.NumberID(12):                                                "id:12",
		model.TextID("a\x1b[2Jb"):                                         st.ID(model.TextID("a\x1b[2Jb")),
		model.TextID("0190f5c2-7b1a-7c3e-8d2f-426614174001"):              "id:…174001",
		model.BytesID([]byte("\x01\x90\xf5\xc2abcdefgh\x00\x00\x00\x02")): "id:…000002",
	} {
		if got := st.ShortID(id); got != want {
			t.Errorf("%v: got %q, want %q", id, got, want)
		}
	}
}
