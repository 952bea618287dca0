#!/usr/bin/env bash
# Builds roster for the systems it is made for into dist/: static programs, without
# cgo, that know their version, and their checksums.
#
#   ./build.sh [VERSION [SYSTEM/PROCESSOR...]]
#
# Without a version it is what git says of the source, without a system it is all six.
# Neither the folder nor the machine shows in what is built: the same source, version
# and Go make the same bytes.
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

export CGO_ENABLED=0 GOFLAGS=
rm -rf dist
mkdir dist
for target; do
	program=roster-${target/\//-}
	[ "${target%/*}" != windows ] || program+=.exe
	GOOS=${target%/*} GOARCH=${target#*/} go build -trimpath -buildvcs=false \
		-ldflags "-s -w -X main.version=$version" -o "dist/$program" .
	echo "dist/$program"
done

cd dist
if command -v sha256sum >/dev/null; then
	sha256sum roster-* >SHA256SUMS
else # as on macOS
	shasum -a 256 roster-* >SHA256SUMS
fi
