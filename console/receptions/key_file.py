"""The file that holds the keys under which names are sealed: one Fernet key a line, the newest first."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path

from cryptography.fernet import Fernet

from console.receptions.errors import KeyFileError

_KEY_BYTES = 32
_OTHERS = 0o007


def read_keys(path: Path) -> list[bytes]:
    """Return the keys in *path*, one at least. Raises KeyFileError; its message never quotes the file."""
    try:
        if path.stat().st_mode & _OTHERS:
            raise KeyFileError(f"{path}: everybody on this machine may read it; right would be: chmod 600 {path}")
        lines = [line.strip() for line in path.read_bytes().splitlines()]
    except FileNotFoundError:
        raise KeyFileError(f"{path}: is not there; put the key back, or make one for a new store") from None
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be read: {error.strerror}") from error
    keys = [line for line in lines if line and not line.startswith(b"#")]
    if not keys:
        raise KeyFileError(f"{path}: holds no key; right would be one Fernet key a line, the newest first")
    for number, key in enumerate(keys, 1):
        if not _is_key(key):
            raise KeyFileError(f"{path}: key {number} is none; right would be a Fernet key, 44 letters and digits")
    return keys


def make_key_file(path: Path) -> None:
    """Make *path* with a fresh key, for this account alone; it is on the disk afterwards. Raises KeyFileError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, Fernet.generate_key() + b"\n")
            os.fsync(file)
        finally:
            os.close(file)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be made: {error.strerror}") from error


def _is_key(key: bytes) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == _KEY_BYTES
    except ValueError:
        return False
