"""The words of the pages: one table of {kk, ru} pairs per page in texts/, read and checked at start.

No native speaker has approved the wording yet.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec

from firmware.words import Language, SetText

FOLDER = Path(__file__).parent / "texts"


class TextsError(ValueError):
    """A table of texts cannot be used."""


class UnknownTextError(LookupError):
    """There is no text of this name."""


class Words:
    """The texts of one language, by name. What is not there raises UnknownTextError."""

    def __init__(self, path: str, found: Mapping[str, "str | Words"]) -> None:
        self._path = path
        self._found = found

    def __getattr__(self, name: str) -> "str | Words":
        if name.startswith("__"):  # copy, pickle and Jinja ask for what no text is called
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> "str | Words":
        try:
            return self._found[name]
        except KeyError:
            raise UnknownTextError(f"no text {self._path}{name}") from None

    def say(self, path: str, **blanks: object) -> str:
        """Return the text at *path*, such as `wrong.titles.404`, with its blanks filled. Raises UnknownTextError."""
        found: str | Words = self
        for name in path.split("."):
            if isinstance(found, str):
                raise UnknownTextError(f"no text {path}")
            found = found[name]
        if not isinstance(found, str):
            raise UnknownTextError(f"{path} is a group of texts")
        return found.format(**blanks) if blanks else found

    def names(self) -> Iterator[str]:
        """Yield the full names of all texts here: `desk.next`."""
        for name, value in self._found.items():
            if isinstance(value, Words):
                yield from value.names()
            else:
                yield f"{self._path}{name}"


@cache
def texts() -> Mapping[Language, Words]:
    """Return the shipped texts."""
    return load_texts(FOLDER)


def load_texts(folder: Path) -> Mapping[Language, Words]:
    """Read all tables of *folder*. Raises TextsError with the file, the key and what would be right."""
    tables = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    return {language: _words(tables, language, "") for language in Language}


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return _checked(tomllib.loads(path.read_text(encoding="utf-8")), "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TextsError(f"{path}: {error}") from error
    except TextsError as error:
        raise TextsError(f"{path}: {error}") from None


def _checked(table: Mapping[str, Any], path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        if not isinstance(value, dict):
            raise TextsError(f'{path}{key}: a pair is expected, such as {{ kk = "…", ru = "…" }}')
        is_group = all(isinstance(part, dict) for part in value.values())
        found[key] = _checked(value, f"{path}{key}.") if is_group else _pair(value, f"{path}{key}")
    return found


def _pair(value: Mapping[str, Any], path: str) -> SetText:
    try:
        pair = msgspec.convert(value, SetText)
    except msgspec.ValidationError as error:
        raise TextsError(f"{path}: {error}") from None
    if _blanks(pair.kk) != _blanks(pair.ru):
        raise TextsError(f"{path}: both languages must have the same {{blanks}}")
    return pair


def _blanks(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise TextsError(f"{text!r}: {error}") from error


def _words(tables: Mapping[str, Any], language: Language, path: str) -> Words:
    return Words(
        path,
        {
            name: value.get(language) if isinstance(value, SetText) else _words(value, language, f"{path}{name}.")
            for name, value in tables.items()
        },
    )
