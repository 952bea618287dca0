// Command bigroster writes a large roster, for benchmarks and for trying things
// out:
//
//	go run ./internal/bigroster --heroes 1000000 FILE
//
// The same flags give the same rows every time.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"roster/internal/bigroster/generate"
)

func main() {
	heroes := flag.Int("heroes", 100_000, "how many heroes")
	teams := flag.Int("teams", 0, "how many teams; 0 for one for each hundred heroes")
	links := flag.Int("links", 0, "about how many memberships; 0 for five for each hero")
	seed := flag.Uint64("seed", 1, "a different seed gives a different roster")
	journal := flag.String("journal", "wal", "the journal mode: wal or delete")
	schema := flag.String("schema", "schema.sql", "the file with the tables")
	flag.Parse()
	size := generate.Fit(*heroes)
	if *teams > 0 {
		size.Teams = *teams
	}
	if *links > 0 {
		size.Links = *links
	}
	size.Seed, size.WAL = *seed, *journal == "wal"
	if flag.NArg() != 1 || !size.WAL && *journal != "delete" {
		fmt.Fprintln(os.Stderr, "usage: bigroster [--heroes N] [--teams N] [--links N] [--seed N] [--journal wal|delete] [--schema FILE] FILE")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *schema, size); err != nil {
		fmt.Fprintln(os.Stderr, "bigroster:", err)
		os.Exit(1)
	}
}

func run(path, schema string, size generate.Size) error {
	text, err := os.ReadFile(schema)
	if err != nil {
		return err
	}
	return generate.Write(context.Background(), path, string(text), size)
}
