package cell

import "testing"

// A blob is cut as its literal would be.
func TestCutBlob(t *testing.T) {
	for _, size := range []int{0, 1, MaxShown/2 - 3, MaxShown/2 - 2, MaxShown / 2, MaxShown, 100_000} {
		blob := make([]byte, size)
		for i := range blob {
			blob[i] = byte(i)
		}
		if got, want := CutBlob(blob), Cut(Literal(blob)); got != want {
			t.Errorf("%d bytes: %.40q of %d bytes, want %.40q of %d", size, got, len(got), want, len(want))
		}
	}
}
