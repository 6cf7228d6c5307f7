"""A stranger reads the paper: tesseract, on what the bytes say."""

import difflib
import re
import subprocess
from pathlib import Path

import pytest

from firmware.words import Bilingual, Language
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.picture import as_paper
from printer.preview import Preview
from printer.sample import sample_centre, sample_paper


def read(png: Path) -> str:
    command = ["tesseract", str(png), "stdout", "-l", "kaz+rus"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def likeness(wanted: str, text: str) -> float:
    """Return how much of *wanted* is in the best place of *text*, white space folded."""
    folded, whole = " ".join(wanted.split()), " ".join(text.split())
    starts = range(max(len(whole) - len(folded), 0) + 1)
    return max(difflib.SequenceMatcher(None, folded, whole[at : at + len(folded)]).ratio() for at in starts)


@pytest.mark.parametrize(
    ("number", "language", "width_px", "title"),
    [
        (105, Language.KK, 576, Bilingual(kk="Өзіне-өзі қызмет көрсету", ru="Самообслуживание")),
        (401, Language.RU, 576, Bilingual(kk="Жеке қабылдау", ru="Личный приём")),
        (1777, Language.RU, 384, Bilingual(kk="Консультация", ru="Консультация")),
        (398, Language.KK, 384, Bilingual(kk="Жеке қабылдау", ru="Личный приём")),
    ],
)
def test_a_stranger_can_read_the_ticket(
    number: int, language: Language, width_px: int, title: Bilingual, tmp_path: Path
) -> None:
    layout = draw_ticket(sample_paper(number, language), sample_centre(title), width_px).layout
    (piece,) = Preview(width_px).feed(encode(layout))
    as_paper(piece.picture).save(tmp_path / "ticket.png")

    text = read(tmp_path / "ticket.png")

    assert str(number) in re.findall(r"\b\d+\b", text), text
    assert likeness(title.get(language), text) >= 0.9, text
