package importer

import "math"

// chunkSize is how many bytes a chunk of an arena holds.
const chunkSize = 1 << 20

// arena keeps many texts without a pointer to each. It grows by chunks: one slice would be
// copied as it grows, and take twice its memory meanwhile.
type arena struct{ chunks [][]byte }

// span is the place of a text in an arena.
type span struct{ at, size uint32 }

// isFull reports whether no more texts can be kept.
func (a *arena) isFull() bool { return len(a.chunks) > math.MaxInt32/chunkSize }

// keep adds a text, and returns where it is. One that is longer than a chunk has its own.
func (a *arena) keep(text string) span {
	last := len(a.chunks) - 1
	if last < 0 || len(a.chunks[last])+len(text) > chunkSize {
		last++
		a.chunks = append(a.chunks, nil)
		if last > 0 {
			a.chunks[last] = make([]byte, 0, max(chunkSize, len(text)))
		}
	}
	at := last*chunkSize + len(a.chunks[last])
	a.chunks[last] = append(a.chunks[last], text...)
	return span{uint32(at), uint32(len(text))}
}

// from returns what is kept from there on, to the end of the chunk at most.
func (a *arena) from(at uint32) []byte { return a.chunks[at/chunkSize][at%chunkSize:] }

func (a *arena) bytes(s span) []byte {
	if s.size == 0 {
		return nil
	}
	return a.from(s.at)[:s.size]
}

func (a *arena) string(s span) string { return string(a.bytes(s)) }
