"""Foreign text made harmless: only what is a letter, and is in the font, gets onto paper. Pure."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

MISSING = "□"
"""Stands where a letter was that the font lacks, so that nobody takes the rest for the whole."""

_LONGEST = 1000
"""Letters of one text that are looked at. No ticket has room for as many."""

HasLetter = Callable[[str], bool]


@lru_cache(maxsize=256)
def clean(text: str, has_letter: HasLetter) -> tuple[str, str]:
    """Return *text* without anything that is no letter, and the characters that had to go, each once.

    Control and format characters never reach the paper: as bytes they would be commands to the printer.
    """
    kept: list[str] = []
    gone: dict[str, None] = {}
    for character in unicodedata.normalize("NFC", text[:_LONGEST]):
        if character in "\t\n\r" or unicodedata.category(character).startswith("Z"):
            kept.append(" ")
        elif unicodedata.category(character).startswith("C"):
            gone[character] = None
            kept.append(" ")
        elif has_letter(character):
            kept.append(character)
        else:
            gone[character] = None
            kept.append(MISSING)
    return " ".join("".join(kept).split()), "".join(gone)


def named(characters: str) -> str:
    """Name at most eight *characters* so that a log can carry them."""
    names = " ".join(f"U+{ord(character):04X}" for character in characters[:8])
    return names + (" …" if len(characters) > 8 else "")  # noqa: PLR2004 - the eight of the line above
