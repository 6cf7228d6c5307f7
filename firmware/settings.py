"""Settings from TOML into structs, with errors that name the file, the key and what would be right."""

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

EXIT_SETTINGS = 78
"""EX_CONFIG of sysexits.h. The units do not restart on it: the same file would fail again."""


class SettingsError(ValueError):
    """A file of settings is missing or wrong. The message is one line for a technician."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of all settings: an unknown key is a typing mistake, and refused."""


S = TypeVar("S")


def load_settings(path: Path, kind: type[S]) -> S:
    """Read *path* as TOML into *kind*. Raises SettingsError with one line: file, key, what would be right."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text at byte {error.start}") from error
    return parse_settings(text, kind, str(path))


def parse_settings(text: str, kind: type[S], source: str) -> S:
    """Read *text* as TOML into *kind*; *source* is how errors call it."""
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{source}: is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise SettingsError(f"{source}: {_one_line(_key_first(str(error)))}") from error


def _key_first(complaint: str) -> str:
    """Turn msgspec's "Expected `int` <= 27 - at `$.buttons[0].pin`" into "buttons[0].pin: Expected int <= 27"."""
    what, separator, where = complaint.replace("`", "").rpartition(" - at $")
    if not separator:
        return complaint.replace("`", "")
    return f"{where.removeprefix('.') or 'the file'}: {what}"


def _one_line(complaint: str) -> str:
    """Make *complaint* printable: it quotes keys from the file, and a quoted key of TOML may hold a line end."""
    return "".join(letter if letter.isprintable() else " " for letter in complaint)
