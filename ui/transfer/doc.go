// Package transfer has the dialogs of import and export: the file, what its columns mean, the
// plan, and the formats.
package transfer
