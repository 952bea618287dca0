package snapshot

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestIDSet compares the set with a sorted list of its ids.
func TestIDSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.OneOf(rapid.Int64Range(-5, 150), rapid.Int64())
		ids := rapid.SliceOf(id).Draw(t, "ids")
		slices.Sort(ids)
		ids = slices.Compact(ids)
		var set IDSet
		for _, id := range ids {
			set.Add(id)
		}
		marked := map[int64]bool{}
		for _, asked := range append(rapid.SliceOf(id).Draw(t, "asked"), ids...) {
			_, in := slices.BinarySearch(ids, asked)
			if at, has := set.place(asked); has != in || in && ids[at] != asked {
				t.Fatalf("place(%d) is %d, %v in %v", asked, at, has, ids)
			}
			if rapid.Bool().Draw(t, "mark") {
				if set.mark(asked) != in {
					t.Fatalf("mark(%d) is %v in %v", asked, !in, ids)
				}
				marked[asked] = in
			}
			if set.isMarked(asked) != marked[asked] {
				t.Fatalf("isMarked(%d) is %v", asked, !marked[asked])
			}
		}
		var rest []int64
		set.Unmarked(func(id int64) { rest = append(rest, id) })
		if want := slices.DeleteFunc(ids, func(id int64) bool { return marked[id] }); !slices.Equal(rest, want) {
			t.Fatalf("unmarked are %v, want %v", rest, want)
		}
	})
}

func TestIDSetIsSmall(t *testing.T) {
	var set IDSet
	for id := range int64(1000) {
		set.Add(id + 1)
	}
	if len(set.runs) != 1 {
		t.Errorf("ids without a gap are %d runs", len(set.runs))
	}
}
