import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from qr_reading import read_qr
from reading import likeness, read_png

from printer.__main__ import main


def test_a_preview_is_saved_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ticket.png"

    assert main(["preview", "--language", "ru", "--zone", "Приём 漢", "--number", "7", "--width", "384", str(out)]) == 0
    with Image.open(out) as png:
        assert png.width == 384
    told = capsys.readouterr().out
    assert "of a plain raster" in told
    assert "U+6F22" in told


@pytest.mark.parametrize("number", ["0", "10000", "x", "-1", "²", "1" * 5000])
def test_a_number_that_no_ticket_has_is_refused_and_told_what_is_right(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["preview", f"--number={number}", str(tmp_path / "ticket.png")])

    told = capsys.readouterr().err.splitlines()[-1]
    assert told.endswith("is no ticket's number; right would be 1 to 9999")


@pytest.mark.parametrize("arguments", [["preview"], ["test", "--simulate", "--out"]])
@pytest.mark.parametrize("name", ["ticket", "ticket.txt", "ticket.jpg"])
def test_a_picture_that_is_no_png_is_refused(
    arguments: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*arguments, str(tmp_path / name)])

    assert "is no PNG; right would be a name like ticket.png" in capsys.readouterr().err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_an_office_is_previewed_with_its_letter_and_its_own_name(tmp_path: Path) -> None:
    text = Path("centre/borodulikha.toml").read_text(encoding="utf-8")
    assert "number = 12\n" in text
    (tmp_path / "centre.toml").write_text(text.replace("number = 12\n", 'number = 12\nletter = "Б"\n', 1), "utf-8")
    shutil.copy("centre/borodulikha-calendar.toml", tmp_path)
    wish = ["--centre", str(tmp_path / "centre.toml"), "--zone", "personal-reception", "--appointment"]

    assert main(["preview", *wish, "--language", "ru", str(tmp_path / "ticket.png")]) == 0
    assert likeness(read_png((tmp_path / "ticket.png").read_bytes()), "Приём в 10:30, кабинет 12Б") > 0.95


def test_a_centres_own_names_are_previewed_with_every_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = ["--centre", "centre/borodulikha.toml", "--zone", "personal-reception", "--purpose", "sign-up"]
    marks = ["--appointment", "--qr", "--copy", "--wait", "--language", "ru"]

    assert main(["preview", *centre, *marks, str(tmp_path / "ticket.png")]) == 0
    assert capsys.readouterr().out.count("\n") == 1, "no complaint"
    text = read_png((tmp_path / "ticket.png").read_bytes())
    assert likeness(text, "Личный приём") > 0.9, text
    assert likeness(text, "Приём в 10:30, кабинет 12") > 0.9, text
    assert likeness(text, "КОПИЯ") > 0.9, text
    with Image.open(tmp_path / "ticket.png") as png:
        assert len(read_qr(ImageChops.invert(png))) == 1


def test_a_zone_that_the_centre_does_not_have_is_complained_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = ["--centre", "centre/borodulikha.toml", "--zone", "no-zone", "--purpose", "no-purpose"]

    assert main(["preview", *centre, str(tmp_path / "ticket.png")]) == 0
    told = capsys.readouterr().out
    assert "zone no-zone is not a zone of this centre" in told
    assert "purpose no-purpose is not a purpose of this centre" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["preview", "--centre", "/nowhere/centre.toml"], "/nowhere/centre.toml: cannot be read"),
        (["preview", "--layout", "/nowhere/ticket.toml"], "/nowhere/ticket.toml: cannot be read"),
    ],
)
def test_a_file_that_is_not_there_is_told(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, str(tmp_path / "ticket.png")]) == 78
    assert told in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "/nowhere/ticket.png"]) == 1
    assert capsys.readouterr().err == "kezek-printer: /nowhere/ticket.png: No such file or directory\n"
