#!/usr/bin/env bash
# Builds roster for the systems it is made for into dist/: static programs, without
# cgo, that know their version, the licences of what is in them, and their checksums.
#
#   ./build.sh [VERSION [SYSTEM/PROCESSOR...]]
#
# Without a version it is what git says of the source, without a system it is all six.
# Neither the folder nor the machine shows in what is built: the same source, version
# and Go make the same bytes, whatever the environment and go env -w say.
set -euo pipefail
cd "$(dirname "$0")"

if [ $# -gt 0 ]; then
	version=$1
	shift
elif ! version=$(git describe --tags --always --dirty); then
	echo "build.sh: git does not know this folder: name a version, as in ./build.sh v1.2.3" >&2
	exit 1
fi
[ $# -gt 0 ] || set -- {linux,darwin,windows}/{amd64,arm64}

export CGO_ENABLED=0 GOENV=off GOFLAGS= GOEXPERIMENT= GOAMD64=v1 GOARM64=v8.0
rm -rf dist
mkdir dist
for target; do
	program=roster-${target/\//-}
	[ "${target%/*}" != windows ] || program+=.exe
	GOOS=${target%/*} GOARCH=${target#*/} go build -trimpath -buildvcs=false \
		-ldflags "-s -w -X main.version=$version" -o "dist/$program" .
	echo "dist/$program"
done
go run ./internal/licences "$@" >dist/LICENSES.txt
echo "dist/LICENSES.txt"

cd dist
if command -v sha256sum >/dev/null; then
	sha256sum roster-* LICENSES.txt >SHA256SUMS
else # as on macOS
	shasum -a 256 roster-* LICENSES.txt >SHA256SUMS
fi
