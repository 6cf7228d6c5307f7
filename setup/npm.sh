#!/bin/sh
# Make tests/npos hold what its package-lock.json names. When it does already, it needs no network.
set -eu
cd "$(dirname "$0")/.."

# npm and its Node come with requirements/dev.lock.
npm=$PWD/.venv/bin/npm
stamp=$(sha256sum <tests/npos/package-lock.json)
[ "$(cat tests/npos/node_modules/.stands 2>/dev/null)" != "$stamp" ] || exit 0

echo "kezek: installing tests/npos/package-lock.json"
# What is optional is for printing pictures and USB: nothing of that is asked for. No package runs a script of its own.
(cd tests/npos && PATH="$PWD/../../.venv/bin:$PATH" "$npm" ci --loglevel=error --ignore-scripts --omit=optional --no-audit --no-fund)
echo "$stamp" >tests/npos/node_modules/.stands
