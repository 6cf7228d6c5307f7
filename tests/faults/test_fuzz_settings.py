"""A file of settings with any mistakes is read, or refused in one line."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from any_message import spoilt
from fuzzing import fuzz, quickly
from hypothesis import given
from hypothesis import strategies as st

from audio.settings import AudioSettings
from centre.checks import load_centre
from dispatcher.settings import DispatcherSettings
from display.settings import DisplaySettings
from firmware.settings import SettingsError, load_settings
from kiosk.settings import KioskSettings

CHECKOUT = Path(__file__).parents[2]
EXAMPLES: list[tuple[str, Any]] = [
    ("systemd/examples/audio.toml", AudioSettings),
    ("systemd/examples/call-pad.toml", KioskSettings),
    ("systemd/examples/dispatcher.toml", DispatcherSettings),
    ("systemd/examples/display.toml", DisplaySettings),
    ("systemd/examples/kiosk.toml", KioskSettings),
    ("centre/borodulikha.toml", None),
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
        "a." * 3000 + "b",
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


@pytest.mark.parametrize(("example", "kind"), EXAMPLES, ids=[example for example, _kind in EXAMPLES])
@given(changes=CHANGES, strokes=BYTES)
@fuzz
def test_a_spoilt_file_is_read_or_refused_in_one_line(
    example: str, kind: Any, changes: list[tuple[int, int, str]], strokes: list[tuple[int, bytes]]
) -> None:
    text = _changed((CHECKOUT / example).read_text(encoding="utf-8"), changes)
    with tempfile.TemporaryDirectory() as folder, quickly():
        path = Path(folder) / "settings.toml"
        path.write_bytes(spoilt((text.encode(errors="surrogatepass"), strokes)))
        try:
            if kind is None:
                shutil.copy(CHECKOUT / "centre" / "borodulikha-calendar.toml", folder)
                load_centre(path)
            else:
                load_settings(path, kind)
        except SettingsError as error:
            complaint = str(error)
            assert complaint.isprintable()
            assert complaint.startswith(f"{path}: ")
            assert len(complaint) < 1000
