package importer

import (
	"cmp"

	"roster/data/model"
)

// idCodes give each id of a draft and of its rows a number, so that entities hold no pointers. Of
// a database whose keys are numbers that is the key itself, and nothing is kept.
type idCodes struct {
	keys   model.KeyKind
	others bool // the keys are not numbers
	coded  []model.ID
	codes  map[model.ID]int64 // the places in coded
}

// setKeys sets what the ids of the database are.
func (x *idCodes) setKeys(keys model.KeyKind) {
	x.keys, x.others = keys, keys != model.NumberKey
}

// codeOf returns the code of an id, if it has one.
func (x *idCodes) codeOf(id model.ID) (code int64, ok bool) {
	if !x.others {
		code, _ = id.Number()
		return code, true
	}
	code, ok = x.codes[id]
	return code, ok
}

// code returns the code of an id.
func (x *idCodes) code(id model.ID) int64 {
	code, ok := x.codeOf(id)
	if !ok {
		if x.codes == nil {
			x.codes = map[model.ID]int64{}
		}
		code = int64(len(x.coded))
		x.codes[id] = code
		x.coded = append(x.coded, id)
	}
	return code
}

// idOf returns the id with a code.
func (x *idCodes) idOf(code int64) model.ID {
	if x.others {
		return x.coded[code]
	}
	return model.NumberID(code)
}

// stored returns the id with a code as the database stores it.
func (x *idCodes) stored(code int64) any {
	if x.others {
		return x.coded[code].Stored()
	}
	return code
}

// compareCodes orders codes by their ids.
func (x *idCodes) compareCodes(a, b int64) int {
	if x.others {
		return x.coded[a].Compare(x.coded[b])
	}
	return cmp.Compare(a, b)
}
