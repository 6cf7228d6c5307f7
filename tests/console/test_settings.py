"""receptions.toml: what is accepted, and how a mistake is told."""

from datetime import date

import pytest
from reception_days import CENTRE, SHIPPED

from centre.calendar import LocalSpans, day_plan, local_spans
from centre.checks import parse_centre
from console.receptions.checks import load_receptions, parse_receptions, warnings
from console.receptions.settings import ReceptionsSettings
from firmware.settings import SettingsError

TEXT = SHIPPED.read_text(encoding="utf-8")
RULE = '\n[[rules]]\nname = "more"\nofficial = "akim"\noffice = "office-12"\nslot_min = 20\n'
EXCEPTION = '\n[[exceptions]]\nrule = "akim"\n'


def spans_on(day: date) -> LocalSpans:
    return day_plan(CENTRE, day).spans


def read(text: str) -> ReceptionsSettings:
    return parse_receptions(text, CENTRE, "receptions.toml")


def complaint(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text)
    told = str(caught.value)
    assert told.startswith("receptions.toml: ")
    assert "\n" not in told
    return told.removeprefix("receptions.toml: ")


def test_the_shipped_schedule_is_in_order_and_names_nobody() -> None:
    settings = load_receptions(SHIPPED, CENTRE)

    assert len(settings.rules) == 4
    assert all(official.person is None for official in settings.officials)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'zone = "personal-reception"',
            'zone = "vip"',
            "zone: the centre has no zone 'vip'; it has consultation, pers",
        ),
        ('office = "office-12"', 'office = "office-9"', "rules[0].office: the centre has no place 'office-9'; its off"),
        (
            'office = "office-12"',
            'office = "window-1"',
            "rules[0].office: 'window-1' is a window; right would be an of",
        ),
        (
            'body = "appeals"\n\n# Outcomes',
            'body = "appeals"\ncompetences = ["roads"]\n\n# Outcomes',
            "officials[3].competences: there is no competence 'roads'; there are land, ",
        ),
        ('official = "akim"', 'official = "mayor"', "rules[0].official: there is no official 'mayor'; there are akim"),
        (
            'body = "appeals"',
            'body = "appeal"',
            "officials[3].body: there is no body 'appeal'; there are akimat-office",
        ),
        ('hours = "10:00-12:00"', 'hours = "12:00-10:00"', "rules[0].hours: '12:00-10:00' ends before it has begun; "),
        ('hours = "10:00-12:00"', 'hours = "10:00-10:15"', "rules[0].hours: '10:00-10:15' is shorter than slot_min ="),
        ('hours = "10:00-12:00"', 'hours = "10-12"', "rules[0].hours: '10-12' is wrong; right would be two times of"),
        ('weekday = "thu"\n', "", "rules[0].weekday: is missing, and so is date; right would be one of them"),
        ('weekday = "thu"', "date = 2026-11-12", "rules[0].date: says the one day already; weeks, valid_from and val"),
        ('weekday = "thu"', 'weekday = "thursday"', "rules[0].weekday: 'thursday' is wrong; right would be one of"),
        ("weeks = [1, 3]", "weeks = [0]", "rules[0].weeks[0]: 0 is wrong; right would be a whole number, 1 to 5"),
        ("weeks = [1, 3]", "valid_from = 2026-02-30", "is not TOML: "),
        ("weeks = [1, 3]", "valid_from = 1026-02-20", "rules[0].valid_from: 1026-02-20 is wrong; right would be a dat"),
        ("weeks = [1, 3]", 'valid_from = "soon"', "rules[0].valid_from: 'soon' is wrong; right would be a date like"),
        (
            "weeks = [1, 3]",
            "valid_from = 2027-02-01\nvalid_until = 2027-01-01",
            "rules[0].valid_until: 2027-01-01 is before valid_from = 2027-02-01",
        ),
        ("weeks = [1, 3]", 'video_link = "http://x"', "rules[0].video_link: 'http://x' is wrong; right would be an a"),
        ('name = "explained"', 'name = "settled"', "outcomes[2].name: settled is taken by outcomes[0]; it must be"),
        ("late_s = 900", "late_s = -1", "late_s: -1 is wrong; right would be a number, 0 to 86400"),
        ("late_s = 900", "lates_s = 900", "lates_s: there is no such key; right would be late_s"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_would_be_right(old: str, new: str, told: str) -> None:
    assert old in TEXT

    assert complaint(TEXT.replace(old, new, 1)).startswith(told)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            "date = 2027-01-14\noff = true",
            "exceptions[0].date: 'akim' has no reception on 2027-01-14; right would be a",
        ),
        ("date = 2027-01-21", "exceptions[0].off: right would be either off = true, or some of moved_to, hours, "),
        ("date = 2027-01-21\noff = true\nmoved_to = 2027-01-22", "exceptions[0].off: right would be either off = true"),
        (
            'date = 2027-01-21\nsubstitute = "mayor"',
            "exceptions[0].substitute: there is no official 'mayor'; there are",
        ),
        ('date = 2027-01-21\noffice = "seat-1"', "exceptions[0].office: 'seat-1' is a seat; right would be an office"),
        ('date = 2027-01-21\nhours = "10:00-10:05"', "exceptions[0].hours: '10:00-10:05' is shorter than slot_min"),
        (
            f"date = 2027-01-21\noff = true\n{EXCEPTION}date = 2027-01-21\noff = true",
            "exceptions[1].date: 2027-01-21 of 'akim' is taken; one exception says all",
        ),
    ],
)
def test_an_exception_that_changes_nothing_or_nothing_that_is_there_is_refused(more: str, told: str) -> None:
    assert complaint(f"{TEXT}{EXCEPTION}{more}\n").startswith(told)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('weekday = "thu"\nweeks = [3, 5]\nhours = "11:40-13:00"', "on 2026-01-15 'more' overlaps 'akim' of the same"),
        ('date = 2027-01-21\nhours = "09:00-10:20"', "on 2027-01-21 'more' overlaps 'akim' of the same office"),
        ('weekday = "thu"\nvalid_from = 2027-02-01\nhours = "10:00-11:00"', "on 2027-02-04 'more' overlaps 'akim' of"),
        (
            'weekday = "thu"\nvalid_until = 2026-12-31\nhours = "10:00-11:00"',
            "'more' overlaps 'akim' of the same office",
        ),
    ],
)
def test_two_receptions_in_one_office_at_one_time_are_refused(more: str, told: str) -> None:
    assert told in complaint(f"{TEXT}{RULE}{more}\n")


