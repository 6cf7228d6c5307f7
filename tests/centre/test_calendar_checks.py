"""A calendar file: how a mistake in it is told, and what is only warned of."""

import re
from datetime import date
from pathlib import Path

import pytest

from centre.calendar import day_plan
from centre.checks import decode_centre, encode_centre, load_centre, parse_centre, warnings
from firmware.settings import SettingsError

SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
QUIET = date(2026, 9, 1)


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """Return a centre.toml; its calendar file is for the test to write."""
    path = tmp_path / "centre.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def write(centre: Path, text: str) -> Path:
    calendar = centre.with_name("borodulikha-calendar.toml")
    calendar.write_text(text, encoding="utf-8")
    return calendar


def entry(line: str) -> str:
    return "[[days]]\n" + "\n".join(line.split("; ")) + "\n"


OFF = entry('date = 2027-04-05; is = "off"; name = { kk = "Аудан күні", ru = "День района" }')
MOVED = entry('date = 2027-07-10; is = "moved"; to = 2027-07-09; hours = ["10:00-14:00"]')


def test_the_files_days_are_in_the_document_and_the_journal_needs_no_file(centre: Path) -> None:
    file = write(centre, OFF + MOVED)
    document = encode_centre(load_centre(centre))
    file.unlink()
    kept = decode_centre(document)

    assert not day_plan(kept, date(2027, 4, 5)).spans
    assert len(day_plan(kept, date(2027, 7, 10)).spans) == 1
    assert not day_plan(kept, date(2027, 7, 9)).spans


def test_the_days_may_stand_in_the_centres_document_itself(centre: Path) -> None:
    text = centre.read_text(encoding="utf-8").replace('file = "borodulikha-calendar.toml"', "")
    kept = parse_centre(text + OFF.replace("[[days]]", "[[calendar.days]]"), "centre.toml")

    assert not day_plan(kept, date(2027, 4, 5)).spans


def test_days_in_both_places_are_refused(centre: Path) -> None:
    write(centre, OFF)
    centre.write_text(
        centre.read_text(encoding="utf-8") + OFF.replace("[[days]]", "[[calendar.days]]"), encoding="utf-8"
    )

    with pytest.raises(SettingsError, match=r"centre\.toml: calendar\.days: stand in 'borodulikha-calendar\.toml'"):
        load_centre(centre)


