package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Encrypt makes the server speak TLS for the name localhost, and returns the file
// of the certificate that vouches for it.
func (s *Server) Encrypt(t testing.TB) (root string) {
	t.Helper()
	root = filepath.Join(t.TempDir(), "root.crt")
	certificate, key, err := certify()
	if err == nil {
		err = errors.Join(
			os.WriteFile(root, certificate, 0o600),
			s.give("server.crt", certificate), s.give("server.key", key))
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Exec(t, Superuser, "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()")
	s.await(t, "SHOW ssl", "on")
	return root
}

// give writes a file that the server reads, and that no one else may.
func (s *Server) give(name string, content []byte) error {
	path := filepath.Join(s.data(), name)
	return errors.Join(os.WriteFile(path, content, 0o600), s.account.chown(path))
}

// certify makes a certificate for localhost that vouches for itself, and its key.
func certify() (certificate, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		Subject:      pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		return nil, nil, err
	}
	bare, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	certificate = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})
	key = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: bare})
	return certificate, key, nil
}
