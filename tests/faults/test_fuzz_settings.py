"""A file of settings with any mistakes is read, or refused in one line."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from any_message import spoilt
from fuzzing import fuzz, quickly
from hypothesis import given
from hypothesis import strategies as st

from audio.settings import AudioSettings
from centre.checks import load_centre
from console.receptions.checks import load_receptions
from dispatcher.settings import DispatcherSettings
from display.settings import DisplaySettings
from firmware.settings import SettingsError, load_settings
from kiosk.settings import KioskSettings

CHECKOUT = Path(__file__).parents[2]
CENTRE = load_centre(CHECKOUT / "centre" / "borodulikha.toml")
"""Read once before anything is measured: the library of holidays takes a while."""


def _centre(path: Path) -> None:
    shutil.copy(CHECKOUT / "centre" / "borodulikha-calendar.toml", path.parent)
    load_centre(path)


EXAMPLES: list[tuple[str, Callable[[Path], object]]] = [
    ("systemd/examples/audio.toml", partial(load_settings, kind=AudioSettings)),
    ("systemd/examples/call-pad.toml", partial(load_settings, kind=KioskSettings)),
    ("systemd/examples/dispatcher.toml", partial(load_settings, kind=DispatcherSettings)),
    ("systemd/examples/display.toml", partial(load_settings, kind=DisplaySettings)),
    ("systemd/examples/kiosk.toml", partial(load_settings, kind=KioskSettings)),
    ("centre/borodulikha.toml", _centre),
    ("console/receptions/borodulikha.toml", lambda path: load_receptions(path, CENTRE)),
]
VALUES = st.sampled_from(
    [
        '""',
        '"x"',
        "0",
        "-1",
        "1e999",
        "nan",
        "-inf",
        "true",
        "1979-05-27",
        "07:32:00",
        "1979-05-27T07:32:00Z",
        "[]",
        "{}",
        "[[1], {a = 1}]",
        '"a\\nb"',
        '"\\u0000"',
        "9" * 30,
        "9" * 5000,
        "0x" + "f" * 5000,
        "[" * 3000,
        "{a=" * 3000,
        "a." * 1500 + "b",
        '"' + "x" * 70_000 + '"',
        "'''\n\n'''",
        '"é\\t"',
    ]
)
CHANGES = st.lists(st.tuples(st.integers(0, 3), st.integers(0), VALUES | st.text(max_size=10)), min_size=1, max_size=3)
BYTES = st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), max_size=3)


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    """Give keys other values or other names, take lines out, or double them."""
    lines = text.splitlines()
    for kind, where, news in changes:
        at = where % len(lines)
        key, equals, value = lines[at].partition("=")
        match kind:
            case 0 if equals:
                lines[at] = f"{key}= {news}"
            case 1 if equals:
                lines[at] = f"{news} ={value}"
            case 2:
                lines[at] = ""
            case _:
                lines[at:at] = [lines[at], news]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("example", "read"), EXAMPLES, ids=[example for example, _read in EXAMPLES])
@given(changes=CHANGES, strokes=BYTES)
@fuzz
def test_a_spoilt_file_is_read_or_refused_in_one_line(
    example: str, read: Callable[[Path], object], changes: list[tuple[int, int, str]], strokes: list[tuple[int, bytes]]
) -> None:
    text = _changed((CHECKOUT / example).read_text(encoding="utf-8"), changes)
    with tempfile.TemporaryDirectory() as folder, quickly():
        path = Path(folder) / "settings.toml"
        path.write_bytes(spoilt((text.encode(errors="surrogatepass"), strokes)))
        try:
            read(path)
        except SettingsError as error:
            complaint = str(error)
            assert complaint.isprintable()
            assert complaint.startswith(f"{path}: ")
            assert len(complaint) < 1000
