#!/bin/sh
# Install those of the named Debian packages that are missing. When none is, it needs no network and no rights.
set -eu

missing=""
for package in "$@"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "kezek: install these Debian packages' programs first:$missing" >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
        echo "kezek: as root, run first: apt-get install$missing" >&2
        exit 1
    fi
fi

echo "kezek: installing Debian packages:$missing"
# Debian's mosquitto starts a broker of its own on port 1883. It is left alone: a hall has its own, on a port of its own.
$as_root apt-get -qq update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes --no-install-recommends install $missing >/dev/null
