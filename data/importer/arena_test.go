package importer

import (
	"strings"
	"testing"
)

// Texts come back as they were, also those that end a chunk, are as long as one, or longer.
func TestArena(t *testing.T) {
	var a arena
	var kept []span
	var texts []string
	for i, size := range []int{3, 0, chunkSize - 5, 2, 1, chunkSize, 0, 3*chunkSize + 1, 7, chunkSize + 1, 0, 9} {
		texts = append(texts, strings.Repeat(string(rune('a'+i)), size))
		kept = append(kept, a.keep(texts[i]))
	}
	for i, s := range kept {
		if a.string(s) != texts[i] {
			t.Errorf("text %d of %d bytes came back as %d bytes", i, len(texts[i]), s.size)
		}
		if tail := a.from(s.at); s.size > 0 && !strings.HasPrefix(string(tail), texts[i]) {
			t.Errorf("text %d is not where it was put", i)
		}
	}
}
