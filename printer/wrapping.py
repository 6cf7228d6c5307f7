"""Breaking a text into lines that fit. Measures with what it is given, draws nothing."""

from collections.abc import Callable

Measure = Callable[[str], float]
"""The width of a text in dots."""

_EVEN_ENOUGH_PX = 16


def wrap(text: str, width_px: float, most_lines: int, measure: Measure) -> list[str]:
    """Break *text* between words, and words that are wider than a line between letters.

    What does not fit into *most_lines* is cut off with «…».
    """
    words = " ".join(text.split())
    if measure(words) <= width_px:  # as it nearly always is
        return [words] if words else []
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width_px, measure):
        longer = f"{line} {word}" if line else word
        if not line or measure(longer) <= width_px:
            line = longer
            continue
        lines.append(line)
        line = word
        if len(lines) > most_lines:
            break
    if line:
        lines.append(line)
    if len(lines) <= most_lines:
        return lines
    kept = lines[:most_lines]
    kept[-1] = _with_ellipsis(kept[-1], width_px, measure)
    return kept


def wrap_evenly(text: str, width_px: int, most_lines: int, measure: Measure) -> list[str]:
    """Wrap into as few lines as `wrap` does, but about equally long, so that no word stands alone beneath."""
    lines = wrap(text, width_px, most_lines, measure)
    if len(lines) <= 1 or lines[-1].endswith("…"):
        return lines
    low, high = width_px // 2, width_px
    while high - low > _EVEN_ENOUGH_PX:
        middle = (low + high) // 2
        tried = wrap(text, middle, most_lines, measure)
        if len(tried) == len(lines) and not tried[-1].endswith("…") and _is_unbroken(tried, text):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _is_unbroken(lines: list[str], text: str) -> bool:
    """Tell that no word was broken between letters."""
    return " ".join(lines).split() == text.split()


def _pieces(text: str, width_px: float, measure: Measure) -> list[str]:
    """Split *text* into words, none wider than a line; a part of a word that goes on ends with a hyphen."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while measure(rest) > width_px and len(rest) > 1:
            fits = _longest_start(rest, "-", width_px, measure)
            pieces.append(rest[:fits] + ("" if rest[fits - 1] == "-" else "-"))
            rest = rest[fits:]
        pieces.append(rest)
    return pieces


def _longest_start(text: str, tail: str, width_px: float, measure: Measure) -> int:
    """Return how many letters of *text* fit into a line together with *tail*; at least one."""
    low, high = 1, max(len(text) - 1, 1)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + tail) <= width_px:
            low = middle
        else:
            high = middle - 1
    return low


def _with_ellipsis(line: str, width_px: float, measure: Measure) -> str:
    if measure(line + "…") <= width_px:
        return line + "…"
    return line[: _longest_start(line, "…", width_px, measure)].rstrip() + "…"
