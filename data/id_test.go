package data_test

import "roster/data/model"

// id returns the id n.
func id(n int64) model.ID { return model.NumberID(n) }

// ids returns the ids of these numbers.
func ids(numbers ...int64) []model.ID {
	all := make([]model.ID, len(numbers))
	for i, n := range numbers {
		all[i] = id(n)
	}
	return all
}
