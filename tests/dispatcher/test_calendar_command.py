"""`kezek-dispatcher calendar`: a year as the centre will keep it."""

import json
from pathlib import Path

import pytest

from dispatcher.__main__ import main

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Return the dispatcher's settings; the centre has a short day and a moved one."""
    (tmp_path / "centre.toml").write_text(CENTRE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "borodulikha-calendar.toml").write_text(
        '[[days]]\ndate = 2026-12-31\nis = "working"\nhours = ["09:00-13:00"]\n'
        '[[days]]\ndate = 2026-05-02\nis = "moved"\nto = 2026-05-08\nname = { kk = "Ауысу", ru = "Перенос" }\n',
        encoding="utf-8",
    )
    path = tmp_path / "dispatcher.toml"
    path.write_text(f'site = "borodulikha"\ndevice = "dispatcher"\ncentre = "{tmp_path / "centre.toml"}"\n')
    return path


def test_every_day_that_differs_is_printed_with_its_hours_and_why(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(settings), "calendar", "2026"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "2026-01-01 thu  closed                    Жаңа жыл · Новый год; holiday"
    assert "2026-05-02 sat  09:00-13:00, 14:30-18:30  Ауысу · Перенос; calendar file" in lines
    assert "2026-05-08 fri  closed                    Ауысу · Перенос; calendar file" in lines
    assert "2026-12-31 thu  09:00-13:00               calendar file" in lines
    assert (
        "2026-05-27 wed  09:00-13:00, 14:30-18:30  Құрбан айт · Курбан-айт; "
        "not confirmed: confirm in the calendar file" in lines
    )
    assert lines[-1] == (
        "working days: Jan 19, Feb 20, Mar 18, Apr 22, May 18, Jun 22, Jul 22, Aug 21, Sep 22, Oct 21, Nov 21, Dec 22; "
        "248 in 2026"
    )
    assert not [line for line in lines if line.startswith("2026-08")]


def test_a_program_can_read_it(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(settings), "calendar", "2026", "--json"]) == 0
    year = json.loads(capsys.readouterr().out)

    assert (year["year"], year["holidays"], sum(year["working_days"])) == (2026, "KZ", 248)
    assert {
        "date": "2026-05-08",
        "weekday": "fri",
        "hours": [],
        "why": "local",
        "name": {"kk": "Ауысу", "ru": "Перенос"},
    } in year["days"]


@pytest.mark.parametrize("year", ["1989", "2101", "26", "02026", "next", "²026"])
def test_what_is_no_year_is_refused_in_one_line(settings: Path, capsys: pytest.CaptureFixture[str], year: str) -> None:
    assert main(["--config", str(settings), "calendar", year]) == 2
    assert capsys.readouterr().err == f"kezek-dispatcher: calendar: {year!r} is no year from 1990 to 2100\n"


@pytest.mark.parametrize("year", ["1990", "2100"])
def test_the_first_and_the_last_year_can_be_printed(settings: Path, year: str) -> None:
    assert main(["--config", str(settings), "calendar", year]) == 0


def test_a_centre_that_never_closes_has_no_day_that_differs(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = settings.with_name("centre.toml")
    text = centre.read_text(encoding="utf-8")
    centre.write_text(text[: text.index("[hours]")] + text[text.index("# Zones") :], encoding="utf-8")

    assert main(["--config", str(settings), "calendar", "2026"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "2026 has no day that differs from its weekday's hours"
    assert last.endswith("; 365 in 2026")
