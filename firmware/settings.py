"""Settings from TOML into structs, with errors that name the file, the key and what would be right."""

import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import TypeVar

import msgspec

from firmware.complaints import explain

EXIT_SETTINGS = 78
"""EX_CONFIG of sysexits.h. The units do not restart on it: the same file would fail again."""

LONGEST_COMPLAINT = 500


class SettingsError(ValueError):
    """A file of settings is missing or wrong. The message is one line for a technician."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of all settings: an unknown key is a typing mistake, and refused."""


S = TypeVar("S")


def load_settings(path: Path, kind: type[S]) -> S:
    """Read *path* as TOML into *kind*. Raises SettingsError with one line: file, key, what would be right."""
    try:
        raw = path.read_bytes().removeprefix(BOM_UTF8)  # what Windows' Notepad puts before a text
        text = raw.decode()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}: is not UTF-8 text in line {line}; save it as UTF-8") from error
    return parse_settings(text, kind, str(path))


def parse_settings(text: str, kind: type[S], source: str) -> S:
    """Read *text* as TOML into *kind*; *source* is how errors call it."""
    try:
        document = tomllib.loads(text)
    except RecursionError as error:
        raise SettingsError(f"{source}: is not TOML that anybody writes: too much is nested") from error
    except ValueError as error:  # tomllib's own, and what Python says of a number of 5,000 digits
        raise SettingsError(f"{source}: is not TOML: {_one_line(str(error))}") from error
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{source}: {_one_line(explain(str(error), kind, document))}") from error


def _one_line(complaint: str) -> str:
    """Make *complaint* printable: it quotes keys from the file, and a quoted key of TOML may be of anything."""
    line = "".join(letter if letter.isprintable() else " " for letter in complaint)
    return line if len(line) <= LONGEST_COMPLAINT else line[:LONGEST_COMPLAINT] + "…"
