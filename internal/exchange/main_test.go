package exchange

import (
	"testing"

	"roster/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m, 25) }
