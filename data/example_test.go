package data_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// openDemo opens a throwaway database with the two teams of the tutorial.
func openDemo(ctx context.Context) *data.Store {
	schema, err := os.ReadFile("../schema.sql")
	if err != nil {
		log.Fatal(err)
	}
	store, err := data.OpenDemo(ctx, data.Options{Schema: string(schema), Actor: "ana@base"})
	if err != nil {
		log.Fatal(err)
	}
	return store
}

// closed closes a database at the end of an example.
func closed(store *data.Store) {
	if err := store.Close(); err != nil {
		log.Fatal(err)
	}
}

// graduation is the end of Deadpond's training with the Preventers, as someone
// wants it who saw both names.
func graduation() intent.SetStanding {
	return intent.SetStanding{
		Members:  []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: id(2), HeroID: id(1)}, Team: "Preventers", Hero: "Deadpond"}},
		Standing: model.Active,
	}
}

// A file that a SQLModel program made is opened as it is. With ReadOnly nothing is
// ever written to it.
func ExampleOpen() {
	ctx := context.Background()
	store, err := data.Open(ctx, "../testdata/sqlmodel.db", data.Options{ReadOnly: true})
	if err != nil {
		log.Fatal(err)
	}
	defer closed(store)
	fmt.Println(store.ReadOnly())

	_, err = data.Open(ctx, "nowhere.db", data.Options{})
	fmt.Println(model.ErrorCode(err) == model.NotFound, err)
	// Output:
	// opened with --read-only
	// true nowhere.db does not exist.
}

// A list is read in pages: the first one, and each further one from an anchor of the
// one before, however long the list is.
func ExampleStore_Reader() {
	ctx := context.Background()
	store := openDemo(ctx)
	defer closed(store)

	roster := query.Query{List: query.Members, Of: id(2)}
	page, err := store.Reader().Members(ctx, roster, query.Seek{Place: query.First, Limit: 4})
	for err == nil {
		for _, m := range page.Rows {
			fmt.Println(m.Hero.Name, m.Standing)
		}
		if !page.After {
			break
		}
		fmt.Println("the next page:")
		last := page.Anchors[len(page.Anchors)-1]
		page, err = store.Reader().Members(ctx, roster, query.Seek{Place: query.Next, Anchor: last, Limit: 4})
	}
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// Captain Atlantic active
	// Deadpond training
	// Dr. Weird active
	// Princess Sure-E training
	// the next page:
	// Rusty-Man active
	// Spider-Boy training
	// Tarantula active
}

// What is wanted is planned against the rows as they are. What is so already needs
// no change, and the plan says so.
func ExampleStore_Apply() {
	ctx := context.Background()
	store := openDemo(ctx)
	defer closed(store)

	for range 2 {
		plan, err := store.Plan(ctx, graduation())
		if err != nil {
			log.Fatal(err)
		}
		if plan.Empty() {
			fmt.Println(plan.Already[0])
			continue
		}
		change, err := store.Apply(ctx, plan.Change)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(change.Label)
	}
	// Output:
	// Deadpond: training → active in Preventers
	// Deadpond is already active in Preventers
}

// Undo and Redo move along the changes that were applied, in this session or in an
// earlier one.
func ExampleStore_Undo() {
	ctx := context.Background()
	store := openDemo(ctx)
	defer closed(store)

	plan, err := store.Plan(ctx, graduation())
	if err != nil {
		log.Fatal(err)
	}
	applied, err := store.Apply(ctx, plan.Change)
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range []func(context.Context, change.Ref) (change.Change, error){store.Undo, store.Redo} {
		if applied, err = step(ctx, applied.Ref()); err != nil {
			log.Fatal(err)
		}
		fmt.Println(applied.State, applied.Label)
	}
	// Output:
	// undone Deadpond: training → active in Preventers
	// done Deadpond: training → active in Preventers
}
