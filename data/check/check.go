package check

import (
	"context"

	"roster/data/model"
	"roster/data/snapshot"
)

// Kind is a kind of problem that [Checker.Run] looks for.
type Kind int

// The kinds, in the order of a report. Those up to [BadName] are errors, the
// others worth knowing.
const (
	Damage       Kind = iota // the file itself
	BadID                    // an id that is not of the kind of its column, such as a whole number
	Dangling                 // a membership of a team or a hero that does not exist
	BadFlag                  // an is_training that is neither 0 nor 1
	BadAge                   // an age that is not a whole number
	BadText                  // text that is not stored as text, or no valid UTF-8, or has a NUL
	BadField                 // a field that holds no value of its type
	BadName                  // text that the user could not type: see [model.ParseText]
	SameHeroes               // a hero whose name another one has too
	SameTeams                // a team whose name another one has too
	TwinHeroes               // heroes whose names are the same but for case, accents, spacing and the order of words
	TwinTeams                // teams of which that is so
	OddAge                   // an age outside 0 to [model.MaxAge]
	FreeHero                 // a hero on no team
	EmptyTeam                // a team without members
	NoOneActive              // a team whose members are all in training
	UnderMinimum             // a team with fewer active members than it needs
	Unwritable               // a field that holds what no file can
	Slow                     // what would make a large roster faster; it is about no row
	Leftover                 // what a program that was killed left beside the file; it is about no row
	kinds
)

// String returns a description of the rows of the kind.
func (k Kind) String() string {
	return [...]string{
		"damage in the file",
		"ids of the wrong type",
		"memberships of a team or a hero that does not exist",
		"memberships whose is_training is neither 0 nor 1",
		"ages that are not whole numbers",
		"texts that are not stored as text, are not valid UTF-8, or have a NUL",
		"fields with a value that is not of their type",
		"texts that are blank, too long, or have control characters",
		"heroes with the same name as another",
		"teams with the same name as another",
		"heroes who may be the same: only case, accents, spacing or the order of words differ",
		"teams that may be the same: only case, accents, spacing or the order of words differ",
		"ages outside 0 to 150",
		"heroes on no team",
		"teams without members",
		"teams with no one active",
		"teams with fewer active members than their minimum",
		"fields with a value that export can't write",
		"ways to make it faster",
		"folders left by a killed backup or export, with a copy of the data: delete them when none is running",
	}[k]
}

// IsError reports whether a row of the kind is wrong, and not just worth knowing.
func (k Kind) IsError() bool { return k <= BadName }

// Repair returns what repairing does with rows of the kind, "" if it leaves
// them alone.
func (k Kind) Repair() string {
	switch k {
	case Dangling:
		return "removes them, which can't be undone"
	case BadFlag:
		return "makes them 0 or 1, as roster shows them"
	}
	return ""
}

// isInexact reports whether a row of the kind could not be written down and read
// back the same.
func (k Kind) isInexact() bool { return k >= BadID && k <= BadField || k == Unwritable }

// maxFound is how many rows of a kind a report names.
const maxFound = 50

// Finding is what was found of one kind.
type Finding struct {
	Kind  Kind
	Count int64
	Rows  []string // the first 50, for display; they contain text from the database
}

// Report is what [Checker.Run] found: at most one finding of a kind, in the
// order of the kinds.
type Report []Finding

// HasErrors reports whether something is wrong.
func (r Report) HasErrors() bool { return len(r) > 0 && r[0].Kind.IsError() }

// Run checks the whole database, as it is at one moment, for problems and for what is worth
// knowing. Nothing is written.
func (ck *Checker) Run(ctx context.Context) (Report, error) {
	var report Report
	err := snapshot.Take(ctx, ck.db, "Check", func(snapshot *snapshot.Snapshot) error {
		x := newExaminer(snapshot)
		err := ck.db.Engine.Integrity(ctx, snapshot.Conn, func(what string) { x.add(Damage, what) })
		if err == nil {
			err = x.examine(ctx)
		}
		if err == nil {
			err = x.namesakes(ctx)
		}
		if err == nil {
			err = x.twins(ctx)
		}
		if err == nil {
			err = x.speed(ctx, ck)
		}
		if err = ck.db.Engine.Failure(err); model.ErrorCode(err) == model.Corrupt {
			x.add(Damage, err.Error()+" Nothing after that was checked.")
			err = nil
		}
		if err == nil {
			report, err = x.report(ctx)
		}
		return err
	})
	return report, err
}

// IsDamaged reports whether the engine finds the file itself damaged.
func (ck *Checker) IsDamaged(ctx context.Context) (bool, error) {
	damaged := false
	err := snapshot.Take(ctx, ck.db, "Check", func(snapshot *snapshot.Snapshot) error {
		return ck.db.Engine.Integrity(ctx, snapshot.Conn, func(string) { damaged = true })
	})
	if model.ErrorCode(err) == model.Corrupt {
		return true, nil
	}
	return damaged, err
}

// Exact returns nil if every row can be written down and read back the same.
// Else it is an [model.Invalid] error that names the first 20 rows, with text from the
// database, and how many there are.
func Exact(ctx context.Context, s *snapshot.Snapshot) error {
	x := newExaminer(s)
	if err := x.examine(ctx); err != nil {
		return err
	}
	report, err := x.report(ctx)
	if err != nil {
		return err
	}
	var bad model.Conflict
	for _, f := range report {
		if !f.Kind.isInexact() {
			continue
		}
		for _, row := range f.Rows {
			bad.Add("%s", row)
		}
		bad.Count += int(f.Count) - len(f.Rows)
	}
	if bad.Count == 0 {
		return nil
	}
	return model.Failf(model.Invalid, nil, "%s would not read back the same: %s. roster check has the details, and what can be repaired; export --without FIELD leaves a field out.", model.Plural(bad.Count, "place", "places"), bad.List())
}
