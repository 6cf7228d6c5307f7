"""Another reader of ESC/POS, npos, takes our bytes for the same pictures as our own preview does, dot by dot."""

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.list_drawing import list_pages
from printer.picture import INK, blank
from printer.preview import Preview
from printer.sample import sample_list
from printer.slip import Slip
from printer.status import READY
from printer.variants import WIDTHS_PX, variants

READER = Path(__file__).parent.parent / "npos" / "read.js"
NODE = Path(__file__).parents[2] / ".venv" / "bin" / "node"
OURS = {"ESC @", "GS a", "GS P", "ESC J", "GS L", "GS v0", "GS V"}


def jobs() -> Iterator[tuple[str, int, bytes]]:
    """Yield everything that a station prints: its name, the paper's width, its bytes."""
    for variant in variants():
        layout = draw_ticket(variant.paper, variant.centre, variant.width_px).layout
        yield variant.name, variant.width_px, encode(layout)
    for width_px in WIDTHS_PX:
        for page in list_pages(*sample_list()):
            yield f"list-{width_px}-{page.page}", width_px, encode(page.draw(width_px))
        slip = Slip(device="entrance", attached="usb", dots_per_inch=203, status=READY, printed_at="")
        yield f"slip-{width_px}", width_px, encode(slip.draw(width_px))


JOBS = tuple(jobs())


@pytest.fixture(scope="module")
def read_by_npos() -> dict[str, Any]:
    """Give what npos makes of all jobs."""
    names, _, papers = zip(*JOBS, strict=True)
    asked = json.dumps([base64.b64encode(paper).decode() for paper in papers])
    assert NODE.exists(), f"{NODE} is missing: run setup/venv.sh dev"
    assert (READER.parent / "node_modules").exists(), "npos is missing: run setup/npm.sh"
    told = subprocess.run([NODE, READER], input=asked, capture_output=True, check=True, text=True, timeout=60).stdout
    return dict(zip(names, json.loads(told), strict=True))


def picture_of(word: dict[str, Any], width_px: int) -> Image.Image:
    picture = blank(width_px, word["height"])
    for y, dots in word["dots"]:
        for x in dots:
            picture.putpixel((x, y), INK)
    return picture


@pytest.mark.parametrize(("name", "width_px", "job"), JOBS, ids=[name for name, _, _ in JOBS])
def test_a_reader_that_is_not_ours_sees_the_same_paper(
    name: str, width_px: int, job: bytes, read_by_npos: dict[str, Any]
) -> None:
    (piece,) = Preview(width_px).feed(job)
    theirs = picture_of(read_by_npos[name], width_px)

    assert (theirs.size, theirs.tobytes()) == (piece.picture.size, piece.picture.tobytes())
    assert set(read_by_npos[name]["names"]) <= OURS
    assert read_by_npos[name]["names"][-1] == "GS V"
