// Command roster keeps who is on which team and who is still training there, in
// a terminal.
package main

import (
	_ "embed"
	"os"

	"roster/cli"
	"roster/ui"
)

//go:embed schema.sql
var schema string

// version is set by the linker for a release.
var version string

func main() {
	os.Exit(cli.Main(cli.Program{Schema: schema, Version: version, Screen: ui.Run}))
}
