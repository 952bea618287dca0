package sqldb

import (
	"roster/data/internal/cell"
	"roster/data/model"
)

// Args returns ids as arguments of a statement.
func Args(ids []model.ID) []any {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id.Stored()
	}
	return args
}

// TeamFrom reads the cells id, name, headquarters.
func TeamFrom(row cell.Row) model.Team {
	return model.Team{
		ID: cell.ID(row[0]), Name: cell.Text(row[1]), Headquarters: cell.Text(row[2]), NullHeadquarters: row[2] == nil,
	}
}

// HeroFrom reads the cells id, name, secret_name, age.
func HeroFrom(row cell.Row) model.Hero {
	return model.Hero{
		ID: cell.ID(row[0]), Name: cell.Text(row[1]), SecretName: cell.Text(row[2]),
		Age: model.Age{Text: cell.Text(row[3]), Set: row[3] != nil}, NullSecret: row[2] == nil,
	}
}
