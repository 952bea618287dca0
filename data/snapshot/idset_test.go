package snapshot

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roster/data/model"
)

// TestIDSet compares the set with a sorted list of its ids.
func TestIDSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Map(rapid.OneOf(rapid.Int64Range(-5, 150), rapid.Int64()), model.NumberID)
		ids := rapid.SliceOf(id).Draw(t, "ids")
		slices.SortFunc(ids, model.ID.Compare)
		ids = slices.Compact(ids)
		var set IDSet
		for _, id := range ids {
			set.Add(id)
		}
		marked := map[model.ID]bool{}
		for _, asked := range append(rapid.SliceOf(id).Draw(t, "asked"), ids...) {
			_, in := slices.BinarySearchFunc(ids, asked, model.ID.Compare)
			if at, has := set.place(asked); has != in || in && ids[at] != asked {
				t.Fatalf("place(%v) is %d, %v in %v", asked, at, has, ids)
			}
			if rapid.Bool().Draw(t, "mark") {
				if set.mark(asked) != in {
					t.Fatalf("mark(%v) is %v in %v", asked, !in, ids)
				}
				marked[asked] = in
			}
			if set.isMarked(asked) != marked[asked] {
				t.Fatalf("isMarked(%v) is %v", asked, !marked[asked])
			}
		}
		var rest []model.ID
		set.Unmarked(func(id model.ID) { rest = append(rest, id) })
		if want := slices.DeleteFunc(ids, func(id model.ID) bool { return marked[id] }); !slices.Equal(rest, want) {
			t.Fatalf("unmarked are %v, want %v", rest, want)
		}
	})
}

func TestIDSetMemory(t *testing.T) {
	var set IDSet
	for id := range int64(1000) {
		set.Add(model.NumberID(id + 1))
	}
	if len(set.runs) != 1 {
		t.Errorf("ids without a gap are %d runs", len(set.runs))
	}
}
