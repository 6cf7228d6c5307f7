"""The dispatcher's command: what --check tells of the centre's document."""

import shutil
from pathlib import Path

import pytest

from dispatcher.__main__ import main

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def check(folder: Path, *, site: str, centre: Path) -> int:
    settings = folder / "dispatcher.toml"
    settings.write_text(f'site = "{site}"\ndevice = "dispatcher"\ncentre = "{centre}"\n')
    return main(["--config", str(settings), "--check"])


def beside_its_calendar(folder: Path) -> Path:
    """Return where a centre.toml can be written that names the shipped calendar file."""
    shutil.copy(CENTRE.with_name("borodulikha-calendar.toml"), folder)
    return folder / "centre.toml"


def test_the_shipped_centre_is_right(tmp_path: Path) -> None:
    assert check(tmp_path, site="borodulikha", centre=CENTRE) == 0


def test_a_centre_of_another_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, site="semey", centre=CENTRE) == 78

    assert capsys.readouterr().err == (
        f"kezek-dispatcher: {CENTRE}: site: 'borodulikha' is wrong; right would be 'semey', "
        "as in the dispatcher's own settings\n"
    )


def test_a_range_too_short_for_stations_that_number_alone_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = beside_its_calendar(tmp_path)
    centre.write_text(CENTRE.read_text(encoding="utf-8").replace("last = 399", "last = 107"), encoding="utf-8")

    assert check(tmp_path, site="borodulikha", centre=centre) == 0
    assert capsys.readouterr().err.startswith(f"kezek-dispatcher: warning: {centre}: zones[0].last: of 2 numbers")


def test_a_mistake_in_the_centre_is_told_under_the_centres_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = beside_its_calendar(tmp_path)
    centre.write_text(CENTRE.read_text(encoding="utf-8").replace('kind = "office"', 'kind = "room"'), encoding="utf-8")

    assert check(tmp_path, site="borodulikha", centre=centre) == 78

    told = capsys.readouterr().err
    assert told.startswith(f"kezek-dispatcher: {centre}: places[3].kind: 'room' is wrong")
    assert len(told.splitlines()) == 1
