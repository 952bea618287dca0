package data

import "context"

// Backup copies the whole database, as it is at one moment, into the file at
// path, which must be empty, and checks that the copy opens. Others may write
// meanwhile. Where it fails, the file may hold a part.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.dialect.backup(ctx, s.read("Backup"), path); err != nil {
		return s.dialect.failure(err)
	}
	copied, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return copied.Close()
}
