"""Pictures kept for comparison: for tests alone. `pytest --renew` writes them anew; look at them then."""

from pathlib import Path

from PIL import Image, ImageChops

from printer.picture import as_paper

GOLDEN = Path(__file__).parent.parent / "golden"


def assert_golden(name: str, picture: Image.Image, *, renew: bool) -> None:
    """Compare a picture of the paper, dot by dot, with the one that was kept under *name*."""
    paper, kept = as_paper(picture), GOLDEN / f"{name}.png"
    if renew:
        paper.save(kept, optimize=True)
    with Image.open(kept) as golden:
        assert golden.size == paper.size
        assert ImageChops.difference(golden.convert("L"), paper.convert("L")).getbbox() is None


def assert_golden_bytes(name: str, job: bytes, *, renew: bool) -> None:
    """Compare what the printer gets with what was kept under *name*."""
    kept = GOLDEN / f"{name}.bin"
    if renew:
        kept.write_bytes(job)
    assert job == kept.read_bytes()
