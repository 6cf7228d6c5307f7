#!/bin/sh
# Make .venv hold what requirements/$1.lock names ("run" or "dev"). When it does already, it needs no network.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))') || {
    echo "kezek: needs Python 3.11 or newer, and $python is ${version:-not there}" >&2
    exit 1
}

# A stamp says which Python and which lock stand; dev holds all that run does.
stamp_of() { echo "$version $(sha256sum <"requirements/$1.lock")"; }
stands() { [ -x .venv/bin/python ] && [ "$(cat ".venv/stands-$1" 2>/dev/null)" = "$(stamp_of "$1")" ]; }
stands "$1" && exit 0

if [ "$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" != "$version" ] ||
    [ ! -d ".venv/lib/python$version" ]; then
    echo "kezek: making .venv with Python $version"
    "$python" -m venv --clear .venv
fi
echo "kezek: installing requirements/$1.lock into .venv"
# Wheels only: building one would fetch tools that no lock names. And nothing that the lock does not name: it is whole, but
# for docopt, which num2words asks for, has no wheel of, and needs for its command line alone.
.venv/bin/python -m pip --quiet --disable-pip-version-check install \
    --require-hashes --no-deps --only-binary :all: --requirement "requirements/$1.lock"
# Files under bench/ are run by name, and import the packages of this folder.
pwd >".venv/lib/python$version/site-packages/kezek.pth"
stamp_of "$1" >".venv/stands-$1"
[ "$1" != dev ] || stamp_of run >.venv/stands-run
