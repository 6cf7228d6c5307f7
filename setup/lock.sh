#!/bin/sh
# Lock the newest allowed Python packages with their hashes, for every Python and machine that Kezek runs on.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null || {
    echo "kezek: make lock needs uv: https://docs.astral.sh/uv" >&2
    exit 1
}
lock() {
    uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" "$@"
}
# docopt has no wheel, and num2words needs it for its command line alone.
lock requirements/dev.in --no-emit-package docopt --output-file requirements/dev.lock
lock requirements/run.in --constraint requirements/dev.lock --output-file requirements/run.lock
lock requirements/build.in --constraint requirements/dev.lock --output-file requirements/build.lock
lock requirements/piper.in --output-file requirements/piper.lock
