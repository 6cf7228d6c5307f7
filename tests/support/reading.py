"""Reads a paper as a stranger would, with tesseract: for tests alone."""

import os
import re
import subprocess
import unicodedata
from difflib import SequenceMatcher


def read_png(png: bytes) -> str:
    """Return the text on a picture. Default page mode: --psm 6 misses big numbers."""
    command = ["tesseract", "-", "-", "-l", "kaz+rus"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they read
    read = subprocess.run(command, input=png, capture_output=True, check=True, timeout=60, env=environment)
    return read.stdout.decode()


def has_number(text: str, number: int) -> bool:
    """Tell whether *number* stands in *text* by itself."""
    return re.search(rf"(?<!\d){number}(?!\d)", text) is not None


def likeness(text: str, phrase: str) -> float:
    """Return how well *phrase* is found in *text*: 1 is letter by letter. White space and ё do not count."""
    hay, needle = _folded(text), _folded(phrase)
    width = len(needle)
    windows = (hay[at : at + width] for at in range(max(len(hay) - width, 0) + 1))
    return max(SequenceMatcher(None, window, needle, autojunk=False).ratio() for window in windows)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().replace("ё", "е").split())
