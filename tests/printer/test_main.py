from pathlib import Path

import pytest
from PIL import Image

from printer.__main__ import main


def test_a_preview_is_saved_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ticket.png"

    assert main(["preview", "--language", "ru", "--zone", "Приём 漢", "--number", "7", "--width", "384", str(out)]) == 0
    with Image.open(out) as png:
        assert png.width == 384
    told = capsys.readouterr().out
    assert "of a plain raster" in told
    assert "U+6F22" in told


@pytest.mark.parametrize("number", ["0", "10000", "x"])
def test_a_number_that_no_ticket_has_is_refused(number: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["preview", "--number", number, str(tmp_path / "ticket.png")])
