package find

import (
	"context"
	"fmt"
)

// Namesakes are the rows of one name.
type Namesakes struct {
	IDs   []string // as id:N, the first few
	Count int      // how many there are
	Twin  string   // the one that is the same in everything, or ""
	Close []string // those of nearly this name, the first few, with their ids
}

// Namesakes returns the rows of this name, and of nearly this name if there are none.
func (k Kind[R]) Namesakes(ctx context.Context, name string, same func(R) bool) (Namesakes, error) {
	var others Namesakes
	err := k.named(ctx, name, func(row R) error {
		id := fmt.Sprintf("id:%v", k.Name(row).ID)
		if others.Count++; others.Count <= maxCandidates {
			others.IDs = append(others.IDs, id)
		}
		if others.Twin == "" && same(row) {
			others.Twin = id
		}
		return nil
	})
	if err != nil || others.Count > 0 {
		return others, err
	}
	err = k.close(ctx, name, func(row R) error {
		if len(others.Close) < maxCandidates {
			others.Close = append(others.Close, fmt.Sprintf("%s, id:%v", k.Name(row).Name, k.Name(row).ID))
		}
		return nil
	})
	return others, err
}