def test_a_calendar_file_that_is_missing_is_named(centre: Path) -> None:
    with pytest.raises(SettingsError, match=r"/borodulikha-calendar\.toml: cannot be read: No such file or directory$"):
        load_centre(centre)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OFF + OFF, "days[1].date: 2027-04-05 is said already in days[0].date; a day has one entry"),
        (
            MOVED + entry('date = 2027-07-09; is = "working"'),
            "days[1].date: 2027-07-09 is said already in days[0].to; a day has one entry",
        ),
        (
            entry('date = 2027-07-10; is = "moved"; to = 2027-07-10'),
            "days[0].to: 2027-07-10 is said already in days[0].date",
        ),
        (entry('date = 2027-07-10; is = "moved"'), "days[0].to: is missing; a moved day needs the date that is off"),
        (
            entry('date = 2027-07-09; is = "off"; to = 2027-07-10'),
            "days[0].to: 2027-07-10 is for a moved day alone; right would be is = 'moved', or no to",
        ),
        (
            entry('date = 2027-07-09; is = "off"; hours = ["09:00-10:00"]'),
            "days[0].hours: a day off has none; right would be is = 'working', or no hours",
        ),
        (
            entry('date = 2027-07-09; is = "working"; hours = ["09:00-13:00", "12:00-15:00"]'),
            "days[0].hours[1]: '12:00-15:00' begins before '09:00-13:00' has ended",
        ),
        (
            entry('date = 2027-07-09; is = "working"; hours = ["13:00-09:00"]'),
            "days[0].hours[0]: '13:00-09:00' ends before it has begun",
        ),
        (
            entry('date = 2027-07-09; is = "closed"'),
            "days[0].is: 'closed' is wrong; right would be one of off, working, moved",
        ),
        (
            entry('date = "9 July"; is = "off"'),
            "days[0].date: '9 July' is wrong; right would be a date without quotes, like 2026-05-08",
        ),
        (
            entry('date = 2027-07-09T10:00:00; is = "off"'),
            "days[0].date: 2027-07-09 10:00:00 is wrong; right would be a date without quotes, like 2026-05-08",
        ),
        (entry('is = "off"'), "days[0].date: is missing; right would be a date without quotes, like 2026-05-08"),
        (entry('date = 2027-07-09; is = "off"; why = "x"'), "days[0].why: there is no such key; right would be"),
        ("[days]\n", "days: a table is wrong; right would be a list"),
        ("holidays = 1\n", "holidays: there is no such key; right would be days"),
        (OFF + entry('date = 2027-02-30; is = "off"'), "is not TOML: Invalid date or datetime (at line 6, "),
    ],
)
def test_a_mistake_names_the_calendar_file_and_what_would_be_right(centre: Path, text: str, told: str) -> None:
    file = write(centre, text)

    with pytest.raises(SettingsError) as caught:
        load_centre(centre)

    assert str(caught.value).startswith(f"{file}: {told}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            entry('date = 2027-04-04; is = "off"'),
            "calendar.days[0]: changes nothing, for 2027-04-04 is off already; it can go",
        ),
        (
            entry('date = 2027-04-05; is = "working"'),
            "calendar.days[0]: changes nothing, for 2027-04-05 is worked at these hours already; it can go",
        ),
        (
            entry('date = 2027-04-05; is = "working"; hours = ["09:00-13:00", "14:30-18:30"]'),
            "calendar.days[0]: changes nothing, for 2027-04-05 is worked at these hours already; it can go",
        ),
        (
            entry('date = 2027-07-10; is = "moved"; to = 2027-07-11'),
            "calendar.days[0].to: 2027-07-11 is off already; another day would have to be off in place of 2027-07-10",
        ),
        (
            entry('date = 2027-07-08; is = "moved"; to = 2027-07-09'),
            "calendar.days[0].date: 2027-07-08 is worked already; is = 'off' for 2027-07-09 alone would do",
        ),
    ],
)
def test_what_changes_nothing_is_warned_of_and_accepted(centre: Path, text: str, told: str) -> None:
    write(centre, text)

    assert list(warnings(load_centre(centre), QUIET)) == [told]


def test_entries_that_change_something_are_not_warned_of(centre: Path) -> None:
    nauryz = entry('date = 2027-03-22; is = "working"')
    short = entry('date = 2027-12-31; is = "working"; hours = ["09:00-13:00"]')
    write(centre, OFF + MOVED + nauryz + short)

    assert list(warnings(load_centre(centre), QUIET)) == []


@pytest.mark.parametrize(
    "answer", ["", entry('date = 2026-05-27; is = "off"'), entry('date = 2026-05-27; is = "working"')]
)
def test_an_estimated_holiday_is_asked_for_until_the_file_says_what_it_is(centre: Path, answer: str) -> None:
    write(centre, answer)
    told = list(warnings(load_centre(centre), date(2026, 4, 1)))

    assert len(told) == (0 if answer else 1)
    assert all(
        warning.startswith("calendar: 2026-05-27 may be a holiday (Құрбан айт, Курбан-айт), and is kept as a working")
        for warning in told
    )
    assert not list(warnings(load_centre(centre), date(2026, 1, 10)))


def test_the_examples_of_the_page_and_of_the_shipped_file_are_right(centre: Path) -> None:
    page = (SHIPPED.parents[1] / "docs" / "calendar.md").read_text(encoding="utf-8")
    (example,) = [block.partition("```")[0] for block in page.split("```toml\n")[1:]]
    shipped = SHIPPED.with_name("borodulikha-calendar.toml").read_text(encoding="utf-8")
    uncommented = re.sub(r"^# (\[\[days\]\]|[a-z]+ = .*)$", r"\1", shipped, flags=re.MULTILINE)
    for text in (example, uncommented):
        write(centre, text)

        assert len(load_centre(centre).calendar.days) == 4
        assert list(warnings(load_centre(centre), QUIET)) == []


def test_a_calendar_without_hours_is_warned_of(centre: Path) -> None:
    write(centre, OFF)
    text = centre.read_text(encoding="utf-8")
    begins = text.index("[hours]")
    centre.write_text(text[:begins] + text[text.index("# Which days") :], encoding="utf-8")

    (warning,) = warnings(load_centre(centre), QUIET)
    assert warning.startswith("calendar: is not kept, for the centre is open at every hour")