@pytest.mark.parametrize(
    "more",
    [
        'weekday = "thu"\nweeks = [2, 4, 5]\nhours = "10:00-12:00"',
        'weekday = "thu"\nhours = "12:00-13:00"',
        'date = 2027-01-14\nhours = "10:00-12:00"',
        f'date = 2027-01-21\nhours = "10:00-12:00"\n{EXCEPTION}date = 2027-01-21\noff = true',
    ],
    ids=["other-weeks", "one-after-the-other", "another-week", "the-rule-makes-way"],
)
def test_receptions_that_never_meet_are_accepted(more: str) -> None:
    assert len(read(f"{TEXT}{RULE}{more}\n").rules) == 5


def test_a_reception_moved_onto_another_one_is_refused() -> None:
    told = complaint(f"{TEXT}{EXCEPTION}date = 2027-01-21\nmoved_to = 2027-01-19\n")

    assert told.startswith("rules[1].hours: on 2027-01-19 'deputy-akim' overlaps 'akim' of the same office")


def test_an_official_cannot_be_in_two_offices_at_once() -> None:
    text = (
        f'{TEXT}{EXCEPTION}date = 2027-01-21\nsubstitute = "head-of-appeals"\nmoved_to = 2027-01-22\noffice = "o-13"\n'
    )
    larger = (SHIPPED.parents[2] / "centre" / "borodulikha.toml").read_text(encoding="utf-8")
    office = '[[places]]\nname = "o-13"\nkind = "office"\nnumber = 13\nbody = { kk = "x", ru = "x" }\n'
    centre = parse_centre(larger.replace("[[peers]]", f'{office}zones = ["personal-reception"]\n\n[[peers]]', 1), "c")
    with pytest.raises(SettingsError, match="of the same official; receptions of one official must not share a minute"):
        parse_receptions(text, centre, "receptions.toml")


def test_a_reception_on_a_day_off_is_warned_of() -> None:
    (warning,) = warnings(read(TEXT), spans_on, date(2027, 1, 4), date(2027, 1, 10))

    assert warning.startswith("rules[0]: the centre does not work on 2027-01-07, and 'akim' does not take place; ")


@pytest.mark.parametrize("hours", ["08:00-10:00", "12:00-15:00", "13:00-14:30", "17:00-18:31"])
def test_a_reception_while_the_centre_is_closed_is_warned_of_once(hours: str) -> None:
    text = TEXT.replace('hours = "10:00-12:00"', f'hours = "{hours}"', 1)
    (warning,) = warnings(read(text), spans_on, date(2027, 1, 11), date(2027, 2, 28))

    assert warning.startswith(
        f"rules[0].hours: on 2027-01-21 the centre is open 09:00-13:00, 14:30-18:30, and 'akim' is {hours}, "
        "as on 2 more of these days; "
    )


@pytest.mark.parametrize("hours", ["09:00-13:00", "14:30-18:30", "10:00-10:20"])
def test_a_reception_within_opening_hours_is_not_warned_of(hours: str) -> None:
    text = TEXT.replace('hours = "10:00-12:00"', f'hours = "{hours}"', 1)

    assert list(warnings(read(text), spans_on, date(2027, 1, 11), date(2027, 2, 28))) == []


def test_spans_that_meet_are_one_and_a_short_day_is_its_own() -> None:
    settings = read(TEXT.replace('hours = "10:00-12:00"', 'hours = "12:00-14:00"', 1))

    def through(day: date) -> LocalSpans:
        return local_spans(["09:00-13:00"] if day == date(2027, 2, 4) else ["13:00-18:00", "09:00-13:00"])

    (warning,) = warnings(settings, through, date(2027, 1, 11), date(2027, 2, 28))
    assert "on 2027-02-04 the centre is open 09:00-13:00, and 'akim' is 12:00-14:00; " in warning
