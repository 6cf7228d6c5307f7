#!/bin/sh
# Make .piper hold Piper and an English voice as requirements/piper.lock names them, and have it make clips. Piper is a program
# of its own under GPL-3.0: no other environment holds it, and nothing imports it.
set -eu
cd "$(dirname "$0")/.."

stamp=$(sha256sum <requirements/piper.lock)
if [ "$(cat .piper/stands 2>/dev/null)" != "$stamp" ]; then
    echo "kezek: installing requirements/piper.lock into .piper"
    "${PYTHON:-python3}" -m venv --clear .piper
    .piper/bin/python -m pip --quiet --disable-pip-version-check install \
        --require-hashes --only-binary :all: --requirement requirements/piper.lock
    echo "$stamp" >.piper/stands
fi
model=$(find .piper/lib -name '*.onnx' -path '*joe*')
KEZEK_PIPER_MODEL=$PWD/$model exec .venv/bin/python -m pytest tests/piper/piper_checks.py
